import { ApiProblem } from '@linli/client'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { distanceBetween, toWgs84Point } from './point.ts'

const city = await startTestCity()
const admin = await city.as('admin')
const tree = () => city.matters.books.areas.get()

async function refusal(call: Promise<unknown>): Promise<ApiProblem['problem']> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem
}

const tables = ['areas', 'area_boundaries', 'area_changes', 'area_successions', 'audit_entries', 'idempotency_keys'] as const
const countRows = async () =>
  Object.fromEntries(
    await Promise.all(
      tables.map(
        async (table) =>
          [table, Number((await city.db.pool.query<{ count: number }>(`select count(*) as count from ${table}`)).rows[0]?.count)] as const,
      ),
    ),
  )

type Ring = [number, number][]
const box = (west: number, south: number, size = 0.002): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const feature = (code: string, name: string, ring: Ring | null, extra: object = {}) => ({
  type: 'Feature',
  properties: { code, name, level: 'grid', parent: '370281001888', ...extra },
  geometry: ring && { type: 'Polygon', coordinates: [ring] },
})
const geojson = (...features: object[]) => ({
  format: 'geojson' as const,
  text: JSON.stringify({ type: 'FeatureCollection', features }),
  source: '测绘院 2026',
})
const csv = (...lines: string[]) => ({ format: 'csv' as const, text: ['code,name,level,parent', ...lines].join('\n') })

describe('importing areas', () => {
  const community = '370281001888,临溪社区,community,370281001'
  const file = csv(community, '370281001888001,第一网格,grid,370281001888', '370281001888002,第二网格,grid,370281001888')

  test('is previewed row by row, and writes nothing', async () => {
    const before = await countRows()
    const preview = await admin.previewAreaImport({ body: file })
    expect(preview.counts).toMatchObject({ add: 3, change: 0, keep: 0, refuse: 0 })
    expect(preview.rows.map((row) => [row.line, row.code, row.outcome])).toEqual([
      [2, '370281001888', 'add'],
      [3, '370281001888001', 'add'],
      [4, '370281001888002', 'add'],
    ])
    expect(preview.digest).toMatch(/^[0-9a-f]{64}$/)
    expect((await admin.previewAreaImport({ body: file })).digest).toBe(preview.digest)
    expect(await countRows()).toEqual(before)
    expect(tree().byCode('370281001888')).toBeUndefined()
  })

  test('with the digest of the preview writes it, once, and is in force at once', async () => {
    const { digest } = await admin.previewAreaImport({ body: file })
    const given = { body: { file, digest }, idempotencyKey: 'import-the-new-community' }
    const answer = await admin.importAreas(given)
    expect(answer).toEqual({ added: 3, changed: 0, kept: 0, refused: 0 })
    expect(await admin.importAreas(given)).toEqual(answer)
    const made = tree().byCode('370281001888')
    expect(made).toMatchObject({ name: '临溪社区', level: 'community', childCount: 2 })
    expect((await admin.getArea({ params: { areaId: made?.id ?? '' } })).ancestors.map((area) => area.name)).toEqual([
      '山东省',
      '青岛市',
      '胶州市',
      '阜安街道',
    ])
    expect((await admin.getAreaHistory({ params: { areaId: made?.id ?? '' } })).items).toMatchObject([
      { change: 'created', after: { code: '370281001888' } },
    ])
    const report = await city.stranger().reportMatter({ body: { text: '路灯不亮', address: '临溪社区' } })
    expect(report.area.name).toBe('临溪社区')
  })

  test('a second time keeps everything', async () => {
    const preview = await admin.previewAreaImport({ body: file })
    expect(preview.counts).toMatchObject({ add: 0, change: 0, keep: 3, refuse: 0 })
    const before = await countRows()
    expect(await admin.importAreas({ body: { file, digest: preview.digest } })).toEqual({ added: 0, changed: 0, kept: 3, refused: 0 })
    expect(await countRows()).toEqual({ ...before, idempotency_keys: (before['idempotency_keys'] ?? 0) + 1 })
  })

  test('after the tree has changed asks to preview again', async () => {
    const renaming = csv('370281001888,临溪新村,community,370281001')
    const { digest } = await admin.previewAreaImport({ body: renaming })
    const area = tree().byCode('370281001888')
    await admin.renameArea({
      params: { areaId: area?.id ?? '' },
      body: { version: area?.version ?? 0, name: '临溪一村', reason: '先改了' },
    })
    expect(await refusal(admin.importAreas({ body: { file: renaming, digest } }))).toMatchObject({ status: 409, code: 'preview_outdated' })
    expect(tree().byCode('370281001888')?.name).toBe('临溪一村')
    const again = await admin.previewAreaImport({ body: renaming })
    expect(again.rows[0]).toMatchObject({ outcome: 'change', changes: [{ field: 'name', from: '临溪一村', to: '临溪新村' }] })
    expect(await admin.importAreas({ body: { file: renaming, digest: again.digest } })).toMatchObject({ changed: 1 })
    expect(tree().byCode('370281001888')?.name).toBe('临溪新村')
  })

  test('with another file than was previewed is refused', async () => {
    const { digest } = await admin.previewAreaImport({ body: csv('370281001777,甲社区,community,370281001') })
    expect(await refusal(admin.importAreas({ body: { file: csv('370281001777,乙社区,community,370281001'), digest } }))).toMatchObject({
      code: 'preview_outdated',
    })
    expect(
      await refusal(admin.importAreas({ body: { file: csv('370281001777,乙社区,community,370281001'), digest: 'none' } })),
    ).toMatchObject({ code: 'preview_outdated' })
  })

  test('with refused rows writes nothing, unless they are to be skipped', async () => {
    const mixed = csv(
      '370281001666,好社区,community,370281001',
      '370281001665,坏社区,planet,370281001',
      '370281001665001,坏社区的网格,grid,370281001665',
      '370281001664,无上级社区,community,999',
    )
    const preview = await admin.previewAreaImport({ body: mixed })
    expect(preview.counts).toMatchObject({ add: 1, refuse: 3 })
    expect(await refusal(admin.importAreas({ body: { file: mixed, digest: preview.digest } }))).toMatchObject({
      status: 422,
      code: 'import_refused',
      facts: { refused: 3 },
    })
    expect(tree().byCode('370281001666')).toBeUndefined()
    expect(await admin.importAreas({ body: { file: mixed, digest: preview.digest, skipRefused: true } })).toEqual({
      added: 1,
      changed: 0,
      kept: 0,
      refused: 3,
    })
    expect(tree().byCode('370281001666')?.name).toBe('好社区')
    expect(tree().byCode('370281001665')).toBeUndefined()
  })

  test('that cannot be read is told as a refused row, never as a fault', async () => {
    for (const body of [
      { format: 'geojson' as const, text: 'not json' },
      { format: 'geojson' as const, text: '{"type":"FeatureCollection","features":[null,5,{"type":"Feature"}]}' },
      { format: 'csv' as const, text: 'nothing,known\n1,2' },
    ]) {
      const preview = await admin.previewAreaImport({ body })
      expect([body.text, preview.counts.add, preview.counts.change]).toEqual([body.text, 0, 0])
      expect(preview.counts.refuse).toBeGreaterThan(0)
    }
  })
})

