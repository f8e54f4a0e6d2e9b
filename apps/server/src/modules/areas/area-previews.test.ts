import { ApiProblem } from '@linli/client'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import type { AreaGeometry } from './geometry.ts'
import { halvesAt, middleOf, placeIn } from './halves.factory.ts'

const city = await startTestCity()
const admin = await city.as('admin')
const desk = await city.as('community')
const tree = () => city.matters.books.areas.get()
const community = '370281001008'

async function refusal(call: Promise<unknown>): Promise<ApiProblem['problem']> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem
}

const tables = ['areas', 'area_boundaries', 'area_changes', 'area_successions', 'posts', 'timeline_entries'] as const
const countRows = async () =>
  Promise.all(
    tables.map(async (table) => (await city.db.pool.query<{ count: string }>(`select count(*) as count from ${table}`)).rows[0]?.count),
  )
const boundaryOf = async (areaId: string) => (await admin.getAreaBoundary({ params: { areaId } })).geometry as AreaGeometry
const gridAt = (which: number) => tree().childrenOf(tree().byCode(community)?.id ?? '')[which]
const idOf = (which: number) => gridAt(which)?.id ?? ''
const report = (geometry: AreaGeometry, text: string) => city.stranger().reportMatter({ body: { text, place: placeIn(geometry) } })
const meridian = (longitude: number) => ({
  type: 'LineString' as const,
  coordinates: [
    [longitude, 30],
    [longitude, 45],
  ],
})

describe('a preview of a split', async () => {
  const areaId = idOf(0)
  const whole = await boundaryOf(areaId)
  const cut = meridian(middleOf(whole))
  const { west, east } = halvesAt(whole, middleOf(whole))
  for (const [geometry, text] of [
    [west, '西边一件'],
    [west, '西边又一件'],
    [east, '东边一件'],
  ] as const)
    await report(geometry, text)
  const postCount = (await admin.listPosts({ query: { areaId } })).items.length

  test('by a line says what goes to each part, and writes nothing', async () => {
    const before = await countRows()
    const preview = await admin.previewSplit({ params: { areaId }, body: { cut } })
    expect(preview.faults).toEqual([])
    expect(preview.parts).toHaveLength(2)
    const [first, second] = preview.parts
    expect((first?.matters.count ?? 0) - (second?.matters.count ?? 0)).toBeGreaterThan(0)
    expect([first?.postCount, second?.postCount]).toEqual([postCount, 0])
    expect(new Set(preview.parts.map((part) => part.code)).size).toBe(2)
    for (const { code, name } of preview.parts) {
      expect(code).toMatch(/^370281001008\d{3}$/)
      expect(tree().byCode(code)).toBeUndefined()
      expect(name).toContain(String(Number(code.slice(-3))))
    }
    expect(await countRows()).toEqual(before)
  })

  test('names no matter to an administrator, who reads none', async () => {
    const { parts } = await admin.previewSplit({ params: { areaId }, body: { cut } })
    expect(parts.map((part) => part.matters.seen)).toEqual([[], []])
  })

  test('puts the part first that is to take the posts', async () => {
    const plain = await admin.previewSplit({ params: { areaId }, body: { cut } })
    const turned = await admin.previewSplit({ params: { areaId }, body: { cut, first: 1 } })
    expect(turned.parts[0]?.geometry).toEqual(plain.parts[1]?.geometry)
    expect(turned.parts.map((part) => part.postCount)).toEqual([postCount, 0])
  })

  test('of a line that divides nothing says where', async () => {
    const preview = await admin.previewSplit({ params: { areaId }, body: { cut: meridian(100) } })
    expect(preview).toMatchObject({ parts: [], faults: [{ code: 'cut_misses', detail: { longitude: 100, latitude: 30 } }] })
  })

  test('is refused to whoever may not write, and of the top', async () => {
    expect((await refusal(desk.previewSplit({ params: { areaId }, body: { cut } }))).code).toBe('not_allowed')
    const parentId = tree().byCode('37')?.id ?? ''
    expect((await refusal(admin.previewSplit({ params: { areaId: parentId }, body: { cut } }))).code).toBe('wrong_level')
    expect((await refusal(admin.previewSplit({ params: { areaId: crypto.randomUUID() }, body: { cut } }))).code).toBe('not_found')
  })

  test('comes true when its parts are written', async () => {
    const { parts } = await admin.previewSplit({ params: { areaId }, body: { cut } })
    const version = gridAt(0)?.version ?? 0
    const { successors } = await admin.splitArea({
      params: { areaId },
      body: {
        version,
        reason: '按路分开',
        parts: parts.map(({ code, name, geometry }) => ({ code, name, ...(geometry && { geometry }) })),
      },
    })
    for (const [index, { id }] of successors.entries()) {
      const { rows } = await city.db.pool.query('select 1 from matters where area_id = $1 and closed_at is null', [id])
      expect(rows).toHaveLength(parts[index]?.matters.count ?? -1)
      expect((await admin.listPosts({ query: { areaId: id } })).items).toHaveLength(parts[index]?.postCount ?? -1)
    }
  })
})

