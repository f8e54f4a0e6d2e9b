import { ApiProblem } from '@linli/client'
import { describe, expect, test, vi } from 'vitest'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { clientOf, startTestCity } from '../../testing/test-city.ts'
import type { AreaGeometry } from './geometry.ts'
import { halvesAt, middleOf, placeIn } from './halves.factory.ts'

const city = await startTestCity()
const second = await startSecondApp(city)
const admin = await city.as('admin')
const tree = () => city.matters.books.areas.get()

async function refusal(call: Promise<unknown>): Promise<string> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem.code
}

const boundaryOf = async (areaId: string) => (await admin.getAreaBoundary({ params: { areaId } })).geometry as AreaGeometry
const versionOf = (areaId: string) => tree().get(areaId)?.version ?? 0
const gridsOf = (code: string) =>
  tree()
    .childrenOf(tree().byCode(code)?.id ?? '')
    .filter((area) => area.level === 'grid')
const gridCode = (code: string, which: number) => gridsOf(code)[which]?.code ?? ''
const postsAt = async (areaId: string) => (await admin.listPosts({ query: { areaId } })).items

/** Two parts of a grid, cut along a meridian. */
async function partsOf(areaId: string, code: string) {
  const geometry = await boundaryOf(areaId)
  const { west, east } = halvesAt(geometry, middleOf(geometry))
  return {
    west,
    east,
    parts: [
      { code: `${code}W`, name: '西格', geometry: west },
      { code: `${code}E`, name: '东格', geometry: east },
    ],
  }
}

const report = (geometry: AreaGeometry, text: string) => city.stranger().reportMatter({ body: { text, place: placeIn(geometry) } })

