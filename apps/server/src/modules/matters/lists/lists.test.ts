import { matterSorts, matterViews } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../../testing/test-city.ts'
import { placeInShownGrid, playToHandled, reportInShownGrid } from '../matter.factory.ts'

const city = await startTestCity()
const place = await placeInShownGrid(city)
await playToHandled(city)
type Client = Awaited<ReturnType<typeof city.as>>
type Query = NonNullable<NonNullable<Parameters<Client['listMatters']>[0]>['query']>

async function idsOf(client: Client, query: Query, limit = 200): Promise<string[]> {
  return (await rowsOf(client, query, limit)).map((row) => row.id)
}

async function rowsOf(client: Client, query: Query, limit = 200) {
  const rows = []
  let after: string | undefined
  do {
    const page = await client.listMatters({ query: { ...query, limit, ...(after !== undefined && { after }) } })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return rows
}

describe('a list in an order', () => {
  test.each(matterSorts)('“%s” has everything once in pages of any size, in every view', async (sort) => {
    for (const loginName of ['supervisor', 'community', 'handler']) {
      const client = await city.as(loginName)
      for (const view of ['open', 'all', 'in_progress', 'supervised'] as const) {
        const whole = await idsOf(client, { view, sort })
        expect(new Set(whole).size).toBe(whole.length)
        expect(await idsOf(client, { view, sort }, 7)).toEqual(whole)
        expect(whole.toSorted()).toEqual((await idsOf(client, { view })).toSorted())
      }
    }
  })

  test('by limit begins with what is due first and ends with what has no limit', async () => {
    const rows = await rowsOf(await city.as('supervisor'), { view: 'open', sort: 'due' }, 5)
    const due = rows.map((row) => (row.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(row.dueAt)))
    expect(due).toEqual(due.toSorted((one, other) => (one === other ? 0 : one - other)))
    expect(new Set(due).size).toBeGreaterThan(3)
  })

  test('neither repeats nor leaves out what stayed while others are reported and accepted in between', async () => {
    const [supervisor, community] = [await city.as('supervisor'), await city.as('community')]
    for (let index = 0; index < 3; index++) await reportInShownGrid(city)
    const before = await idsOf(supervisor, { view: 'open' })
    const read: string[] = []
    let after: string | undefined
    do {
      const page = await supervisor.listMatters({ query: { view: 'open', limit: 4, ...(after !== undefined && { after }) } })
      read.push(...page.items.map((row) => row.id))
      after = page.next ?? undefined
      city.clock.advance(1000)
      const { matterId } = await reportInShownGrid(city)
      await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
    } while (after !== undefined)
    expect(read).toEqual(before)
  })
})

describe('a filter', () => {
  test('leaves exactly what it says', async () => {
    const supervisor = await city.as('supervisor')
    const whole = await rowsOf(supervisor, { view: 'all' })
    const sample = whole.find((row) => row.categoryCode !== null)
    const [middle] = whole.slice(whole.length / 2)
    const parent = city.matters.books.categories.get().get(sample?.categoryCode ?? '')?.parentCode ?? ''
    const book = city.matters.books.categories.get()
    const filters: [Query, (row: (typeof whole)[number]) => boolean][] = [
      [{ state: 'closed' }, (row) => row.state === 'closed'],
      [{ light: 'red' }, (row) => row.light === 'red'],
      [{ light: 'yellow' }, (row) => row.light === 'yellow'],
      [{ light: 'green' }, (row) => row.light === 'green'],
      [{ source: 'receipt' }, (row) => row.source === 'receipt'],
      [{ kind: 'event' }, (row) => row.kind === 'event'],
      [{ kind: 'task' }, (row) => row.kind === 'task'],
      [{ cardLevel: 'ordinary' }, (row) => row.cardLevel === 'ordinary'],
      [{ categoryCode: parent }, (row) => book.get(row.categoryCode ?? '')?.parentCode === parent || row.categoryCode === parent],
      [{ reportedFrom: middle?.reportedAt ?? '' }, (row) => row.reportedAt >= (middle?.reportedAt ?? '')],
      [{ reportedFrom: '2001-01-01T00:00:00+23:59' }, () => true],
      [{ reportedTo: middle?.reportedAt ?? '' }, (row) => row.reportedAt < (middle?.reportedAt ?? '')],
    ]
    for (const [query, fits] of filters)
      expect([query, await idsOf(supervisor, { view: 'all', ...query })]).toEqual([query, whole.filter(fits).map((row) => row.id)])
  })

  test('by organisation leaves what it was given', async () => {
    const supervisor = await city.as('supervisor')
    const organisationId = city.matters.books.organisations.get().byCode('city-management')?.id ?? ''
    const given = await city.db.read
      .selectFrom('assignments')
      .select('matter_id')
      .distinct()
      .where('organisation_id', '=', organisationId)
      .execute()
    expect((await idsOf(supervisor, { view: 'all', organisationId })).toSorted()).toEqual(given.map((row) => row.matter_id).toSorted())
  })

  test('by an area reaches no further than one’s own', async () => {
    const community = await city.as('community')
    const tree = city.matters.books.areas.get()
    const above = tree.byCode('370281')?.id ?? ''
    expect(await idsOf(community, { view: 'all', areaId: above })).toEqual(await idsOf(community, { view: 'all' }))
    const elsewhere = tree.byCode('370281001005')?.id ?? ''
    const own = tree.byCode('370281001008')?.path ?? ''
    expect(
      (await rowsOf(community, { view: 'all', areaId: elsewhere })).filter((row) => !tree.get(row.area.id)?.path.startsWith(own)),
    ).toEqual([])
  })

  test('of any kind, alone or with others, is answered', async () => {
    const clients = await Promise.all(['supervisor', 'community', 'handler'].map((name) => city.as(name)))
    const strange = fc.record(
      {
        view: fc.constantFrom(...matterViews),
        sort: fc.constantFrom(...matterSorts),
        q: fc.oneof(
          fc.string({ minLength: 1, maxLength: 30 }),
          fc.constantFrom("'", '\\', ':* & |!', '%_', '１２３４', '260101', '幸福 路灯'),
        ),
        light: fc.constantFrom('red', 'yellow', 'green'),
        state: fc.constantFrom('closed', 'no_such_state'),
        categoryCode: fc.string({ maxLength: 40 }),
        after: fc.string({ maxLength: 60 }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(strange, fc.constantFrom(...clients), async (query, client) => {
        const answer = await client.listMatters({ query }).catch((error: unknown) => error)
        const status = (answer as { problem?: { status: number } }).problem?.status ?? 200
        expect([200, 400, 422]).toContain(status)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a search', () => {
  const report = async (text: string, more: object = {}) => city.stranger().reportMatter({ body: { text, place, ...more } })

  test('finds by words of the text and of the address, all of them, and by how a word begins', async () => {
    const community = await city.as('community')
    const { matterId } = await report('学校门口的自来水管爆裂，水流了一地', { address: '向阳里 47 号楼' })
    for (const q of ['自来水管', '水管 爆裂', '学校', '向阳里', '47 号', '爆裂 向阳里'])
      expect([q, (await idsOf(community, { view: 'all', q })).includes(matterId)]).toEqual([q, true])
    for (const q of ['自来水管 路灯', '飞碟', '的'])
      expect([q, (await idsOf(community, { view: 'all', q })).includes(matterId)]).toEqual([q, false])
  })

  test('finds by the beginning of a number, and by an area’s name with words', async () => {
    const community = await city.as('community')
    const { matterId, number } = await report('凉亭的座椅断了')
    expect(await idsOf(community, { view: 'all', q: number })).toEqual([matterId])
    expect(await idsOf(community, { view: 'all', q: number.replace('-', '') })).toEqual([matterId])
    expect(await idsOf(community, { view: 'all', q: number.slice(0, 9) })).toContain(matterId)
    const area = city.matters.books.areas.get().byCode('370281001008')
    expect(await idsOf(community, { view: 'all', q: `${area?.name} 凉亭` })).toEqual([matterId])
    expect(await idsOf(community, { view: 'all', q: area?.name ?? '' })).toContain(matterId)
  })

  test('follows an address that was corrected', async () => {
    const community = await city.as('community')
    const { matterId } = await report('门口的台阶塌了')
    const { area } = await community.getMatter({ params: { matterId } })
    await community.resolvePlace({ params: { matterId }, body: { expectedVersion: 1, areaId: area.id, address: '柳树巷三排' } })
    expect(await idsOf(community, { view: 'all', q: '柳树巷' })).toEqual([matterId])
  })

  test('shows nobody what is not theirs', async () => {
    const words = '储藏室的天花板掉了一块'
    const { matterId } = await report(words)
    expect(await idsOf(await city.as('community'), { view: 'all', q: words })).toEqual([matterId])
    for (const loginName of ['desk-370281001005', 'handler', 'admin', 'audit'])
      expect(await idsOf(await city.as(loginName), { view: 'all', q: words })).toEqual([])
  })

  test('by phone, whole or its last four digits, is for desks in their area, and is written down without the number', async () => {
    const { matterId } = await report('信箱被撬了', { contactPhone: '13955557641' })
    const anonymous = await report('信箱又被撬了', { contactPhone: '13955557641', anonymous: true })
    const community = await city.as('community')
    for (const q of ['13955557641', '7641']) {
      expect(await idsOf(community, { view: 'all', q })).toEqual([matterId])
      for (const loginName of ['desk-370281001005', 'worker', 'supervisor', 'handler'])
        expect([loginName, await idsOf(await city.as(loginName), { view: 'all', q })]).toEqual([loginName, []])
    }
    expect(await idsOf(community, { view: 'all', q: '13955557641' })).not.toContain(anonymous.matterId)
    const noted = await city.db.read.selectFrom('audit_entries').selectAll().where('action', '=', 'matters_searched_by_phone').execute()
    const me = await community.getMe()
    expect(noted.filter((entry) => entry.account_id === me.accountId).map((entry) => entry.detail)).toContainEqual({ by: 'end', found: 1 })
    expect(JSON.stringify(noted)).not.toContain('7641')
  })

  test('tells those who only follow nothing of what was said', async () => {
    const { matterId } = await report('阁楼里的旧电线冒烟')
    const joined = await city.stranger().joinMatter({ params: { matterId }, body: {} })
    const follower = city.stranger()
    await follower.signInByReceipt({ body: { receiptCode: joined.receiptCode ?? '' } })
    expect(await idsOf(follower, { view: 'all' })).toEqual([matterId])
    expect(await idsOf(follower, { view: 'all', q: '电线' })).toEqual([])
  })
})