describe('a preview of a merge', () => {
  test('says what comes together, warns of areas apart, and writes nothing', async () => {
    const areaIds = [idOf(0), idOf(1)]
    const before = await countRows()
    const preview = await admin.previewMerge({ body: { areaIds } })
    expect(preview.areas.map((area) => area.id)).toEqual(areaIds)
    expect(preview.successor.matters.count).toBe(preview.areas.reduce((sum, area) => sum + area.matters, 0))
    expect(preview.successor.postCount).toBe(preview.areas.reduce((sum, area) => sum + area.postCount, 0))
    expect(tree().byCode(preview.successor.code)).toBeUndefined()
    expect(await countRows()).toEqual(before)
  })

  test('of areas of two parents is refused', async () => {
    const other = tree().childrenOf(tree().byCode('370281001005')?.id ?? '')[0]
    expect((await refusal(admin.previewMerge({ body: { areaIds: [idOf(0), other?.id ?? ''] } }))).code).toBe('wrong_level')
  })

  test('is outdated by somebody else who changed one of them', async () => {
    const { areas, successor } = await admin.previewMerge({ body: { areaIds: [idOf(2), idOf(3)] } })
    const [one] = areas
    await admin.renameArea({ params: { areaId: one?.id ?? '' }, body: { version: one?.version ?? 0, name: '刚刚改名', reason: '更名' } })
    const { code, name } = successor
    const merge = { areaIds: areas.map((area) => area.id), versions: areas.map((area) => area.version), code, name, reason: '合并' }
    expect((await refusal(admin.mergeAreas({ body: merge }))).code).toBe('area_changed')
  })
})

