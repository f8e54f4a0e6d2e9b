import { routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { TreeArea } from './area-tree.ts'
import { type AreaTools, requireAdministered } from './area.tools.ts'
import { countPostsOf, findGeometries, findCodesBelow } from './areas.queries.ts'
import { piecesOf } from './boundary-overlay.ts'
import { allBelow, fitToChildren, partsOfChildren } from './children-move.ts'
import type { AreaGeometry } from './geometry.ts'
import { drawingFault } from './import-findings.ts'
import { faultOfParts, unionOf } from './parts.ts'
import { squareMetres } from './polygon-overlaps.ts'
import { presentMatters } from './presenting.ts'
import { mayMerge, maySplit } from './reorganise.ts'
import { planParts } from './split-plan.ts'
import { proposeCodes, proposeNames } from './successor-names.ts'

/** What a split or a merge would do, before anything is written. */
export function reorganisationRoutes(serve: Serve<Actor>, tools: AreaTools): void {
  const tree = () => tools.areas.get()

  serve(routes.previewSplit, async ({ params, body, caller }) => {
    const area = requireAdministered(tree(), caller, params.areaId)
    const parent = area.parentId === null ? undefined : tree().get(area.parentId)
    if (!parent || !maySplit(area)) throw new LinliError('wrong_level')
    const db = tools.db.read
    const whole = (await findGeometries(db, [area.id])).get(area.id) ?? null
    const { parts, fault } = planParts(whole, { cut: body.cut, parts: body.parts as AreaGeometry[] | undefined })
    if (fault) return { faults: [fault], parts: [], children: [], unplacedMatters: 0 }
    const first = body.first ?? 0
    const children = tree().childrenOf(area.id)
    const childGeometries = await findGeometries(
      db,
      children.map((child) => child.id),
    )
    const placed = partsOfChildren(
      children.map((child) => child.id),
      childGeometries,
      parts,
    )
    for (const { areaId, part } of body.children ?? []) if (placed.has(areaId) && part < parts.length) placed.set(areaId, part)
    const ordered = firstFirst(fitToChildren(parts, childGeometries, placed), first)
    const misfit =
      children.length === 0
        ? null
        : faultOfParts(
            ordered.filter((part) => part !== null),
            whole,
          )
    const orderedAt = firstFirst(
      parts.map((_, index) => index),
      first,
    )
    const to = ordered.map((geometry, index) => ({ areaId: String(index), geometry }))
    const [moving, posts, codesUsed] = await Promise.all([
      tools.findMovingMatters(db, caller, { fromAreaIds: [area.id], to, elsewhere: 'first' }),
      countPostsOf(db, [area.id], tools.clock.now()),
      findCodesBelow(db, parent.id),
    ])
    const codes = proposeCodes(parent.code, codesUsed, ordered.length)
    const names = proposeNames(
      area,
      ordered.map((geometry, index) => ({ code: codes[index] ?? '', geometry })),
    )
    return {
      faults: misfit ? [misfit] : [],
      parts: ordered.map((geometry, index) => ({
        code: codes[index] ?? '',
        name: names[index] ?? '',
        geometry,
        squareMetres: geometry && squareMetres(geometry),
        matters: presentMatters(moving.filter((matter) => matter.toAreaId === String(index))),
        postCount: index === 0 ? (posts.get(area.id) ?? 0) : 0,
      })),
      children: await Promise.all(
        children.map(async (child) => ({
          ...(await countCarried(caller, child)),
          part: placed.get(child.id) ?? 0,
          listedPart: orderedAt.indexOf(placed.get(child.id) ?? 0),
        })),
      ),
      unplacedMatters: moving.filter((matter) => !matter.hasPlace).length,
    }
  })

  serve(routes.previewMerge, async ({ body, caller }) => {
    const areas = body.areaIds.map((areaId) => requireAdministered(tree(), caller, areaId))
    const [first] = areas
    const parent = first?.parentId ? tree().get(first.parentId) : undefined
    if (!first || !parent || !mayMerge(areas)) throw new LinliError('wrong_level')
    const db = tools.db.read
    const fromAreaIds = areas.map((area) => area.id)
    const [drawn, posts, codesUsed] = await Promise.all([
      findGeometries(db, fromAreaIds),
      countPostsOf(db, fromAreaIds, tools.clock.now()),
      findCodesBelow(db, parent.id),
    ])
    const geometry = unionOf([...drawn.values()])
    const pieces = geometry ? piecesOf(geometry).length : 1
    const matters = await tools.findMovingMatters(db, caller, { fromAreaIds, to: [{ areaId: '', geometry }], elsewhere: 'first' })
    const postCounts = fromAreaIds.map((id) => posts.get(id) ?? 0)
    return {
      faults: pieces > 1 ? [drawingFault('not_neighbours', { count: pieces })] : [],
      successor: {
        code: proposeCodes(parent.code, codesUsed, 1)[0] ?? '',
        name: first.name,
        geometry,
        squareMetres: geometry && squareMetres(geometry),
        matters: presentMatters(matters),
        postCount: postCounts.reduce((sum, count) => sum + count, 0),
      },
      areas: areas.map(({ id, code, name, version }, index) => ({
        id,
        code,
        name,
        version,
        matters: matters.filter((matter) => matter.fromAreaId === id).length,
        postCount: postCounts[index] ?? 0,
      })),
      children: await Promise.all(areas.flatMap((area) => tree().childrenOf(area.id)).map((child) => countCarried(caller, child))),
    }
  })

  /** What comes along with a child: itself, all below it, their posts and their open matters. */
  async function countCarried(caller: Actor, child: TreeArea) {
    const ids = [child.id, ...allBelow(tree(), child.id).map((area) => area.id)]
    const [posts, matters] = await Promise.all([
      countPostsOf(tools.db.read, ids, tools.clock.now()),
      tools.findMovingMatters(tools.db.read, caller, { fromAreaIds: ids, to: [{ areaId: '', geometry: null }], elsewhere: 'first' }),
    ])
    return {
      id: child.id,
      code: child.code,
      name: child.name,
      below: ids.length - 1,
      postCount: [...posts.values()].reduce((sum, count) => sum + count, 0),
      matters: matters.length,
    }
  }
}

function firstFirst<T>(parts: readonly T[], first: number): T[] {
  const chosen = parts.slice(first, first + 1)
  return [...chosen, ...parts.filter((_, index) => index !== first)]
}
