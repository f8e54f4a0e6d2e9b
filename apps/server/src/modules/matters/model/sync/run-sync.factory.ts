import { photo } from '../../../files/uploads.factory.ts'
import type { Stage } from '../stage.factory.ts'
import type { Disagreement } from './ledger.factory.ts'
import type { Plant } from './phone.factory.ts'
import { Schedule, type SyncTally } from './schedule.factory.ts'

export interface SyncRun {
  schedules: number
  /** Of the first schedule; each further one has the next. */
  seed: number
  moves?: number
  plant?: Plant
  progress?: (tally: SyncTally) => void
}

export interface SyncResult {
  tally: SyncTally
  /** The first schedule whose ledger was not exact; null when all were. */
  violation: { seed: number; disagreements: Disagreement[]; log: string[] } | null
}

export const noSync: SyncTally = {
  schedules: 0,
  intended: 0,
  sent: 0,
  refused: 0,
  givenUp: 0,
  kills: 0,
  photos: 0,
  steps: 0,
  missing: 0,
  double: 0,
  broken: 0,
}

/** Plays random schedules of phones that come and go, one after another, and stops at the first whose ledger is not exact. */
export async function runSync(stage: Stage, { schedules, seed, moves = 30, plant, progress }: SyncRun): Promise<SyncResult> {
  const picture = new Blob([new Uint8Array(await photo({ width: 40, height: 30 }))], { type: 'image/jpeg' })
  let tally = noSync
  for (let index = 0; index < schedules; index++) {
    const played = await new Schedule(stage, seed + index, picture, plant).play(moves)
    tally = addTallies(tally, played.tally)
    progress?.(tally)
    if (played.disagreements.length > 0)
      return { tally, violation: { seed: seed + index, disagreements: played.disagreements, log: played.log } }
  }
  return { tally, violation: null }
}

export function addTallies(one: SyncTally, other: SyncTally): SyncTally {
  const names = Object.keys(noSync) as (keyof SyncTally)[]
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as SyncTally
}
