import { useSyncExternalStore } from 'react'
import { present } from './present.ts'

/** Now, to the minute: the component renders again when a minute has passed, so that 今天 does not grow stale on a desk left open. */
export function useMinute(): Date {
  return new Date(useSyncExternalStore(follow, minute) * 60_000)
}

function minute(): number {
  return Math.floor(present().getTime() / 60_000)
}

function follow(tell: () => void): () => void {
  const timer = setInterval(tell, 15_000)
  return () => clearInterval(timer)
}
