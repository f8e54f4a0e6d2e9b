import { useSyncExternalStore } from 'react'
import { problemOf } from '../parts/problem-text.ts'

let expired = false
let leaving = false
const listeners = new Set<() => void>()

/** Told of every failed call: an ended session asks for a sign-in over the page. */
export function noteError(error: unknown): void {
  if (problemOf(error)?.code === 'not_signed_in') setExpired(true)
}

/** Called before signing out, so that the end of the session that is coming is not taken for a surprise. */
export function expectSignOut(): void {
  leaving = true
}

/** True when the session was found to have ended; false after somebody has signed in or out. */
export function setExpired(value: boolean): void {
  if (value && leaving) return
  leaving = false
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
