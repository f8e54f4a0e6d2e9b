import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { refusal } from '../people/staff.factory.ts'
import type { AreaGeometry } from './geometry.ts'
import { placeIn } from './halves.factory.ts'

const city = await startTestCity()
const admin = await city.as('admin')
const tree = () => city.matters.books.areas.get()
const idOf = (code: string) => tree().byCode(code)?.id ?? ''
const boundaryOf = async (areaId: string) => (await admin.getAreaBoundary({ params: { areaId } })).geometry as AreaGeometry

/** A cut through the middle of an area, from south to north. */
async function middleCut(areaId: string) {
  const geometry = await boundaryOf(areaId)
  const longitudes = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat())
    .flat()
    .map(([longitude]) => longitude)
  const x = (Math.min(...longitudes) + Math.max(...longitudes)) / 2
  return { type: 'LineString' as const, coordinates: [30, 40].map((latitude) => [x, latitude]) }
}

describe('splitting an area with children', () => {
  test('divides them by where they lie, and their desks, posts and open matters go on', async () => {
    const areaId = idOf('370281001008')
    const desk = await city.as('community')
    const children = tree().childrenOf(areaId)
    const grid = children.find((child) => child.code === '370281001008005')
    if (!grid) throw new Error('no grid')
    const boundary = await boundaryOf(grid.id)
    const { matterId } = await city.stranger().reportMatter({
      body: { text: '分家以后还要有人管', place: placeIn(boundary) },
    })
    const postsBefore = (await admin.listPosts({ query: { areaId: grid.id } })).items
    const preview = await admin.previewSplit({ params: { areaId }, body: { cut: await middleCut(areaId) } })
    expect(preview.faults).toEqual([])
    expect(preview.children.map((child) => child.id).toSorted()).toEqual(children.map((child) => child.id).toSorted())
    expect(new Set(preview.children.map((child) => child.listedPart)).size).toBe(preview.parts.length)
    expect(preview.children.find((child) => child.id === grid.id)).toMatchObject({ postCount: postsBefore.length })

    const order = (childIds: (index: number) => string[]) => ({
      params: { areaId },
      body: {
        version: tree().get(areaId)?.version ?? 0,
        reason: '人口增长',
        parts: preview.parts.map(({ code, name, geometry }, index) => ({
          code,
          name,
          ...(geometry && { geometry }),
          childIds: childIds(index),
        })),
      },
    })
    const listed = (index: number) => preview.children.filter((child) => child.listedPart === index).map((child) => child.id)
    expect(await refusal(admin.splitArea(order((index) => (index === 0 ? [] : listed(index)))))).toBe('children_unplaced')
    const { successors } = await admin.splitArea(order(listed))

    const next = tree().byCode(grid.code)
    const parent = successors[preview.children.find((child) => child.id === grid.id)?.listedPart ?? 0]
    expect(next).toMatchObject({ parentId: parent?.id, name: grid.name })
    expect(next?.id).not.toBe(grid.id)
    expect(next?.path.startsWith(tree().get(parent?.id ?? '')?.path ?? '-')).toBe(true)
    expect(tree().childrenOf(areaId)).toEqual([])
    expect(await boundaryOf(next?.id ?? '')).toEqual(boundary)
    expect((await admin.getAreaHistory({ params: { areaId: grid.id } })).successors).toEqual([next?.id])
    expect((await admin.listPosts({ query: { areaId: next?.id } })).items.map((post) => [post.accountId, post.role])).toEqual(
      postsBefore.map((post) => [post.accountId, post.role]),
    )
    const row = await city.db.read
      .selectFrom('matters')
      .select(['area_id', 'area_path', 'holder_area_id', 'desk_area_id'])
      .where('id', '=', matterId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ area_id: next?.id, area_path: next?.path, holder_area_id: parent?.id, desk_area_id: parent?.id })
    // The clerk's post went to the first part; what went to another is no longer theirs.
    const read = desk.getMatter({ params: { matterId } }).then(
      () => true,
      () => false,
    )
    expect(await read).toBe(parent?.id === successors[0]?.id)
  })

  test('takes a child to the other part when told so, and the border follows it', async () => {
    const areaId = idOf('370281001005')
    const cut = await middleCut(areaId)
    const plain = await admin.previewSplit({ params: { areaId }, body: { cut } })
    const moved = plain.children.find((child) => child.part === 0)
    if (!moved) throw new Error('nothing lies west')
    const told = await admin.previewSplit({ params: { areaId }, body: { cut, children: [{ areaId: moved.id, part: 1 }] } })
    expect(told.children.find((child) => child.id === moved.id)?.part).toBe(1)
    expect(told.parts[1]?.squareMetres ?? 0).toBeGreaterThan(plain.parts[1]?.squareMetres ?? 0)
    expect(told.faults).toEqual([])
  })
})

test('merging areas with children brings them all below the new one', async () => {
  const areaIds = ['370281001005', '370281001006'].map(idOf)
  const codes = areaIds.flatMap((areaId) =>
    tree()
      .childrenOf(areaId)
      .map((child) => child.code),
  )
  const preview = await admin.previewMerge({ body: { areaIds } })
  expect(preview.children.map((child) => child.code)).toEqual(codes)
  const merged = await admin.mergeAreas({ body: { areaIds, code: preview.successor.code, name: '合并社区', reason: '撤并' } })
  expect(
    tree()
      .childrenOf(merged.id)
      .map((child) => child.code)
      .toSorted(),
  ).toEqual(codes.toSorted())
  expect((await admin.getAreaHistory({ params: { areaId: areaIds[0] ?? '' } })).successors).toEqual([merged.id])
})
