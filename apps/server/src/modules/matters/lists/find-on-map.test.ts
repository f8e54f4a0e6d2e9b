import { ApiProblem } from '@linli/client'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../../testing/test-city.ts'
import { reportInShownGrid } from '../matter.factory.ts'

const city = await startTestCity()
for (let index = 0; index < 3; index++) await reportInShownGrid(city)
const supervisor = await city.as('supervisor')
const world = { west: -180, south: -90, east: 180, north: 90 }
type Client = typeof supervisor
type Query = Parameters<Client['mapMatters']>[0]['query']

/** Ids of the open matters with a place in a box, counted by the database without the server's rights. */
async function openIn({ west, south, east, north }: typeof world): Promise<number> {
  const { rows } = await city.db.pool.query<{ count: number }>(
    `select count(*) as count from matters where closed_at is null and not private and latitude between $1 and $2
     and case when $3::float8 <= $4::float8 then longitude between $3 and $4 else longitude >= $3 or longitude <= $4 end`,
    [south, north, west, east],
  )
  return rows[0]?.count ?? 0
}

async function rowsIn(client: Client, query: Omit<Query, 'zoom'>): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await client.listMatters({ query: { view: 'open', ...query, limit: 200, ...(after !== undefined && { after }) } })
    ids.push(...page.items.map((item) => item.id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return ids
}

async function refusal(call: Promise<unknown>): Promise<number> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem.status
}

const longitude = fc.double({ min: -180, max: 180, noNaN: true })
const latitude = fc.double({ min: -90, max: 90, noNaN: true })
const nearTheCity = fc
  .tuple(
    fc.double({ min: 119.4, max: 120.5, noNaN: true }),
    fc.double({ min: 35.8, max: 36.7, noNaN: true }),
    fc.double({ min: 0, max: 0.5, noNaN: true }),
  )
  .map(([west, south, size]) => ({ west, south, east: west + size, north: south + size }))
const anywhere = fc
  .record({ west: longitude, east: longitude, one: latitude, two: latitude })
  .map(({ west, east, one, two }) => ({ west, east, south: Math.min(one, two), north: Math.max(one, two) }))
const zooms = fc.double({ min: 0, max: 24, noNaN: true })