describe('importing boundaries', () => {
  const [west, south] = [119.6, 36.4]
  const name = (which: number) => `第${which}网格`

  test('draws them, says where they come from, and points fall into them', async () => {
    const file = geojson(
      feature('370281001888001', '第一网格', box(west, south)),
      feature('370281001888002', '第二网格', box(west + 0.002, south)),
    )
    city.clock.advance(1000)
    const preview = await admin.previewAreaImport({ body: file })
    expect(preview.counts).toMatchObject({ change: 2, refuse: 0 })
    await admin.importAreas({ body: { file, digest: preview.digest } })
    const areaId = tree().byCode('370281001888001')?.id ?? ''
    expect(await admin.getAreaBoundary({ params: { areaId } })).toMatchObject({
      source: '测绘院 2026',
      validFrom: city.clock.now().toISOString(),
      geometry: { type: 'Polygon', coordinates: [box(west, south).map(([x, y]) => [expect.closeTo(x, 6), expect.closeTo(y, 6)])] },
    })
    expect(await city.stranger().locatePoint({ query: { longitude: west + 0.001, latitude: south + 0.001 } })).toMatchObject({
      areaId,
      how: 'inside',
      distanceM: 0,
    })
    expect((await admin.getAreaHistory({ params: { areaId } })).items.map((item) => item.change)).toEqual(['created', 'boundary_changed'])
    expect((await admin.previewAreaImport({ body: file })).counts).toMatchObject({ keep: 2, change: 0 })
  })

  test('given in GCJ-02 brings them to WGS-84', async () => {
    const ring = box(west, south + 0.01)
    const shifted = ring.map(([longitude, latitude]): [number, number] => {
      const back = toWgs84Point({ longitude, latitude, coordinateSystem: 'gcj02' })
      return [2 * longitude - back.longitude, 2 * latitude - back.latitude]
    })
    const file = { ...geojson(feature('370281001888003', name(3), shifted)), coordinateSystem: 'gcj02' as const }
    const preview = await admin.previewAreaImport({ body: file })
    expect(preview.counts).toMatchObject({ add: 1, refuse: 0 })
    await admin.importAreas({ body: { file, digest: preview.digest } })
    const areaId = tree().byCode('370281001888003')?.id ?? ''
    const { geometry } = await admin.getAreaBoundary({ params: { areaId } })
    const [drawn] = (geometry?.coordinates ?? [[]]) as [Ring]
    for (const [index, [longitude, latitude]] of ring.entries()) {
      const corner = drawn[index] ?? [0, 0]
      expect(distanceBetween({ longitude, latitude }, { longitude: corner[0], latitude: corner[1] })).toBeLessThan(5)
      expect(
        distanceBetween({ longitude, latitude }, { longitude: shifted[index]?.[0] ?? 0, latitude: shifted[index]?.[1] ?? 0 }),
      ).toBeGreaterThan(300)
    }
    const stored = await city.db.read
      .selectFrom('area_boundaries')
      .select('given_in')
      .where('area_id', '=', areaId)
      .executeTakeFirstOrThrow()
    expect(stored.given_in).toBe('gcj02')
    const centre = { longitude: west + 0.001, latitude: south + 0.011 }
    expect(await city.stranger().locatePoint({ query: centre })).toMatchObject({ areaId, how: 'inside' })
    const before = toWgs84Point({ ...centre, coordinateSystem: 'gcj02' })
    const onPhone = { longitude: 2 * centre.longitude - before.longitude, latitude: 2 * centre.latitude - before.latitude }
    expect(await city.stranger().locatePoint({ query: { ...onPhone, coordinateSystem: 'gcj02' } })).toMatchObject({ areaId, how: 'inside' })
  })

  test('that cross themselves or lie on another grid is refused', async () => {
    const bowTie: Ring = [
      [west, south + 0.02],
      [west + 0.002, south + 0.022],
      [west + 0.002, south + 0.02],
      [west, south + 0.022],
      [west, south + 0.02],
    ]
    const preview = await admin.previewAreaImport({
      body: geojson(feature('370281001888004', name(4), bowTie), feature('370281001888005', name(5), box(west + 0.0005, south + 0.0005))),
    })
    expect(
      preview.rows.map((row) => [row.outcome, row.findings.filter((found) => found.severity === 'refuse').map((found) => found.code)]),
    ).toEqual([
      ['refuse', ['polygon_invalid']],
      ['refuse', ['overlaps_sibling', 'overlaps_sibling']],
    ])
  })
})

