import type { NearbyMatter, RouteOutput, getSurroundings as contract } from '@linli/contract'
import type { Db } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { distanceBetween } from '../areas/index.ts'
import { loadMatters, maySee, sightOf } from '../matters/index.ts'
import { findNear } from './duplicates.queries.ts'

const radiusM = 200
const nearest = 5
const textToldOf = 60

/** How much else is open around a matter, as far as this actor sees it. Throws `not_found` for a matter out of their sight. */
export async function surroundingsOf(db: Db, actor: Actor, matterId: string, now: Date): Promise<RouteOutput<typeof contract>> {
  const sight = sightOf(actor)
  const [matter] = await loadMatters(db, [matterId], now)
  if (!matter || !maySee(sight, matter)) throw new LinliError('not_found')
  if (matter.longitude === null || matter.latitude === null) return { radiusM, count: null, items: [] }
  const point = { longitude: matter.longitude, latitude: matter.latitude }
  // Nothing was closed after now: only what is open is found.
  const candidates = await findNear(db, { point, reachM: radiusM, closedSince: new Date(now.getTime() + 1) })
  const near = candidates
    .flatMap((candidate) =>
      candidate.id !== matterId && candidate.point && maySee(sight, candidate)
        ? [{ ...candidate, distanceM: Math.round(distanceBetween(point, candidate.point)) }]
        : [],
    )
    .filter((candidate) => candidate.distanceM <= radiusM)
    .sort((a, b) => a.distanceM - b.distanceM)
  return { radiusM, count: near.length, items: near.slice(0, nearest).map(present) }
}

function present(near: { id: string; distanceM: number } & Omit<NearbyMatter, 'matterId' | 'distanceM'>): NearbyMatter {
  return {
    matterId: near.id,
    number: near.number,
    state: near.state,
    categoryCode: near.categoryCode,
    text: near.text.length > textToldOf ? `${near.text.slice(0, textToldOf)}…` : near.text,
    distanceM: near.distanceM,
  }
}
