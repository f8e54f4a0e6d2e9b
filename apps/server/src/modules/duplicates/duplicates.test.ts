import { randomUUID } from 'node:crypto'
import type { GivenPoint } from '@linli/contract'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { startTestCity } from '../../testing/test-city.ts'
import { distanceBetween } from '../areas/index.ts'
import { placeInShownGrid } from '../matters/matter.factory.ts'
import { signInResident } from '../people/people.factory.ts'
import { boxAround, cellsOf } from './cells.ts'
import { findInAreasText, findNearText } from './duplicates.queries.ts'
import { defaultReach, reachOf } from './reach.ts'

const city = await startTestCity()
await city.suggestions.warm
const community = await city.as('community')
const elsewhere = await city.as('desk-370281001005')
const resident = await signInResident(city, '13912340077')
const base = await placeInShownGrid(city)

/** So many metres north of the base; each test has a spot of its own, so that they do not see one another. */
const north = (metres: number): GivenPoint => ({ ...base, latitude: base.latitude + metres / 111_195 })

const lamp = '槐树巷口的路灯灭了好几天，晚上黑得看不见路，李秀英老人摔了一跤'
const lampAgain = '槐树巷口路灯灭了，晚上黑得看不见路'

async function report(text: string, place: GivenPoint, categoryCode?: string, extra: object = {}) {
  const { matterId } = await city
    .stranger()
    .reportMatter({ body: { text, place, contactPhone: '13900001111', ...(categoryCode && { categoryCode }), ...extra } })
  return matterId
}

/** What a client is told, by the matter's id. */
async function hintOf(
  client: ReturnType<typeof city.stranger>,
  matterId: string,
  body: Parameters<typeof client.hintDuplicates>[0]['body'],
) {
  const { items } = await client.hintDuplicates({ body })
  return items.find((item) => item.matterId === matterId)
}

async function set(matterId: string, change: { state?: string; kind?: string; closed_at?: Date }): Promise<void> {
  await city.db.read.updateTable('matters').set(change).where('id', '=', matterId).execute()
}

const daysAgo = (days: number) => new Date(city.clock.now().getTime() - days * 86_400_000)