describe('the map', () => {
  test('counts every open matter in any box once, whatever the zoom', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearTheCity, anywhere), zooms, async (box, zoom) => {
        const { total, clusters, left } = await supervisor.mapMatters({ query: { ...box, zoom } })
        expect(total).toBe(await openIn(box))
        expect(clusters.reduce((sum, { count }) => sum + count, 0) + left).toBe(total)
        for (const { count, lights, matterId } of clusters) {
          expect(lights.green + lights.yellow + lights.red + lights.none).toBe(count)
          expect(matterId !== null).toBe(count === 1)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('says the same as the list', async () => {
    await fc.assert(
      fc.asyncProperty(nearTheCity, fc.constantFrom('red', 'yellow', 'green', 'none', undefined), async (box, light) => {
        const query = { ...box, ...(light && { light }) }
        const { total } = await supervisor.mapMatters({ query: { ...query, zoom: 12 } })
        const ids = await rowsIn(supervisor, query)
        expect(ids).toHaveLength(total)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 25 },
    )
  })

  test('gathers from afar and shows each from near, where only one place is one mark', async () => {
    const { total, clusters: afar } = await supervisor.mapMatters({ query: { ...world, zoom: 3 } })
    expect(total).toBeGreaterThan(3)
    expect(afar.length).toBeLessThan(4)
    const stacked = (await supervisor.mapMatters({ query: { ...world, zoom: 24 } })).clusters.find(({ count }) => count > 2)
    const [west = 0, south = 0, east = 0, north = 0] = stacked?.box ?? []
    const middle = { longitude: (west + east) / 2, latitude: (south + north) / 2 }
    const box = {
      west: middle.longitude - 0.01,
      south: middle.latitude - 0.01,
      east: middle.longitude + 0.01,
      north: middle.latitude + 0.01,
    }
    for (const { count, box: around, matterId } of (await supervisor.mapMatters({ query: { ...box, zoom: 17 } })).clusters) {
      if (count === 1) expect(matterId).not.toBeNull()
      else expect((around[2] ?? 0) - (around[0] ?? 0)).toBeLessThanOrEqual(0.00001)
    }
  })

  test('narrows by state, light, card, category, kind and area as the list does', async () => {
    const [grid] = (await supervisor.listMatters({ query: { view: 'open', limit: 1 } })).items
    for (const narrowing of [
      { state: 'reported' },
      { state: 'dispatched' },
      { light: 'red' as const },
      { cardLevel: 'red' as const },
      { kind: 'event' as const },
      { categoryCode: grid?.categoryCode ?? 'E01-02' },
      { areaId: grid?.area.id ?? '' },
      { view: 'overdue' as const },
    ]) {
      const { total } = await supervisor.mapMatters({ query: { ...world, ...narrowing, zoom: 9 } })
      expect(await rowsIn(supervisor, { ...world, ...narrowing })).toHaveLength(total)
    }
    expect(await refusal(supervisor.mapMatters({ query: { ...world, areaId: crypto.randomUUID(), zoom: 9 } }))).toBe(404)
  })

  test('tells each light as the list shows it', async () => {
    const { clusters } = await supervisor.mapMatters({ query: { ...world, zoom: 9 } })
    for (const light of ['red', 'yellow', 'green', 'none'] as const) {
      const shown = clusters.reduce((sum, { lights }) => sum + lights[light], 0)
      const page = await supervisor.listMatters({ query: { ...world, view: 'open', light, limit: 200 } })
      expect(page.items).toHaveLength(shown)
      expect(page.items.every((item) => item.light === light)).toBe(true)
    }
  })
})

describe('of the map', () => {
  test('everyone sees what is theirs and nothing else', async () => {
    for (const loginName of ['community', 'street', 'worker', 'handler', 'dispatcher', 'desk-370281001005']) {
      const client = await city.as(loginName)
      const { total, clusters } = await client.mapMatters({ query: { ...world, zoom: 22 } })
      expect(await rowsIn(client, world)).toHaveLength(total)
      for (const { matterId } of clusters) if (matterId) await client.getMatter({ params: { matterId } })
    }
  })

  test('a private matter is a point for its desk only', async () => {
    const { rows } = await city.db.pool.query<{ id: string; longitude: number; latitude: number }>(
      `update matters set private = true where id = (select id from matters where closed_at is null and latitude is not null
         and organisation_ids = '{}' and reporter_account_id is null and desk_area_id = (select area_id from posts p join accounts a on a.id = p.account_id where a.login_name = 'community' limit 1) limit 1)
       returning id, longitude, latitude`,
    )
    const [hidden] = rows
    if (!hidden) throw new Error('no matter to hide')
    const around = {
      west: hidden.longitude - 1e-6,
      east: hidden.longitude + 1e-6,
      south: hidden.latitude - 1e-6,
      north: hidden.latitude + 1e-6,
    }
    const seenBy = async (loginName: string) => rowsIn(await city.as(loginName), around)
    const countedFor = async (loginName: string) => (await (await city.as(loginName)).mapMatters({ query: { ...around, zoom: 20 } })).total
    expect(await seenBy('community')).toContain(hidden.id)
    expect(await countedFor('community')).toBe((await seenBy('community')).length)
    for (const loginName of ['supervisor', 'street', 'district']) {
      expect(await seenBy(loginName)).not.toContain(hidden.id)
      expect(await countedFor(loginName)).toBe((await countedFor('community')) - 1)
    }
  })

  test('administrators, residents and strangers see none', async () => {
    for (const loginName of ['admin', 'security', 'audit', 'rules'])
      expect(await refusal((await city.as(loginName)).mapMatters({ query: { ...world, zoom: 9 } }))).toBe(403)
    expect(await refusal(city.stranger().mapMatters({ query: { ...world, zoom: 9 } }))).toBe(401)
  })
})

describe('a strange box', () => {
  const raw = async (query: string) =>
    (await city.app.inject({ url: `/api/matter-map?${query}`, headers: { cookie: supervisor.cookie() } })).statusCode

  test('across the meridian of 180 degrees is both its sides', async () => {
    await city.db.pool.query(
      `update matters set longitude = case when longitude < (select avg(longitude) from matters) then -179.9 else 179.9 end where kind = 'task'`,
    )
    const box = { west: 179, south: -90, east: -179, north: 90 }
    expect((await supervisor.mapMatters({ query: { ...box, zoom: 5 } })).total).toBe(await openIn(box))
    expect(await rowsIn(supervisor, box)).toHaveLength(await openIn(box))
  })

  test('upside down, of no number, outside the world or half given is refused', async () => {
    expect(await raw('west=119&south=37&east=121&north=36&zoom=9')).toBe(400)
    for (const wrong of ['NaN', 'Infinity', '-Infinity', '1e400', '181', '', 'west', '119;drop'])
      expect(await raw(`west=${encodeURIComponent(wrong)}&south=36&east=121&north=37&zoom=9`), wrong).toBe(400)
    expect(await raw('west=119&south=36&east=121&zoom=9')).toBe(400)
    for (const zoom of ['-1', '25', 'NaN', '1e9']) expect(await raw(`west=119&south=36&east=121&north=37&zoom=${zoom}`), zoom).toBe(400)
    expect(await refusal(supervisor.listMatters({ query: { west: 119, south: 36 } }))).toBe(400)
    expect(await refusal(supervisor.listMatters({ query: { west: 119, south: 37, east: 120, north: 36 } }))).toBe(400)
  })

  test('of no size or of the whole world at the nearest zoom is answered', async () => {
    expect(await raw('west=119&south=36&east=119&north=36&zoom=24')).toBe(200)
    const whole = await supervisor.mapMatters({ query: { ...world, zoom: 24 } })
    expect(whole.total).toBe(await openIn(world))
    expect(whole.clusters.length).toBeLessThanOrEqual(48 * 48)
  })
})
