import { matterViews } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { playToHandled, reportInShownGrid } from './matter.factory.ts'

const city = await startTestCity()
for (let index = 0; index < 3; index++) await reportInShownGrid(city)
await playToHandled(city)
const tree = city.matters.books.areas.get()
type Client = Awaited<ReturnType<typeof city.as>>
type Query = NonNullable<Parameters<Client['listMatters']>[0]>['query']

async function pagesOf(client: Client, query: Query, limit: number) {
  const pages = []
  let after: string | undefined
  do {
    const page = await client.listMatters({ query: { ...query, limit, ...(after !== undefined && { after }) } })
    pages.push(page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return pages
}

describe('a list', () => {
  test('in pages of any size has everything once, newest first', async () => {
    const supervisor = await city.as('supervisor')
    const whole = (await supervisor.listMatters({ query: { view: 'all', limit: 200 } })).items
    const count = await city.db.read
      .selectFrom('matters')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(whole).toHaveLength(count.count)
    expect(whole).toEqual(whole.toSorted((one, two) => two.reportedAt.localeCompare(one.reportedAt) || two.id.localeCompare(one.id)))
    for (const limit of [1, 7, whole.length - 1, whole.length, whole.length + 1]) {
      const pages = await pagesOf(supervisor, { view: 'all' }, limit)
      expect(pages.flat()).toEqual(whole)
      expect(pages.every((page, index) => page.length === limit || index === pages.length - 1)).toBe(true)
      expect(pages).toHaveLength(Math.ceil(whole.length / limit))
    }
  })

  test('read on while others report neither repeats nor leaves out what was there', async () => {
    const supervisor = await city.as('supervisor')
    const before = (await supervisor.listMatters({ query: { view: 'all', limit: 200 } })).items.map((item) => item.id)
    const first = await supervisor.listMatters({ query: { view: 'all', limit: 10 } })
    await reportInShownGrid(city)
    const rest = await supervisor.listMatters({ query: { view: 'all', limit: 200, after: first.next ?? '' } })
    expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(before)
  })

  test('of a desk never shows another’s', async () => {
    for (const [loginName, code] of [
      ['community', '370281001008'],
      ['desk-370281001005', '370281001005'],
      ['worker', null],
      ['street', '370281001'],
      ['district', '370281'],
    ] as const) {
      const client = await city.as(loginName)
      const path = code === null ? tree.get((await client.getMe()).posts[0]?.areaId ?? '')?.path : tree.byCode(code)?.path
      const listed = (await pagesOf(client, { view: 'all' }, 200)).flat()
      for (const item of listed) expect(tree.get(item.area.id)?.path.startsWith(path ?? '-')).toBe(true)
      const expected = await city.db.read.selectFrom('matters').select('id').where('area_path', 'like', `${path}%`).execute()
      expect(listed.map((item) => item.id).toSorted()).toEqual(expected.map((row) => row.id).toSorted())
    }
  })

  test('of an organisation shows what it was given, and administrators see none', async () => {
    for (const loginName of ['handler', 'dispatcher', 'handler-housing']) {
      const client = await city.as(loginName)
      const organisationId = (await client.getMe()).posts[0]?.organisationId ?? ''
      const listed = (await pagesOf(client, { view: 'all' }, 200)).flat().map((item) => item.id)
      const given = await city.db.read
        .selectFrom('assignments')
        .select('matter_id')
        .distinct()
        .where('organisation_id', '=', organisationId)
        .execute()
      expect(listed.toSorted()).toEqual(given.map((row) => row.matter_id).toSorted())
    }
    for (const loginName of ['admin', 'security', 'audit', 'rules'])
      expect((await (await city.as(loginName)).listMatters({ query: { view: 'all' } })).items).toEqual([])
  })

  test('shows exactly what may be opened', async () => {
    const all = await city.db.read.selectFrom('matters').select('id').execute()
    for (const loginName of ['community', 'handler', 'desk-370281001005', 'rules']) {
      const client = await city.as(loginName)
      const listed = new Set((await pagesOf(client, { view: 'all' }, 200)).flat().map((item) => item.id))
      for (const { id } of all) {
        const opened = await client.getMatter({ params: { matterId: id } }).then(
          () => true,
          () => false,
        )
        expect([loginName, id, opened]).toEqual([loginName, id, listed.has(id)])
      }
    }
  })

  test('is narrowed by area, category and number', async () => {
    const supervisor = await city.as('supervisor')
    const whole = (await supervisor.listMatters({ query: { view: 'all', limit: 200 } })).items
    const areaId = tree.byCode('370281001008')?.id ?? ''
    const inArea = (await supervisor.listMatters({ query: { view: 'all', limit: 200, areaId } })).items
    expect(inArea).toEqual(whole.filter((item) => tree.get(item.area.id)?.path.startsWith(tree.get(areaId)?.path ?? '-')))
    expect(inArea.length).toBeGreaterThan(3)
    const { categoryCode } = whole.find((item) => item.categoryCode !== null) ?? {}
    expect((await supervisor.listMatters({ query: { view: 'all', limit: 200, categoryCode: categoryCode ?? '' } })).items).toEqual(
      whole.filter((item) => item.categoryCode === categoryCode),
    )
    const { number } = whole[5] ?? {}
    expect((await supervisor.listMatters({ query: { view: 'all', number: number ?? '' } })).items.map((item) => item.number)).toEqual([
      number,
    ])
    await expect(supervisor.listMatters({ query: { areaId: crypto.randomUUID() } })).rejects.toMatchObject({
      problem: { code: 'not_found' },
    })
  })

  test('with a cursor that is none begins at the beginning', async () => {
    const supervisor = await city.as('supervisor')
    const first = await supervisor.listMatters({ query: { view: 'all', limit: 3 } })
    for (const after of ['x', '1.', `1.${'-'.repeat(36)}`, '0.00000000-0000-0000-0000-00000000000g'])
      expect((await supervisor.listMatters({ query: { view: 'all', limit: 3, after } })).items).toEqual(first.items)
  })
})

describe('a view', () => {
  test.each(['worker', 'community', 'street', 'supervisor', 'dispatcher', 'handler', 'desk-370281001005'])(
    'of %s counts what it lists',
    async (loginName) => {
      const client = await city.as(loginName)
      const { counts } = await client.countMatters()
      expect(counts.map((each) => each.view)).toContain('open')
      for (const { view, count } of counts) expect([view, (await pagesOf(client, { view }, 200)).flat().length]).toEqual([view, count])
    },
  )

  test.each(matterViews)('“%s” is a part of all', async (view) => {
    for (const loginName of ['community', 'handler', 'worker']) {
      const client = await city.as(loginName)
      const all = new Set((await pagesOf(client, { view: 'all' }, 200)).flat().map((item) => item.id))
      expect((await pagesOf(client, { view }, 200)).flat().filter((item) => !all.has(item.id))).toEqual([])
    }
  })

  test('of what is to be done holds only what its reader may do', async () => {
    const expected = { to_accept: 'accept', to_dispatch: 'dispatch', to_claim: 'claim', to_verify: 'verify' } as const
    let found = 0
    for (const loginName of ['community', 'worker', 'handler', 'desk-370281001005']) {
      const client = await city.as(loginName)
      for (const [view, action] of Object.entries(expected)) {
        for (const item of (await client.listMatters({ query: { view: view as keyof typeof expected, limit: 200 } })).items) {
          const matter = await client.getMatter({ params: { matterId: item.id } })
          expect(matter.abilities.map((ability) => ability.action)).toContain(action)
          found += 1
        }
      }
    }
    expect(found).toBeGreaterThan(3)
  })

  test('of what is open and of what has ended are all there is', async () => {
    const supervisor = await city.as('supervisor')
    const idsIn = async (view: 'open' | 'ended' | 'all') =>
      (await pagesOf(supervisor, { view }, 200))
        .flat()
        .map((item) => item.id)
        .toSorted()
    expect([...(await idsIn('open')), ...(await idsIn('ended'))].toSorted()).toEqual(await idsIn('all'))
  })

  test('of what is overdue holds what is red', async () => {
    const supervisor = await city.as('supervisor')
    city.clock.advance(40 * 86_400_000)
    city.authenticator.forget()
    const again = await city.as('supervisor')
    const overdue = (await again.listMatters({ query: { view: 'overdue', limit: 200 } })).items
    expect(overdue.length).toBeGreaterThan(0)
    expect(new Set(overdue.map((item) => item.light))).toEqual(new Set(['red']))
    await expect(supervisor.getMe()).rejects.toMatchObject({ problem: { code: 'not_signed_in' } })
  })
})
