import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { type AreaGeometry, isInside, polygonsOf } from './geometry.ts'
import { outlineOf } from './outlines.ts'

const city = await startTestCity()
const worker = await city.as('worker')
const tree = () => city.matters.books.areas.get()
const district = tree().byCode('370281')?.id ?? ''
const cornersOf = (geometry: { type: string; coordinates: unknown[] }) => polygonsOf(geometry as AreaGeometry).flat(2).length
const ask = (query: string, headers: Record<string, string> = {}) =>
  city.app.inject({ url: `/api/areas/${district}/outlines${query}`, headers: { cookie: worker.cookie(), ...headers } })

describe('outlines', () => {
  test('are those of the children, or of every area of a level below, or of the area itself', async () => {
    const children = await worker.getAreaOutlines({ params: { areaId: district }, query: {} })
    const drawn = tree()
      .childrenOf(district)
      .filter((area) => area.hasBoundary)
    expect(children.items.map((one) => one.areaId)).toEqual(drawn.map((area) => area.id))
    const grids = await worker.getAreaOutlines({ params: { areaId: district }, query: { level: 'grid' } })
    expect(grids.items.map((one) => one.areaId)).toEqual(
      tree()
        .all()
        .filter((area) => area.level === 'grid' && area.hasBoundary)
        .map((area) => area.id),
    )
    const itself = await worker.getAreaOutlines({ params: { areaId: district }, query: { level: 'district' } })
    expect(itself.items.map((one) => one.areaId)).toEqual([district])
    expect(itself.sources.join()).toContain('OpenStreetMap')
  })

  test('have fewer corners from afar, and their name inside', async () => {
    const at = async (zoom: number) =>
      (await worker.getAreaOutlines({ params: { areaId: district }, query: { level: 'street', zoom } })).items
    const [near, afar] = [await at(18), await at(8)]
    const corners = (items: typeof near) => items.reduce((sum, { geometry }) => sum + cornersOf(geometry), 0)
    expect(corners(afar)).toBeLessThan(corners(near) / 2)
    for (const { middle, geometry } of near) expect(isInside([middle.longitude, middle.latitude], geometry as AreaGeometry)).toBe(true)
  })

  test('of any ring stay polygons at any zoom', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 }), fc.nat(20), (radii, zoom) => {
        const ring = radii.map((radius, index): [number, number] => [
          120 + (radius / 100) * Math.cos((2 * Math.PI * index) / radii.length),
          36 + (radius / 100) * Math.sin((2 * Math.PI * index) / radii.length),
        ])
        const { geometry } = outlineOf({ type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]]] }, zoom)
        const [outer = []] = (geometry as { coordinates: [number, number][][] }).coordinates
        expect(outer.length).toBeGreaterThanOrEqual(4)
        expect(outer.length).toBeLessThanOrEqual(ring.length + 1)
        expect(outer.at(-1)).toEqual(outer[0])
      }),
    )
  })

  test('kept by a browser are not sent again until a boundary changes', async () => {
    const first = await ask('?level=street&zoom=9')
    const tag = String(first.headers['etag'])
    const again = await ask('?level=street&zoom=9', { 'if-none-match': tag })
    expect([again.statusCode, again.payload]).toEqual([304, ''])
    expect((await ask('?level=street&zoom=12', { 'if-none-match': tag })).statusCode).toBe(200)
    await city.db.pool.query(
      `update areas set name = name || '（新）' where id = (select id from areas where level = 'street' and valid_to is null limit 1)`,
    )
    await city.db.pool.query(
      `insert into area_changes (id, area_id, at, change) select gen_random_uuid(), id, now(), 'renamed' from areas where level = 'street' limit 1`,
    )
    await city.matters.books.areas.refresh()
    expect((await ask('?level=street&zoom=9', { 'if-none-match': tag })).statusCode).toBe(200)
  })

  test('are for anyone, of areas that exist', async () => {
    const status = async (client: typeof worker, areaId: string) =>
      (await city.app.inject({ url: `/api/areas/${areaId}/outlines`, headers: { cookie: client.cookie() } })).statusCode
    expect(await status(city.stranger(), district)).toBe(200)
    expect(await status(worker, crypto.randomUUID())).toBe(404)
    expect(await status(worker, 'district')).toBe(400)
    for (const query of ['?zoom=21', '?zoom=-1', '?zoom=2.5', '?level=Gr%20id', '?limit=3'])
      expect((await ask(query)).statusCode, query).toBe(400)
    expect((await worker.getAreaOutlines({ params: { areaId: district }, query: { level: 'galaxy' } })).items).toEqual([])
  })
})
