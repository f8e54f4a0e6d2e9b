import type { AlertKind } from '@linli/contract'
import { sql } from 'kysely'
import type { Cached } from '../../platform/cached.ts'
import { type Db, inTransaction, type Transaction } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import { findRebuild } from '../figures/index.ts'
import { findKnown, insertAlert, keepLook, type KnownAlert, takeLook, updateAlert } from './alerts.store.ts'
import { dayAt } from './city-day.ts'
import { type Found, foundRepeat, foundSpot, foundSurge } from './found.ts'
import { zoneAround } from './hot-spots.ts'
import { lookForHotSpots, lookForRepeats } from './look-at-places.ts'
import { type Look, lookForSurges } from './look-for-surges.ts'
import { watchedAreas } from './watched-areas.ts'

export interface Looking {
  db: Db
  areas: Cached<AreaTree>
  now: Date
}

/**
 * Looks for surges as of today, every hour. What goes on is found again and not anew, so looking twice changes nothing; of two servers
 * one looks. Answers how many alerts are new, or null where another server was looking or the figures are being counted anew.
 */
export function lookHourly({ db, areas, now }: Looking): Promise<number | null> {
  return looked(db, (tx) => surges(tx, areas.get(), dayAt(now), now))
}

/** Looks every night at the day that has ended, or at the one named: surges once more, hot spots, and what has come back. */
export function lookNightly({ db, areas, now }: Looking, day = dayAt(now) - 1): Promise<number | null> {
  return looked(db, async (tx) => {
    const tree = areas.get()
    const [spots, repeats] = [await lookForHotSpots(tx, tree, day), await lookForRepeats(tx, tree, day)]
    return (
      (await surges(tx, tree, day, now)) +
      (await keep(tx, 'hot_spot', { ...spots, found: spots.found.map((spot) => foundSpot(spot, day)) }, { tree, day, now })) +
      (await keep(tx, 'repeat', { ...repeats, found: repeats.found.map(foundRepeat) }, { tree, day, now }))
    )
  })
}

function looked(db: Db, look: (tx: Transaction) => Promise<number>): Promise<number | null> {
  return inTransaction(db, async (tx) => {
    // Fourteen weeks of a large city are more than a person would wait for.
    await sql`set local statement_timeout = 0`.execute(tx)
    // While all figures are counted anew what is kept is not all there is, and everything would look like a surge.
    return (await takeLook(tx)) && !(await findRebuild(tx)) ? look(tx) : null
  })
}

async function surges(tx: Transaction, tree: AreaTree, day: number, now: Date): Promise<number> {
  const look = await lookForSurges(tx, watchedAreas(tree), day)
  return keep(tx, 'surge', { ...look, found: look.found.map((surge) => foundSurge(surge, look.knowsSeason)) }, { tree, day, now })
}

async function keep(
  tx: Transaction,
  kind: AlertKind,
  look: Look<Found>,
  { tree, day, now }: { tree: AreaTree; day: number; now: Date },
): Promise<number> {
  const known = await findKnown(tx, kind, day)
  let made = 0
  for (const found of look.found) {
    const same = known.find((each) => isSame(each, found, tree))
    if (same) await updateAlert(tx, same, found)
    const area = tree.get(found.areaId)
    if (same || !area) continue
    known.push(await insertAlert(tx, found, area, now))
    made += 1
  }
  await keepLook(tx, kind, look, { day, now })
  return made
}

/** Whether what was found is what is known: a surge in the same place or around or within it, a spot that overlaps, a chain that goes on. */
function isSame(known: KnownAlert, found: Found, tree: AreaTree): boolean {
  if (known.categoryCode !== found.categoryCode) return false
  if (found.kind === 'repeat') return found.matterIds.some((id) => known.matterIds.includes(id))
  if (found.kind === 'hot_spot') return zoneAround(found.cell, 2).includes(known.cell)
  const path = tree.get(found.areaId)?.path ?? ''
  return path.startsWith(known.areaPath) || known.areaPath.startsWith(path)
}