describe('renaming', () => {
  test('changes name and class, tells the history, and is refused on an old version', async () => {
    const area = tree().byCode('370281001005')
    const params = { areaId: area?.id ?? '' }
    const version = area?.version ?? 0
    const renamed = await admin.renameArea({ params, body: { version, name: '大同新社区', areaClass: 'core', reason: '群众意见' } })
    expect(renamed).toMatchObject({ name: '大同新社区', areaClass: 'core', version: version + 1, code: '370281001005' })
    expect(await admin.getArea({ params })).toEqual(renamed)
    expect((await admin.getAreaHistory({ params })).items.at(-1)).toMatchObject({
      change: 'renamed',
      reason: '群众意见',
      before: { name: '大同社区' },
      after: { name: '大同新社区', areaClass: 'core' },
    })
    expect(await refusal(admin.renameArea({ params, body: { version, name: '又一个名', reason: '迟了' } }))).toBe('area_changed')
    expect(await refusal(admin.renameArea({ params, body: { version: 2 ** 40, name: '又一个名', reason: '乱填' } }))).toBe('area_changed')
    expect((await admin.getArea({ params })).name).toBe('大同新社区')
  })

  test('at the same time by two lets one through', async () => {
    const area = tree().byCode('370281001006')
    const outcomes = await Promise.allSettled(
      ['甲', '乙', '丙'].map((name) =>
        admin.renameArea({ params: { areaId: area?.id ?? '' }, body: { version: area?.version ?? 0, name, reason: '同时' } }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })

  test('reaches other processes', async () => {
    const elsewhere = clientOf(second)
    await elsewhere.signIn({ body: { loginName: 'admin', password: 'linli-demo-city' } })
    const areaId = tree().byCode('370281001007')?.id ?? ''
    await admin.renameArea({ params: { areaId }, body: { version: versionOf(areaId), name: '阜安新街', reason: '更名' } })
    await vi.waitFor(async () => expect((await elsewhere.getArea({ params: { areaId } })).name).toBe('阜安新街'), { timeout: 10_000 })
  })
})

describe('splitting a grid', async () => {
  const shown = await city.db.read
    .selectFrom('posts as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .select('p.area_id')
    .where('a.login_name', '=', 'worker')
    .executeTakeFirstOrThrow()
  const code = tree().get(shown.area_id ?? '')?.code ?? ''
  const old = tree().byCode(code)
  const areaId = old?.id ?? ''
  const { west, east, parts } = await partsOf(areaId, code)
  const [inWest, inEast, refused] = [await report(west, '在西边'), await report(east, '在东边'), await report(east, '不归我们管')]
  const byAddress = await city.stranger().reportMatter({ body: { text: '没有位置', address: '阳光丽景社区' } })
  const desk = await city.as('community')
  await desk.refuseMatter({ params: { matterId: refused.matterId }, body: { expectedVersion: 1, reason: 'other', words: '请联系物业' } })
  const postsBefore = await postsAt(areaId)
  const version = versionOf(areaId)
  const given = { params: { areaId }, body: { version, reason: '一分为二', parts }, idempotencyKey: 'split-the-shown-grid' }
  const { successors } = await admin.splitArea(given)
  const [westArea, eastArea] = successors

  test('ends the old area and begins its successors', async () => {
    expect(successors).toMatchObject([
      { code: `${code}W`, name: '西格', level: 'grid', parentId: old?.parentId, hasBoundary: true, version: 1, validTo: null },
      { code: `${code}E`, name: '东格' },
    ])
    expect(await admin.getArea({ params: { areaId } })).toMatchObject({
      code,
      validTo: city.clock.now().toISOString(),
      version: version + 1,
    })
    expect(tree().byCode(code)).toBeUndefined()
    expect((await admin.listAreas({ query: { search: code } })).items.map((area) => area.code).toSorted()).toEqual([`${code}E`, `${code}W`])
  })

  test('is answered the same when it is sent again', async () => {
    expect((await admin.splitArea(given)).successors.map((area) => area.id)).toEqual(successors.map((area) => area.id))
    expect(gridsOf('370281001008').filter((area) => area.code.startsWith(code))).toHaveLength(2)
  })

  test('is told by the history of all three', async () => {
    const before = await admin.getAreaHistory({ params: { areaId } })
    expect(before.successors.toSorted()).toEqual(successors.map((area) => area.id).toSorted())
    expect(before.items.at(-1)).toMatchObject({ change: 'split', reason: '一分为二', after: { parts: [`${code}W`, `${code}E`] } })
    for (const area of successors) {
      const after = await admin.getAreaHistory({ params: { areaId: area.id } })
      expect(after).toMatchObject({
        predecessors: [areaId],
        successors: [],
        items: [{ change: 'created_by_split', before: { from: code } }],
      })
    }
  })

  test('moves each open matter to the part it lies in, and says so in its timeline', async () => {
    for (const [matter, area] of [
      [inWest, westArea],
      [inEast, eastArea],
    ] as const) {
      const seen = await desk.getMatter({ params: { matterId: matter.matterId } })
      expect(seen).toMatchObject({ area: { id: area?.id }, holder: { areaId: tree().byCode('370281001008')?.id }, version: 2 })
      expect(seen.timeline.at(-1)).toMatchObject({
        action: 'area_reorganised',
        visibility: 'internal',
        content: { fromAreaId: areaId, toAreaId: area?.id, reason: '一分为二' },
      })
      expect(await desk.proveMatter({ params: { matterId: matter.matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
    }
    expect((await desk.getMatter({ params: { matterId: byAddress.matterId } })).version).toBe(1)
  })

  test('leaves what has ended with the old area', async () => {
    const seen = await desk.getMatter({ params: { matterId: refused.matterId } })
    expect(seen).toMatchObject({ state: 'refused', area: { id: areaId, name: old?.name }, version: 2 })
  })

  test('takes its posts along, so that its worker goes on in the first part', async () => {
    expect(postsBefore.length).toBeGreaterThan(0)
    expect(await postsAt(areaId)).toEqual([])
    expect((await postsAt(westArea?.id ?? '')).map((post) => `${post.role} ${post.accountId}`).toSorted()).toEqual(
      postsBefore.map((post) => `${post.role} ${post.accountId}`).toSorted(),
    )
    const worker = await city.as('worker')
    expect((await worker.getMatter({ params: { matterId: inWest.matterId } })).abilities.map((ability) => ability.action)).toContain(
      'solve_on_spot',
    )
    expect(await refusal(worker.getMatter({ params: { matterId: inEast.matterId } }))).toBe('not_found')
  })

  test('is where points fall from now on, in every process', async () => {
    for (const [geometry, area] of [
      [west, westArea],
      [east, eastArea],
    ] as const) {
      const { longitude, latitude } = placeIn(geometry)
      expect(await city.stranger().locatePoint({ query: { longitude, latitude } })).toMatchObject({ areaId: area?.id, how: 'inside' })
      await vi.waitFor(
        async () => expect(await clientOf(second).locatePoint({ query: { longitude, latitude } })).toMatchObject({ areaId: area?.id }),
        { timeout: 10_000 },
      )
    }
    await expect(report(east, '新的一件')).resolves.toMatchObject({ area: { id: eastArea?.id } })
  })

  test('is undone by merging the parts, with their matters and posts', async () => {
    const before = await Promise.all([inWest, inEast].map((matter) => desk.getMatter({ params: { matterId: matter.matterId } })))
    const merge = {
      body: { areaIds: successors.map((area) => area.id), code, name: old?.name ?? '', reason: '合二为一' },
      idempotencyKey: 'merge-them-again',
    }
    const merged = await admin.mergeAreas(merge)
    expect(merged).toMatchObject({ code, name: old?.name, level: 'grid', parentId: old?.parentId, hasBoundary: true })
    expect(merged.id).not.toBe(areaId)
    expect(await admin.mergeAreas(merge)).toEqual(merged)
    for (const [index, matter] of [inWest, inEast].entries()) {
      const seen = await desk.getMatter({ params: { matterId: matter.matterId } })
      expect(seen).toMatchObject({ area: { id: merged.id }, version: (before[index]?.version ?? 0) + 1 })
      expect(await desk.proveMatter({ params: { matterId: matter.matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
    }
    expect((await postsAt(merged.id)).map((post) => post.accountId).toSorted()).toEqual(
      postsBefore.map((post) => post.accountId).toSorted(),
    )
    for (const geometry of [west, east]) {
      const { longitude, latitude } = placeIn(geometry)
      expect(await city.stranger().locatePoint({ query: { longitude, latitude } })).toMatchObject({ areaId: merged.id, how: 'inside' })
    }
    const history = await admin.getAreaHistory({ params: { areaId: merged.id } })
    expect(history.predecessors.toSorted()).toEqual(successors.map((area) => area.id).toSorted())
    expect(history.items).toMatchObject([{ change: 'created_by_merge', reason: '合二为一' }])
    expect(await admin.getArea({ params: { areaId } })).toMatchObject({ validTo: expect.any(String) })
  })
})

describe('a split is refused', async () => {
  const code = gridCode('370281001005', 0)
  const areaId = tree().byCode(code)?.id ?? ''
  const whole = await boundaryOf(areaId)
  const { west, east } = await partsOf(areaId, code)
  const middle = middleOf(whole)
  const split = (parts: { code: string; name: string; geometry?: AreaGeometry }[], given: { areaId?: string; version?: number } = {}) =>
    admin.splitArea({
      params: { areaId: given.areaId ?? areaId },
      body: { version: given.version ?? versionOf(given.areaId ?? areaId), reason: '试一试', parts },
    })
  const named = (...geometries: (AreaGeometry | undefined)[]) =>
    geometries.map((geometry, index) => ({ code: `part-${index}`, name: `第${index}格`, ...(geometry && { geometry }) }))

  test('when the parts leave a gap, overlap or reach beyond', async () => {
    const faultOf = (call: Promise<unknown>) =>
      call.then(
        () => null,
        (error: unknown) => (error instanceof ApiProblem ? [error.problem.code, error.problem.facts?.['fault']] : error),
      )
    expect(await faultOf(split(named(west, halvesAt(east, middleOf(east)).east)))).toEqual(['import_refused', 'parts_leave_gap'])
    expect(await faultOf(split(named(whole, east)))).toEqual(['import_refused', 'overlaps_sibling'])
    const [, neighbour] = gridsOf('370281001005')
    expect(await faultOf(split(named(west, east, await boundaryOf(neighbour?.id ?? ''))))).toEqual(['import_refused', 'outside_parent'])
  })

  test('when a part is no polygon', async () => {
    for (const coordinates of [
      [],
      [null],
      [[]],
      [[[middle, 36]]],
      [
        [
          ['a', 'b'],
          [1, 2],
          [3, 4],
          ['a', 'b'],
        ],
      ],
      [
        [
          [120, 36],
          [120.1, 36],
          [120.1, 36.1],
          [120, 36.1],
        ],
      ],
      'words'.split(''),
    ])
      expect([
        coordinates,
        await refusal(
          split([...named(west), { code: 'x', name: '坏的', geometry: { type: 'Polygon', coordinates } as unknown as AreaGeometry }]),
        ),
      ]).toEqual([coordinates, 'import_refused'])
  })

  test('when an area with a boundary is to have parts without', async () => {
    expect(await refusal(split(named(west, undefined)))).toBe('import_refused')
    expect(await refusal(split(named(undefined, undefined)))).toBe('import_refused')
  })

  test('of an area whose children are in no part, of the top, or of an old version', async () => {
    const community = tree().byCode('370281001005')?.id ?? ''
    expect(await refusal(split(named(undefined, undefined), { areaId: tree().byCode('37')?.id ?? '' }))).toBe('wrong_level')
    expect(['children_unplaced', 'import_refused']).toContain(await refusal(split(named(west, east), { areaId: community })))
    expect(await refusal(split(named(west, east), { version: 99 }))).toBe('area_changed')
    expect(await refusal(split(named(west, east), { areaId: crypto.randomUUID(), version: 1 }))).toBe('not_found')
  })

  test('when a code is taken, and nothing of it remains', async () => {
    const taken = gridCode('370281001005', 1)
    const before = await admin.getArea({ params: { areaId } })
    expect(
      await refusal(
        split([
          { code: taken, name: '同码', geometry: west },
          { code: 'free', name: '另一个', geometry: east },
        ]),
      ),
    ).toBe('already_exists')
    expect(
      await refusal(
        split([
          { code: 'twice', name: '一', geometry: west },
          { code: 'twice', name: '二', geometry: east },
        ]),
      ),
    ).toBe('already_exists')
    expect(await admin.getArea({ params: { areaId } })).toEqual(before)
    expect((await admin.getAreaHistory({ params: { areaId } })).successors).toEqual([])
  })
})

describe('a merge is refused', () => {
  test('of areas of different parents or levels, or unknown', async () => {
    const merge = (areaIds: string[]) => admin.mergeAreas({ body: { areaIds, code: 'merged', name: '合并', reason: '试一试' } })
    const [one] = gridsOf('370281001005')
    const [other] = gridsOf('370281001006')
    const community = tree().byCode('370281001005')?.id ?? ''
    expect(await refusal(merge([one?.id ?? '', other?.id ?? '']))).toBe('wrong_level')
    expect(await refusal(merge([one?.id ?? '', community]))).toBe('wrong_level')
    expect(await refusal(merge([one?.id ?? '', crypto.randomUUID()]))).toBe('not_found')
  })
})
