import { routes } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { type AreaTools, changeTree, requireAdministered, requireKnown } from './area.tools.ts'
import { countPostsAt, findGeometries } from './areas.queries.ts'
import { recordChange, setBoundary, updateArea } from './areas.store.ts'
import { type BoundaryPlan, isRefused, planBoundary } from './boundary-change.ts'
import type { AreaTree, TreeArea } from './area-tree.ts'
import type { AreaGeometry } from './geometry.ts'
import type { MatterMove } from './matter-moves.ts'
import { squareMetres } from './polygon-overlaps.ts'
import { presentMatters } from './presenting.ts'
import { portraitCounts } from './portrait.ts'

/** An area in numbers, the boundaries of a map, and changing one boundary with a preview. */
export function boundaryRoutes(serve: Serve<Actor>, tools: AreaTools): void {
  const tree = () => tools.areas.get()

  serve(routes.getAreaPortrait, async ({ params, caller }) => {
    const area = requireKnown(tree(), params.areaId)
    const now = tools.clock.now()
    const [geometry, posts, openMatters] = await Promise.all([
      findGeometries(tools.db.read, [area.id]),
      caller.permissions.has('people.read') ? countPostsAt(tools.db.read, area, now) : null,
      mayAt(caller, 'matters.list', area.path)
        ? tools.countOpenMatters(tools.db, caller, area.path, { areas: tools.areas.get(), now })
        : null,
    ])
    const drawn = geometry.get(area.id)
    return {
      areaId: area.id,
      squareMetres: drawn ? squareMetres(drawn) : null,
      below: portraitCounts(tree(), area),
      posts,
      openMatters,
      mayChange: area.validTo === null && mayAt(caller, 'areas.write', area.path),
    }
  })

  serve(routes.listAreaBoundaries, async ({ query }) => {
    requireKnown(tree(), query.parentId)
    const children = tree().childrenOf(query.parentId)
    const drawn = await findGeometries(
      tools.db.read,
      children.map((child) => child.id),
    )
    return {
      items: children.flatMap(({ id, code, name, version }) => {
        const geometry = drawn.get(id)
        return geometry ? [{ id, code, name, version, geometry }] : []
      }),
    }
  })

  serve(routes.previewBoundary, async ({ params, body, caller }) => {
    const area = requireAdministered(tree(), caller, params.areaId)
    const plan = await planFor(tools.db.read, tree(), area, body)
    return {
      faults: plan.faults,
      digest: plan.digest,
      areas: plan.changes.map(({ area: { id, code, name, version }, before, geometry }) => ({
        id,
        code,
        name,
        version,
        geometry,
        squareMetresBefore: before && squareMetres(before),
        squareMetres: squareMetres(geometry),
      })),
      moves: isRefused(plan) ? [] : await movesOf(tools, caller, area, plan),
    }
  })

  serve(routes.changeBoundary, async ({ params, body, caller, intention }) =>
    changeTree(tools, intention, async (tx, at) => {
      const area = requireAdministered(tree(), caller, params.areaId)
      if (area.version !== body.version) throw new LinliError('area_changed')
      const plan = await planFor(tx, tree(), area, body)
      const fault = plan.faults.find(({ severity }) => severity === 'refuse')
      if (fault) throw new LinliError('boundary_refused', { facts: { ...fault.detail, fault: fault.code } })
      if (plan.digest !== body.digest) throw new LinliError('preview_outdated')
      for (const { area: changed, before, geometry } of plan.changes) {
        await updateArea(tx, changed.id, changed.version, {})
        await setBoundary(tx, changed.id, { geometry, source: body.reason, givenIn: 'wgs84' }, at)
        await recordChange(
          tx,
          {
            areaId: changed.id,
            change: 'boundary_changed',
            reason: body.reason,
            before: { squareMetres: before && Math.round(squareMetres(before)) },
            after: { squareMetres: Math.round(squareMetres(geometry)), ...(changed.id !== area.id && { following: area.name }) },
            accountId: caller.accountId,
          },
          at,
        )
      }
      const move = { ...moveOf(tree(), area, plan), reason: body.reason }
      return {
        areaIds: plan.changes.map((change) => change.area.id),
        movedMatters: await tools.moveOpenMatters(tx, move, caller.accountId, at),
      }
    }),
  )
}

async function planFor(
  db: Reader,
  tree: AreaTree,
  area: TreeArea,
  drawn: { geometry: { type: string; coordinates: unknown[] }; neighbours: 'keep' | 'follow' },
): Promise<BoundaryPlan> {
  const siblings = siblingsOf(tree, area)
  const parent = area.parentId === null ? undefined : tree.get(area.parentId)
  const children = [area, ...(drawn.neighbours === 'follow' ? siblings : [])].flatMap((one) => tree.childrenOf(one.id))
  const geometries = await findGeometries(
    db,
    [area, ...siblings, ...(parent ? [parent] : []), ...children].map((one) => one.id),
  )
  const withGeometry = (areas: readonly TreeArea[]) =>
    areas.flatMap((one) => {
      const geometry = geometries.get(one.id)
      return geometry ? [{ area: one, geometry }] : []
    })
  return planBoundary(drawn.geometry as AreaGeometry, drawn.neighbours, {
    area,
    before: geometries.get(area.id) ?? null,
    siblings: withGeometry(siblings),
    parent: withGeometry(parent ? [parent] : [])[0] ?? null,
    children: withGeometry(children),
  })
}

function siblingsOf(tree: AreaTree, area: TreeArea): TreeArea[] {
  return tree.childrenOf(area.parentId).filter((one) => one.id !== area.id && one.level === area.level)
}

/** Matters go where their place is now; what lies in a gap stays where it was, so that none is without an area. */
function moveOf(tree: AreaTree, area: TreeArea, plan: BoundaryPlan) {
  return {
    fromAreaIds: [area, ...siblingsOf(tree, area)].map((one) => one.id),
    to: plan.changes.map((change) => ({ areaId: change.area.id, path: change.area.path, geometry: change.geometry })),
    elsewhere: 'stays',
  } as const satisfies MatterMove
}

async function movesOf(tools: AreaTools, caller: Actor, area: TreeArea, plan: BoundaryPlan) {
  const tree = tools.areas.get()
  const moving = await tools.findMovingMatters(tools.db.read, caller, moveOf(tree, area, plan))
  const pairs = Map.groupBy(moving, (matter) => `${matter.fromAreaId} ${matter.toAreaId}`)
  return [...pairs.values()].flatMap((matters) => {
    const [{ fromAreaId, toAreaId } = { fromAreaId: '', toAreaId: '' }] = matters
    const [from, to] = [tree.get(fromAreaId), tree.get(toAreaId)]
    if (!from || !to) return []
    return [{ fromAreaId, fromName: from.name, toAreaId, toName: to.name, matters: presentMatters(matters) }]
  })
}