describe('a hint', () => {
  test('is given for the same thing nearby, with why', async () => {
    const matterId = await report(lamp, north(0), 'C01-17')
    const hint = await hintOf(community, matterId, { text: lampAgain, place: north(40) })
    expect(hint).toMatchObject({ state: 'reported', categoryCode: 'C01-17', daysAgo: 0, distanceM: 40 })
    expect(hint?.score).toBeGreaterThan(0.5)
    expect(hint?.matter?.sharedWords).toContain('巷口')
    expect(hint?.matter?.text).toBe(lamp)
  })

  test('is not given for another thing at the same place', async () => {
    const matterId = await report(lamp, north(1000), 'C01-17')
    expect(await hintOf(community, matterId, { text: '有人把旧沙发扔在绿化带里', place: north(1000) })).toBeUndefined()
  })

  test('ends at 250 m on the street and at 50 m in a building', async () => {
    const street = await report(lamp, north(2000), 'C01-17')
    const ask = (metres: number, text = lamp, code = 'C01-17') => ({ text, place: north(2000 + metres), categoryCode: code })
    expect(await hintOf(community, street, ask(240))).toBeDefined()
    expect(await hintOf(community, street, ask(260))).toBeUndefined()
    const heating = '花园新村9号楼暖气不热，室温只有十三度'
    const home = await report(heating, north(2000), 'L-01')
    expect(await hintOf(community, home, ask(45, heating, 'L-01'))).toBeDefined()
    expect(await hintOf(community, home, ask(60, heating, 'L-01'))).toBeUndefined()
  })

  test('stays within the family of the category', async () => {
    const matterId = await report(lamp, north(3000), 'C01-17')
    expect(await hintOf(community, matterId, { text: lamp, place: north(3000), categoryCode: 'C01-16' })).toBeDefined()
    expect(await hintOf(community, matterId, { text: lamp, place: north(3000), categoryCode: 'E01-02' })).toBeUndefined()
  })

  test('is given for what was closed within 30 days and not for what was closed before', async () => {
    const matterId = await report(lamp, north(4000), 'C01-17')
    const body = { text: lampAgain, place: north(4000) }
    await set(matterId, { state: 'closed', closed_at: daysAgo(29) })
    expect(await hintOf(community, matterId, body)).toMatchObject({ state: 'closed' })
    await set(matterId, { state: 'closed', closed_at: daysAgo(31) })
    expect(await hintOf(community, matterId, body)).toBeUndefined()
  })

  test.each(['refused', 'withdrawn', 'merged'])('is not given for what is %s', async (state) => {
    const matterId = await report(lamp, north(5000), 'C01-17')
    await set(matterId, { state, closed_at: daysAgo(1) })
    expect(await hintOf(community, matterId, { text: lampAgain, place: north(5000) })).toBeUndefined()
  })

  test('is never given for another kind than events', async () => {
    const matterId = await report(lamp, north(6000), 'C01-17')
    await set(matterId, { kind: 'dispute' })
    expect(await hintOf(community, matterId, { text: lampAgain, place: north(6000) })).toBeUndefined()
  })

  test('needs no place when an address names the area', async () => {
    const address = '阳光丽景社区第1网格'
    const { matterId } = await city.stranger().reportMatter({ body: { text: lamp, address, contactPhone: '13900001111' } })
    expect(await hintOf(community, matterId, { text: lampAgain, address })).toMatchObject({ distanceM: null })
    expect(await hintOf(community, matterId, { text: lampAgain, address: '没有这个地方' })).toBeUndefined()
    expect(await hintOf(community, matterId, { text: lampAgain })).toBeUndefined()
  })

  test('comes five at a time, the likeliest first', async () => {
    await Promise.all(Array.from({ length: 7 }, (_, index) => report(lamp, north(7000 + 10 * index), 'C01-17')))
    const { items } = await community.hintDuplicates({ body: { text: lamp, place: north(7000) } })
    expect(items).toHaveLength(5)
    expect(items.map((item) => item.score)).toEqual(items.map((item) => item.score).sort((a, b) => b - a))
  })

  test('refuses a category the city does not have', async () => {
    await expect(community.hintDuplicates({ body: { text: lamp, place: base, categoryCode: 'X99' } })).rejects.toMatchObject({
      problem: { code: 'unknown_category' },
    })
  })
})

describe('whoever may not see the matter', () => {
  test.each([
    ['a stranger', city.stranger()],
    ['a resident', resident],
    ['a desk elsewhere', elsewhere],
  ])('is told nothing of what was said: %s', async (_, client) => {
    const matterId = await report(lamp, north(8000), 'C01-17', { address: '槐树巷3号李秀英家' })
    const { items } = await client.hintDuplicates({ body: { text: lamp, place: north(8013) } })
    expect(items.map((item) => item.matterId)).toContain(matterId)
    for (const item of items) expect(item).toMatchObject({ matter: null })
    const [{ number } = { number: '' }] = await city.db.read.selectFrom('matters').select('number').where('id', '=', matterId).execute()
    const said = [...valuesIn(items)].join(' ')
    for (const word of ['路灯', '槐树巷', '李秀英', '3号', '13900001111', number]) expect(said).not.toContain(word)
    for (const item of items) {
      expect((item.distanceM ?? 0) % 25).toBe(0)
      expect(item.score * 10).toBeCloseTo(Math.round(item.score * 10), 9)
    }
  })

  test('is not told of anonymous matters, which their own desk is', async () => {
    const text = '书报亭后面的配电箱门敞着，电线都露出来了'
    const matterId = await report(text, base, 'C01-15', { anonymous: true })
    expect(await hintOf(city.stranger(), matterId, { text, place: base })).toBeUndefined()
    expect(await hintOf(community, matterId, { text, place: base })).toBeDefined()
  })

  test('is told of their own matters in full', async () => {
    const { matterId } = await resident.reportMatter({ body: { text: lamp, place: north(10_000), categoryCode: 'C01-17' } })
    expect((await hintOf(resident, matterId, { text: lampAgain, place: north(10_000) }))?.matter?.text).toBe(lamp)
  })
})

