import type { BodyOf, escalateMatter, resolvePlace, sendDownMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { toWgs84Point, type TreeArea } from '../../areas/index.ts'
import type { Change } from '../change.ts'
import { running } from '../clocks.ts'
import { deskAbove, type DecisionContext, deskOfPlace } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import type { Matter } from '../matter.ts'
import type { NoticeEvent } from '../../notices/index.ts'
import { tellArea } from '../telling.ts'
import { atDesk, deskClock } from './moves.ts'

/** To the desk above, with a reason. Only an urgent matter skips a level (domain.md §2 escalate). */
export const escalate: Decide<BodyOf<typeof escalateMatter>> = ({ matter, input, context }) => {
  const next = deskAbove(context, matter.deskAreaId)
  const target = input.toAreaId === undefined ? next : requireDesk(context, input.toAreaId)
  if (!target || !next || !isAbove(target, matter.deskAreaPath)) throw new LinliError('unknown_area')
  if (target.id !== next.id && matter.severity !== 'urgent') throw new LinliError('skips_a_level')
  return moved(context, matter, target, 'matter_escalated', { words: input.words, fromAreaId: matter.deskAreaId, toAreaId: target.id })
}

/** To a desk below, on the way to the place. Only an urgent matter skips a level. */
export const sendDown: Decide<BodyOf<typeof sendDownMatter>> = ({ matter, input, context }) => {
  const target = requireDesk(context, input.toAreaId)
  if (!isAbove(target, matter.areaPath, true) || !isAbove({ path: matter.deskAreaPath }, target.path)) throw new LinliError('unknown_area')
  if (deskAbove(context, target.id)?.id !== matter.deskAreaId && matter.severity !== 'urgent') throw new LinliError('skips_a_level')
  return moved(context, matter, target, 'matter_sent_down', { words: input.words, fromAreaId: matter.deskAreaId, toAreaId: target.id })
}

/**
 * The desk settles where it is, when an address alone was given or the place is wrong (domain.md §4). It goes to the desk of
 * that place. What was first said stays in the timeline.
 */
export const settlePlace: Decide<BodyOf<typeof resolvePlace>> = ({ matter, input, context }) => {
  const place = placeOf(context, input)
  const deskId = deskOfPlace(context, place.area.id)
  const content = {
    areaId: place.area.id,
    fromAreaId: matter.areaId,
    located: place.located,
    ...(input.address && { address: input.address }),
    ...(input.words && { words: input.words }),
  }
  const where = {
    areaId: place.area.id,
    areaPath: place.area.path,
    located: place.located,
    longitude: place.longitude ?? null,
    latitude: place.latitude ?? null,
    address: input.address ?? matter.address,
  }
  if (deskId === matter.deskAreaId) return { to: matter.state, set: where, entry: { visibility: 'public', content } }
  const desk = requireDesk(context, deskId)
  const change = moved(context, { ...matter, ...where }, desk, 'matter_reported', content)
  return { ...change, set: { ...change.set, ...where } }
}

function placeOf(context: DecisionContext, input: BodyOf<typeof resolvePlace>) {
  if (input.place) {
    const point = toWgs84Point(input.place)
    const found = context.areas.locate(point.longitude, point.latitude)
    if (found) return { area: found.area, located: found.how, ...point }
  }
  if (input.areaId === undefined) throw new LinliError('no_place')
  const area = context.areas.get(input.areaId)
  if (!area || area.validTo !== null) throw new LinliError('unknown_area')
  return { area, located: 'by_address' as const, longitude: null, latitude: null }
}

/** The matter before another desk: what that desk has to do starts anew, the date the reporter was told does not move. */
function moved(context: DecisionContext, matter: Matter, desk: TreeArea, event: NoticeEvent, content: Record<string, unknown>): Change {
  const kind = matter.state === 'reported' ? 'accept' : 'dispatch'
  return {
    to: matter.state,
    set: atDesk(context, desk.id),
    stopClocks: running(matter, 'accept', 'dispatch'),
    startClocks: [deskClock(context, matter, desk.id, kind)],
    notices: [tellArea(context, matter, desk.id, event)],
    entry: { visibility: 'public', content },
  }
}

function requireDesk(context: DecisionContext, areaId: string): TreeArea {
  const area = context.areas.get(areaId)
  if (!area || area.validTo !== null || context.areas.deskOf(areaId)?.id !== areaId) throw new LinliError('unknown_area')
  return area
}

function isAbove(area: Pick<TreeArea, 'path'>, path: string, orSame = false): boolean {
  return path.startsWith(area.path) && (orSame || path !== area.path)
}
