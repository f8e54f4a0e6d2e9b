import type { ServerResponse } from 'node:http'
import { type Area, routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { type AreaTools, changeTree, requireAdministered, requireKnown } from './area.tools.ts'
import type { PreviewRow } from './area-import.ts'
import { importAreas, previewAreas } from './import-areas.ts'
import type { AreaTree, TreeArea } from './area-tree.ts'
import { recordChange, updateArea } from './areas.store.ts'
import { findBoundary, findHistory } from './areas.queries.ts'
import type { AreaGeometry } from './geometry.ts'
import { keepOutlines } from './outlines.ts'
import { faultOfParts, unionOf } from './parts.ts'
import { toWgs84Point } from './point.ts'
import { allBelow } from './children-move.ts'
import { mergeAreas, splitArea } from './reorganise.ts'

export function areaRoutes(serve: Serve<Actor>, tools: AreaTools): void {
  const tree = () => tools.areas.get()
  const outlines = keepOutlines(tools.db.read)

  serve(routes.listLevels, async () => ({ items: [...tree().levels] }))

  serve(routes.listAreas, async ({ query }) => {
    const limit = query.limit ?? 200
    const found = query.search
      ? search(tree(), query.search, limit)
      : tree()
          .childrenOf(query.parentId ?? null)
          // Codes count up with the areas' numbers; paths do not (1.10. comes before 1.2.).
          .toSorted((a, b) => (a.code < b.code ? -1 : 1))
          .slice(0, limit)
    return { items: found.map((area) => presentArea(tree(), area)) }
  })

  serve(routes.getArea, async ({ params }) => presentArea(tree(), requireKnown(tree(), params.areaId)))

  serve(routes.getAreaBoundary, async ({ params }) => {
    requireKnown(tree(), params.areaId)
    return findBoundary(tools.db.read, params.areaId)
  })

  serve(routes.getAreaOutlines, async ({ params, query, reply, caller }) => {
    // What the outlines are is no secret; drawing them costs, and whoever works with them has signed in.
    if (!caller.permissions.has('areas.read')) tools.pace.take(caller.owner)
    const asked = { area: requireKnown(tree(), params.areaId), level: query.level ?? null, zoom: query.zoom ?? 14 }
    const { tag, answer } = await outlines(tree(), asked)
    reply.header('etag', tag).header('cache-control', 'private, no-cache')
    return answer
  })

  serve(routes.getAreaHistory, async ({ params }) => {
    requireKnown(tree(), params.areaId)
    return findHistory(tools.db.read, params.areaId)
  })

  serve(routes.locatePoint, async ({ query }) => {
    const point = toWgs84Point({
      longitude: query.longitude,
      latitude: query.latitude,
      coordinateSystem: query.coordinateSystem ?? 'wgs84',
    })
    const found = tree().locate(point.longitude, point.latitude)
    if (!found) throw new LinliError('not_found')
    return {
      areaId: found.area.id,
      name: found.area.name,
      how: found.how,
      distanceM: Math.round(found.distanceM),
      point,
      ancestors: names(tree(), found.area.id),
    }
  })

  serve(routes.renameArea, async ({ params, body, caller, intention }) =>
    changeTree(tools, intention, async (tx, at) => {
      const area = requireAdministered(tree(), caller, params.areaId)
      await updateArea(tx, area.id, body.version, {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.areaClass !== undefined && { area_class: body.areaClass }),
      })
      const after = { name: body.name ?? area.name, areaClass: body.areaClass ?? area.areaClass }
      await recordChange(
        tx,
        {
          areaId: area.id,
          change: 'renamed',
          reason: body.reason,
          before: { name: area.name, areaClass: area.areaClass },
          after,
          accountId: caller.accountId,
        },
        at,
      )
      return presentArea(tree(), { ...area, ...after, version: body.version + 1 })
    }),
  )

  // Everything is looked up inside, where a repetition does not come: after the first time the area has ended.
  serve(routes.splitArea, async ({ params, body, caller, intention }) => {
    const { ids } = await changeTree(tools, intention, async (tx, at) => {
      const parts = body.parts.map((part) => ({ ...part, geometry: part.geometry as AreaGeometry | undefined }))
      const area = requireAdministered(tree(), caller, params.areaId)
      const boundary = await findBoundary(tx, area.id)
      const fault = faultOfParts(
        parts.flatMap((part) => (part.geometry ? [part.geometry] : [])),
        boundary.geometry as AreaGeometry | null,
      )
      if (fault) throw new LinliError('import_refused', { facts: { ...fault.detail, fault: fault.code } })
      allBelow(tree(), area.id)
      return {
        ids: await splitArea(tx, area, parts, tools.moveOpenMatters, {
          version: body.version,
          reason: body.reason,
          accountId: caller.accountId,
          at,
        }),
      }
    })
    return { successors: ids.map((id) => presentArea(tree(), requireKnown(tree(), id))) }
  })

  serve(routes.mergeAreas, async ({ body, caller, intention }) => {
    const { id } = await changeTree(tools, intention, async (tx, at) => {
      const areas = body.areaIds.map((areaId) => requireAdministered(tree(), caller, areaId))
      if (body.versions && areas.some((area, index) => area.version !== body.versions?.[index])) throw new LinliError('area_changed')
      for (const area of areas) allBelow(tree(), area.id)
      const drawn: AreaGeometry[] = []
      for (const area of areas) {
        const boundary = await findBoundary(tx, area.id)
        if (boundary.geometry) drawn.push(boundary.geometry as AreaGeometry)
      }
      const geometry = unionOf(drawn)
      return {
        id: await mergeAreas(tx, areas, { code: body.code, name: body.name }, geometry, tools.moveOpenMatters, {
          reason: body.reason,
          accountId: caller.accountId,
          at,
        }),
      }
    })
    return presentArea(tree(), requireKnown(tree(), id))
  })

  serve(routes.previewAreaImport, async ({ body, reply }) => {
    const { digest, counts, rows } = await previewAreas(tools.db.read, tree(), body, goneWith(reply.raw))
    return { digest, counts, rows: shownRows(rows) }
  })

  serve(routes.importAreas, async ({ body, caller, intention, reply }) => {
    const cancelled = goneWith(reply.raw)
    const { digest, skipRefused = false } = body
    return changeTree(tools, intention, (tx, at) =>
      importAreas(tx, tree(), body.file, { digest, skipRefused, accountId: caller.accountId, at, cancelled }),
    )
  })
}