describe('changing a boundary', async () => {
  const areaId = idOf(4)
  const before = await boundaryOf(areaId)
  const { west, east } = halvesAt(before, middleOf(before))
  const inWest = await report(west, '留下的一件')
  const inEast = await report(east, '随边界走的一件')
  const drawn = { geometry: west, neighbours: 'follow' as const }
  const versionOf = (id: string) => tree().get(id)?.version ?? 0

  test('is previewed with the neighbours that follow and the matters that move, and writes nothing', async () => {
    const rows = await countRows()
    const preview = await admin.previewBoundary({ params: { areaId }, body: drawn })
    expect(preview.faults.filter((fault) => fault.severity === 'refuse')).toEqual([])
    expect(preview.areas[0]).toMatchObject({ id: areaId })
    expect(preview.areas[0]?.squareMetres).toBeLessThan(preview.areas[0]?.squareMetresBefore ?? 0)
    const moved = preview.moves.flatMap((move) => (move.fromAreaId === areaId ? [move.matters.count] : []))
    expect(moved.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
    expect(await countRows()).toEqual(rows)
  })

  test('over a neighbour that stays is refused with its name and a place, and nothing is written', async () => {
    const neighbour = await boundaryOf(idOf(5))
    const body = { geometry: neighbour, neighbours: 'keep' as const }
    const { faults, digest, moves } = await admin.previewBoundary({ params: { areaId }, body })
    expect(moves).toEqual([])
    const fault = faults.find((each) => each.code === 'overlaps_sibling')
    expect(fault?.detail).toMatchObject({ other: gridAt(5)?.name, longitude: expect.any(Number), latitude: expect.any(Number) })
    const rows = await countRows()
    const refused = await refusal(
      admin.changeBoundary({ params: { areaId }, body: { ...body, digest, version: versionOf(areaId), reason: '试' } }),
    )
    expect(refused).toMatchObject({ code: 'boundary_refused', facts: { fault: 'overlaps_sibling', other: gridAt(5)?.name } })
    expect(await countRows()).toEqual(rows)
  })

  test('as previewed moves the matters, tells the history, and is refused to the second of two', async () => {
    const { digest, areas, moves } = await admin.previewBoundary({ params: { areaId }, body: drawn })
    const body = { ...drawn, digest, version: versionOf(areaId), reason: '以河为界' }
    const given = { params: { areaId }, body, idempotencyKey: 'the-border-is-the-river' }
    const answer = await admin.changeBoundary(given)
    expect(answer.areaIds).toEqual(areas.map((area) => area.id))
    expect(answer.movedMatters).toBe(moves.reduce((sum, move) => sum + move.matters.count, 0))
    expect(await admin.changeBoundary(given)).toEqual(answer)
    expect((await refusal(admin.changeBoundary({ params: { areaId }, body: { ...body, reason: '第二个人' } }))).code).toBe('area_changed')
    expect((await admin.getAreaHistory({ params: { areaId } })).items.at(-1)).toMatchObject({
      change: 'boundary_changed',
      reason: '以河为界',
      before: { squareMetres: expect.any(Number) },
      after: { squareMetres: expect.any(Number) },
    })
    const { area: stayed } = await desk.getMatter({ params: { matterId: inWest.matterId } })
    const { area: moved, timeline } = await desk.getMatter({ params: { matterId: inEast.matterId } })
    expect(stayed?.id).toBe(areaId)
    expect(answer.areaIds.slice(1)).toContain(moved?.id)
    expect(timeline.at(-1)).toMatchObject({ action: 'area_reorganised', content: { fromAreaId: areaId, toAreaId: moved?.id } })
  })

  test('is refused when a neighbour changed since the preview', async () => {
    const back = { geometry: before, neighbours: 'follow' as const }
    const { digest, areas } = await admin.previewBoundary({ params: { areaId }, body: back })
    const neighbour = areas[1]
    await admin.renameArea({
      params: { areaId: neighbour?.id ?? '' },
      body: { version: neighbour?.version ?? 0, name: '邻居改名', reason: '更名' },
    })
    const body = { ...back, digest, version: versionOf(areaId), reason: '改回' }
    expect((await refusal(admin.changeBoundary({ params: { areaId }, body }))).code).toBe('preview_outdated')
  })

  test('is refused to a reader', async () => {
    expect((await refusal(desk.previewBoundary({ params: { areaId }, body: drawn }))).code).toBe('not_allowed')
  })
})

describe('a portrait', () => {
  test('counts what is below, the posts, and the open matters of whoever lists them', async () => {
    const areaId = tree().byCode(community)?.id ?? ''
    const seen = await desk.getAreaPortrait({ params: { areaId } })
    const { childCount } = tree().byCode(community) ?? { childCount: 0 }
    expect(seen).toMatchObject({ below: [{ level: 'grid', count: childCount }], mayChange: false })
    expect(seen.squareMetres).toBeGreaterThan(0)
    expect(seen.posts?.below).toBeGreaterThan(0)
    expect(seen.openMatters?.open).toBeGreaterThan(0)
    const { items } = await desk.listMatters({ query: { view: 'open', areaId, light: 'yellow', limit: 200 } })
    expect(seen.openMatters?.dueSoon).toBe(items.length)
    const administrator = await admin.getAreaPortrait({ params: { areaId } })
    expect(administrator).toMatchObject({ openMatters: null, mayChange: true })
  })

  test('of an area elsewhere tells a desk nothing of its matters, and names no people to who may not read them', async () => {
    const elsewhere = tree().byCode('370281001005')?.id ?? ''
    expect((await desk.getAreaPortrait({ params: { areaId: elsewhere } })).openMatters).toBeNull()
    const worker = await city.as('worker')
    expect((await worker.getAreaPortrait({ params: { areaId: elsewhere } })).posts).toBeNull()
  })

  test('has the boundaries of its children for the map', async () => {
    const parentId = tree().byCode(community)?.id ?? ''
    const { items } = await desk.listAreaBoundaries({ query: { parentId } })
    expect(items.map((item) => item.id)).toEqual(
      tree()
        .childrenOf(parentId)
        .filter((child) => child.hasBoundary)
        .map((child) => child.id),
    )
  })
})
