import { useSyncExternalStore } from 'react'
import { problemOf } from '../parts/problem-text.ts'

let expired = false
const listeners = new Set<() => void>()

/** Told of every failed call: an ended session asks for a sign-in over the page. */
export function noteError(error: unknown): void {
  if (problemOf(error)?.code === 'not_signed_in') setExpired(true)
}

/** False after somebody has signed in again. */
export function setExpired(value: boolean): void {
  expired = value
  for (const tell of listeners) tell()
}

/** True from a call that was refused for want of a session until somebody signs in. */
export function useExpired(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => expired,
  )
}