/** Aborts when whoever asked goes away before the answer: an import cancelled on the screen stops here too. */
function goneWith(answer: ServerResponse): AbortSignal {
  const gone = new AbortController()
  answer.once('close', () => answer.writableFinished || gone.abort())
  return gone.signal
}

/** Rows a preview answer carries; the counts are of all. */
const mostPreviewRows = 20_000

/** Refused boundaries a preview answer draws. */
const mostDrawnFaults = 100

function shownRows(rows: readonly PreviewRow[]): PreviewRow[] {
  let drawn = 0
  return rows.slice(0, mostPreviewRows).map((row) => {
    const { geometry, ...plain } = row
    return geometry && (drawn += 1) <= mostDrawnFaults ? row : plain
  })
}

/** An area as screens read it. */
export function presentArea(tree: AreaTree, area: TreeArea): Area {
  return {
    id: area.id,
    code: area.code,
    name: area.name,
    level: area.level,
    parentId: area.parentId,
    ancestors: names(tree, area.id),
    areaClass: area.areaClass,
    validFrom: area.validFrom.toISOString(),
    validTo: area.validTo?.toISOString() ?? null,
    hasBoundary: area.hasBoundary,
    childCount: area.childCount,
    version: area.version,
  }
}

function names(tree: AreaTree, areaId: string): { id: string; name: string; level: string }[] {
  return tree.ancestorsOf(areaId).map(({ id, name, level }) => ({ id, name, level }))
}

function search(tree: AreaTree, words: string, limit: number): TreeArea[] {
  const wanted = words.trim().toLowerCase()
  const found: TreeArea[] = []
  for (const area of tree.all()) {
    if (found.length >= limit) break
    if (area.name.toLowerCase().includes(wanted) || area.code.startsWith(wanted)) found.push(area)
  }
  return found
}
