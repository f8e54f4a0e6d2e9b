import type { Db, Reader, Transaction } from '../../platform/db.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree } from './area-tree.ts'
import { type AreaGeometry, isInside } from './geometry.ts'

/** Which areas' open matters are looked at, and where they may go. */
export interface MatterMove<To extends Target = Target> {
  fromAreaIds: readonly string[]
  to: readonly To[]
  /** Areas above that end with them, each with its successor: what those held of these matters the successor holds. */
  replaced?: ReadonlyMap<string, string>
  /** What becomes of a matter that lies in none of them, or has no place: to the first, or it stays where it is. */
  elsewhere: 'first' | 'stays'
}

export interface Target {
  areaId: string
  geometry: AreaGeometry | null
}

/** Moves open matters when areas end or boundaries change, each with an entry in its timeline. Returns how many. Given by the matters module. */
export type MoveOpenMatters = (
  tx: Transaction,
  move: MatterMove<Target & { path: string }> & { reason: string },
  accountId: string | null,
  at: Date,
) => Promise<number>

export interface MovingMatter {
  id: string
  number: string
  fromAreaId: string
  toAreaId: string
  /** Whether whoever asks may see it. */
  isSeen: boolean
  hasPlace: boolean
}

/** The same matters before anything is written. Given by the matters module. */
export type FindMovingMatters = (db: Reader, actor: Actor, move: MatterMove) => Promise<MovingMatter[]>

/** Open matters at an area and below that the actor may see, each number counted up to 1,000. Given by the matters module. */
export type CountOpenMatters = (
  db: Db,
  actor: Actor,
  areaPath: string,
  world: { areas: AreaTree; now: Date },
) => Promise<{ open: number; dueSoon: number; overLimit: number }>

/** Where an open matter goes: it stays in its own area while that has its place. Null when it stays. */
export function targetOf<To extends Target>(
  move: MatterMove<To>,
  matter: { areaId: string | null; longitude: number | null; latitude: number | null },
): To | null {
  const target = lyingIn(move.to, matter) ?? (move.elsewhere === 'first' ? (move.to[0] ?? null) : null)
  return target?.areaId === matter.areaId ? null : target
}

function lyingIn<To extends Target>(
  to: readonly To[],
  { areaId, longitude, latitude }: { areaId: string | null; longitude: number | null; latitude: number | null },
): To | null {
  if (longitude === null || latitude === null) return null
  const holding = to.filter(({ geometry }) => geometry !== null && isInside([longitude, latitude], geometry))
  return holding.find((target) => target.areaId === areaId) ?? holding[0] ?? null
}
