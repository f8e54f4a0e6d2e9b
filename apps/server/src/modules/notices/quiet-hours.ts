import { nextTimeOfDay, startOfDay, timeOfDayMs } from './local-time.ts'
import type { Preferences } from './preferences.ts'

/** Where a person works, whose calendar counts for what reaches them there. */
export interface Workplace {
  areaId: string | null
  organisationId: string | null
}

/** The first instant at or after `at` at which people at this place work: weekly hours, holidays and make-up days. */
export type NextWorkingInstant = (at: Date, workplace: Workplace) => Date

/** `at` itself, or when the quiet hours it lies in end. Quiet hours may run over midnight; `from` equal to `to` means none. */
export function endOfQuiet(at: Date, quiet: Preferences['quiet']): Date {
  if (!quiet || quiet.from === quiet.to) return at
  const minutes = timeOfDayMs(at) / 60_000
  const isQuiet = quiet.from < quiet.to ? minutes >= quiet.from && minutes < quiet.to : minutes >= quiet.from || minutes < quiet.to
  return isQuiet ? nextTimeOfDay(at, quiet.to) : at
}

/** Enough turns to get over any holidays; someone quiet in all working hours is told when the last turn ends. */
const mostTurns = 20

/**
 * When something that is not urgent may be sent at the earliest: what reaches a person at work in their working hours
 * (domain.md §3), and in no case in the quiet hours they chose.
 */
export function firstAllowed(at: Date, quiet: Preferences['quiet'], workplace: Workplace | null, nextWorking: NextWorkingInstant): Date {
  let allowed = at
  for (let turn = 0; turn < mostTurns; turn++) {
    const working = workplace ? nextWorking(allowed, workplace) : allowed
    const next = endOfQuiet(working, quiet)
    if (next.getTime() === allowed.getTime()) return allowed
    allowed = next
  }
  return allowed
}

/** When the next digest of this person closes, strictly after `at`; for what reaches them at work on a working day. */
export function nextDigest(at: Date, digestAt: number, workplace: Workplace | null, nextWorking: NextWorkingInstant): Date {
  let digest = nextTimeOfDay(at, digestAt)
  if (!workplace) return digest
  for (let turn = 0; turn < mostTurns; turn++) {
    const midnight = startOfDay(digest)
    if (startOfDay(nextWorking(midnight, workplace)).getTime() === midnight.getTime()) return digest
    digest = nextTimeOfDay(digest, digestAt)
  }
  return digest
}