describe('cells', () => {
  const where = fc.record({
    latitude: fc.double({ min: 18, max: 53, noNaN: true }),
    longitude: fc.double({ min: 73, max: 135, noNaN: true }),
  })

  test('of a box hold every point within reach', () => {
    fc.assert(
      fc.property(where, fc.constantFrom(50, 250), fc.double({ min: 0, max: 6.28, noNaN: true }), (point, reachM, angle) => {
        const up = ((reachM * 0.99) / 111_195) * Math.cos(angle)
        const across = ((reachM * 0.99) / (111_195 * Math.cos((point.latitude * Math.PI) / 180))) * Math.sin(angle)
        const other = { latitude: point.latitude + up, longitude: point.longitude + across }
        fc.pre(distanceBetween(point, other) <= reachM)
        const box = boxAround(point, reachM)
        expect(other.latitude >= box.south && other.latitude <= box.north).toBe(true)
        expect(other.longitude >= box.west && other.longitude <= box.east).toBe(true)
        const cell = Math.floor(other.latitude * 200) * 100_000 + Math.floor(other.longitude * 200)
        expect(cellsOf(box)).toContain(cell)
        expect(cellsOf(box).length).toBeLessThanOrEqual(9)
      }),
    )
  })

  test('reach is that of the city', () => {
    expect(reachOf(defaultReach, '路灯坏了', ['C01'])).toBe(250)
    expect(reachOf(defaultReach, '没水', ['L'])).toBe(50)
    expect(reachOf(defaultReach, '楼道里堆满了东西', ['E05'])).toBe(50)
    expect(reachOf({ ...defaultReach, streetM: 100 }, '路灯坏了', [])).toBe(100)
  })
})

test('a city sets its own distances', async () => {
  const matterId = await report(lamp, north(11_000), 'C01-17')
  const body = { text: lamp, place: north(11_200), categoryCode: 'C01-17' }
  expect(await hintOf(community, matterId, body)).toBeDefined()
  await city.db.read
    .insertInto('settings')
    .values({ name: 'duplicate_reach', value: JSON.stringify({ streetM: 100 }) })
    .execute()
  expect(await hintOf(community, matterId, body)).toBeUndefined()
})

test('among many matters no statement reads them all', async () => {
  const model = await city.db.read.selectFrom('matters').selectAll().where('latitude', 'is not', null).limit(1).executeTakeFirstOrThrow()
  const columns = Object.keys(model).filter(
    (name) => !['id', 'number', 'latitude', 'longitude', 'receipt_hash', 'closed_at'].includes(name),
  )
  await sql`insert into matters (id, number, latitude, longitude, closed_at, ${sql.join(columns.map((name) => sql.ref(name)))})
    select gen_random_uuid(), 'many-' || n, 36 + (n % 997) / 1500.0, 119.5 + (n % 1009) / 1500.0,
      case when n % 10 = 0 then null else reported_at + interval '1 day' end, ${sql.join(columns.map((name) => sql.ref(name)))}
    from matters, generate_series(1, 30000) n where id = ${model.id}`.execute(city.db.read)
  await city.db.pool.query('analyze matters').catch(() => {})
  const point = { latitude: 36.3, longitude: 119.9 }
  const box = boxAround(point, 250)
  const near = [cellsOf(box), box.south, box.north, box.west, box.east, daysAgo(30), 300]
  expect(await planOf(findNearText, near)).toContain('matters_by_cell')
  for (const [text, values] of [
    [findNearText, near],
    [findInAreasText, [[model.area_path], daysAgo(30), daysAgo(365), 300]],
  ] as const)
    expect(await planOf(text, [...values])).not.toContain('Seq Scan')
})

/** The plan a prepared statement gets once it is planned for any values. */
async function planOf(text: string, values: unknown[]): Promise<string> {
  const client = await city.db.pool.connect()
  try {
    const name = `plan_${randomUUID().slice(0, 8)}`
    await client.query(`set plan_cache_mode = force_generic_plan`)
    await client.query(`prepare ${name} as ${text}`)
    const given = values.map((value) => client.escapeLiteral(written(value))).join(', ')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain execute ${name} (${given})`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    client.release(true)
  }
}

function written(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value)
}

/** Every text and number anywhere in a value, and the names of its properties. */
function* valuesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) yield String(value)
  else
    for (const [name, child] of Object.entries(value)) {
      yield name
      yield* valuesIn(child)
    }
}