describe('reading the tree', () => {
  test('goes down from the top, and finds by name and by code', async () => {
    const worker = await city.as('worker')
    const [top] = (await worker.listAreas({ query: {} })).items
    expect(top).toMatchObject({ code: '37', parentId: null, ancestors: [] })
    expect((await worker.listAreas({ query: { parentId: top?.id ?? '' } })).items.map((area) => area.code)).toEqual(['3702'])
    expect((await worker.listAreas({ query: { search: '大同' } })).items.map((area) => area.code)).toContain('370281001005')
    expect((await worker.listAreas({ query: { search: '370281001008', limit: 1 } })).items).toHaveLength(1)
    expect((await worker.listAreas({ query: { search: '没有这个地方' } })).items).toEqual([])
    expect(await refusal(worker.getArea({ params: { areaId: crypto.randomUUID() } }))).toMatchObject({ code: 'not_found' })
  })

  test('names the levels from the top down', async () => {
    const { items } = await city.stranger().listLevels()
    expect(items.map((level) => level.code).slice(0, 6)).toEqual(['province', 'city', 'district', 'street', 'community', 'grid'])
    expect(items.map((level) => level.rank)).toEqual(items.map((_, rank) => rank))
  })

  test('of an administrator of one area lets them change what is below it, and nothing else', async () => {
    const made = await admin.createStaffAccount({ body: { loginName: 'street-admin', displayName: '街道管理员' } })
    const client = city.stranger()
    await client.signIn({ body: { loginName: 'street-admin', password: made.oneTimePassword } })
    const own = tree().byCode('370281001009')
    const other = tree().byCode('370281001011')
    const security = await city.as('security')
    await security.createPost({ body: { accountId: made.account.id, role: 'system_administrator', areaId: own?.id ?? '' } })
    await client.changePassword({ body: { oldPassword: made.oneTimePassword, newPassword: 'a password of her own' } })
    await expect(
      client.renameArea({ params: { areaId: own?.id ?? '' }, body: { version: own?.version ?? 0, name: '向阳新村', reason: '更名' } }),
    ).resolves.toMatchObject({ name: '向阳新村' })
    expect(
      await refusal(
        client.renameArea({ params: { areaId: other?.id ?? '' }, body: { version: other?.version ?? 0, name: '越权', reason: '越权' } }),
      ),
    ).toMatchObject({ code: 'not_found' })
  })
})
