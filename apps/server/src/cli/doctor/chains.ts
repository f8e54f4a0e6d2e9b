import { proveChains } from '../../modules/matters/index.ts'
import { type Check, finding, note, pagesOfMatters } from './check.ts'

/** Recomputes every matter's chain, and holds the matter against its last entry. */
export const chains: Check = async ({ db }) => {
  const broken = finding('broken chains')
  const differing = finding('matters unlike their last entry')
  for await (const ids of pagesOfMatters(db)) {
    for (const { number, brokenAt, isAlike } of await proveChains(db.read, ids)) {
      broken.checked += 1
      differing.checked += 1
      if (brokenAt !== null) note(broken, number)
      if (!isAlike) note(differing, number)
    }
  }
  return [broken, differing]
}
