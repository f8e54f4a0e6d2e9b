import { chinaOffsetMinutes } from '../deadlines/index.ts'
import type { Db } from '../../platform/db.ts'

/** As many numbers as the sequence hands out at a time (its increment in the migration). */
const blockSize = 50

/** Gives matters their numbers: the day and a running number, e.g. 261122-004711. */
export interface MatterNumbers {
  next(now: Date): Promise<string>
}

/** Numbers from the city's sequence, taken in blocks, so that most reports need no round trip for theirs. A killed process leaves gaps, never doubles. */
export function numbersFrom(db: Db): MatterNumbers {
  let block: Promise<number> | null = null
  let used = blockSize
  const take = async () =>
    Number(
      (await db.pool.query<{ first: number }>({ name: 'matter_numbers', text: `select nextval('matter_numbers') as first` })).rows[0]
        ?.first,
    )
  return {
    async next(now) {
      if (used >= blockSize) {
        used = 0
        block = take()
        block.catch(() => (used = blockSize))
      }
      const offset = used++
      return formatNumber(now, (await (block as Promise<number>)) + offset)
    },
  }
}

/** The number of a matter reported at this instant (Chinese local date). */
export function formatNumber(now: Date, running: number): string {
  const local = new Date(now.getTime() + chinaOffsetMinutes * 60_000)
  return `${local.toISOString().slice(2, 10).replaceAll('-', '')}-${String(running).padStart(6, '0')}`
}
