import { v7 } from 'uuid'

/** Makes the ids of new rows: uuid v7, so that new rows stand together in an index. */
export interface IdSource {
  next(at: Date): string
}

export const randomIds: IdSource = { next: (at) => v7({ msecs: at.getTime() }) }

/** Ids that repeat for the same `random` (0 ≤ x < 1), for the demo city. */
export function seededIds(random: () => number): IdSource {
  return {
    next(at) {
      const bytes = new Uint8Array(16)
      for (let index = 0; index < 16; index++) bytes[index] = Math.floor(random() * 256)
      return v7({ msecs: at.getTime(), random: bytes })
    },
  }
}
