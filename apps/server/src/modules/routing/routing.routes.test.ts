import { noConditions, type RoutingRule } from '@linli/contract'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { demoPassword } from '../../../../../demo/demo-people.ts'
import { openBooks } from '../../books.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { clientOf, openTestDb, startTestCity } from '../../testing/test-city.ts'
import { inTransaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import type { AreaGeometry } from '../areas/index.ts'
import { halvesAt, middleOf } from '../areas/halves.factory.ts'
import { hashPassword, insertPost } from '../people/index.ts'
import { selectPastMatters } from './routing.queries.ts'
import { facts, ruleOf as plainRule } from './routing.factory.ts'
import { readRoutingBook } from './index.ts'

const city = await startTestCity()
const keeper = await city.as('rules')
const secondKeeper = await postKeeper('rules-2', { organisation: 'city-operations' })
const streetKeeper = await postKeeper('rules-street', { area: '370281001' })
const desk = await city.as('community')
const tree = city.matters.books.areas.get()
const street = tree.byCode('370281001')
const idOf = (code: string) => city.matters.books.organisations.get().byCode(code)?.id ?? ''

async function postKeeper(loginName: string, at: { organisation?: string; area?: string }) {
  await inTransaction(city.db, async (tx) => {
    const accountId = randomIds.next(city.clock.now())
    const passwordHash = await hashPassword(demoPassword)
    await tx
      .insertInto('accounts')
      .values({ id: accountId, login_name: loginName, display_name: loginName, password_hash: passwordHash, created_at: city.clock.now() })
      .execute()
    await insertPost(tx, {
      accountId,
      role: 'rule_keeper',
      ...(at.organisation !== undefined && { organisationId: city.matters.books.organisations.get().byCode(at.organisation)?.id }),
      ...(at.area !== undefined && { areaId: city.matters.books.areas.get().byCode(at.area)?.id }),
      validFrom: new Date(city.clock.now().getTime() - 1000),
    })
  })
  return city.as(loginName)
}

const ruleOf = (conditions: Partial<RoutingRule['conditions']>, lead = 'water', extra: Partial<RoutingRule> = {}): RoutingRule =>
  plainRule({ ...noConditions, ...conditions }, { leadOrganisationId: idOf(lead), ...extra })
type Client = typeof keeper
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { problem?: { code: string } }) => error.problem?.code,
  )
const current = async () => (await keeper.getRouting()).number
const save = async (client: Client, rules: RoutingRule[], revision?: number) =>
  client.saveRoutingDraft({
    body: { revision: revision ?? (await client.getRoutingDraft()).draft?.revision ?? 0, basedOn: await current(), note: '', rules },
  })
const publish = async (client: Client, expectedVersion: number, note = '测试') =>
  client.publishRouting({ body: { expectedVersion, revision: (await client.getRoutingDraft()).draft?.revision ?? 0, note } })
const propose = async (categoryCode: string | null, extra: object = {}) =>
  (
    await desk.proposeRouting({
      body: { categoryCode, severity: 'ordinary', areaId: street?.id ?? '', source: 'resident', text: '井盖没了', ...extra },
    })
  ).proposal

describe('the demo city', () => {
  test('has some twenty-five rules in force, all of them sound', async () => {
    const routing = await desk.getRouting()
    expect(routing).toMatchObject({ number: 1, publishedBy: null, findings: [] })
    expect(routing.rules.length).toBeGreaterThan(20)
  })

  test('proposes by rule what a rule is for, and by category what none is for', async () => {
    expect(await propose('L-06', { text: '楼道里有煤气味' })).toMatchObject({
      leadOrganisationId: idOf('gas'),
      whistle: true,
      severity: 'urgent',
      ruleVersion: 1,
      why: { zh: expect.stringMatching(/^文字含“煤气味” → 燃气公司牵头，.*（规则 1）$/) as string },
    })
    expect(await propose('C01-17')).toMatchObject({ leadOrganisationId: idOf('city-management'), ruleId: null, ruleVersion: null })
    expect(await propose(null)).toBeNull()
  })

  test('knows the heating season by the time of the matter', async () => {
    expect(await propose('L-01', { at: '2026-01-10T02:00:00.000Z' })).toMatchObject({ ruleVersion: 1, severity: 'urgent' })
    expect(await propose('L-01', { at: '2026-07-10T02:00:00.000Z' })).toMatchObject({ ruleId: null, leadOrganisationId: idOf('heating') })
  })

  test('does not know an area nobody has', async () => {
    expect(await refusal(propose('L-01', { areaId: crypto.randomUUID() }))).toBe('not_found')
  })
})

describe('a draft', () => {
  test('is kept as it was typed, faults and all, and is nobody else’s', async () => {
    const rules = [ruleOf({ categoryCodes: ['E99'] }), ruleOf({})]
    const saved = await save(keeper, rules)
    expect(saved).toMatchObject({ rules, findings: [{ position: 1, code: 'unknown_category', weight: 'refuse', about: 'E99' }] })
    expect((await keeper.getRoutingDraft()).draft).toEqual(saved)
    expect((await secondKeeper.getRoutingDraft()).draft).toBeNull()
    expect(await keeper.checkRoutingRules({ body: { rules } })).toEqual({ findings: saved.findings })
  })

  test('saved from an old view is refused, unless it says the same again', async () => {
    const rules = [ruleOf({ words: ['一'] })]
    const saved = await save(keeper, rules)
    const body = { revision: saved.revision - 1, basedOn: saved.basedOn, note: '' }
    expect(await keeper.saveRoutingDraft({ body: { ...body, rules } })).toEqual(saved)
    expect(await refusal(keeper.saveRoutingDraft({ body: { ...body, rules: [ruleOf({ words: ['二'] })] } }))).toBe('draft_changed')
    expect((await keeper.getRoutingDraft()).draft).toEqual(saved)
  })

  test('saved twice at once from the same view is kept once', async () => {
    const { revision } = await save(keeper, [])
    const outcomes = await Promise.all(['三', '四', '五'].map((word) => refusal(save(keeper, [ruleOf({ words: [word] })], revision))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'draft_changed')).toHaveLength(2)
  })

  test('that was discarded is gone, and its number does not come back for the next', async () => {
    const { revision } = await save(keeper, [ruleOf({})])
    await keeper.discardRoutingDraft()
    expect((await keeper.getRoutingDraft()).draft).toBeNull()
    await save(keeper, [ruleOf({ words: ['六'] })])
    expect(await refusal(save(keeper, [ruleOf({ words: ['七'] })], revision))).toBe('draft_changed')
    await keeper.discardRoutingDraft()
  })
})

describe('publishing', () => {
  test('puts the draft in force in every process, and keeps the version before', async () => {
    const second = await startSecondApp(city)
    const secondDesk = clientOf(second)
    await secondDesk.signIn({ body: { loginName: 'community', password: demoPassword } })
    const before = await keeper.getRouting()
    const rules = [ruleOf({ categoryCodes: ['C01-17'], areaIds: [street?.id ?? ''] }, 'power')]
    await save(keeper, rules)
    const head = await publish(keeper, before.number, '路灯改由供电公司')
    expect(head).toMatchObject({ number: before.number + 1, note: '路灯改由供电公司', ruleCount: 1 })
    expect(await propose('C01-17')).toMatchObject({
      leadOrganisationId: idOf('power'),
      ruleVersion: head.number,
      why: { zh: '类别属于 C01-17 路灯，位于阜安街道 → 供电公司牵头（规则 1）' },
    })
    const body = { categoryCode: 'C01-17', severity: 'ordinary', areaId: street?.id ?? '', source: 'resident', text: '' } as const
    await expect.poll(async () => (await secondDesk.proposeRouting({ body })).proposal?.leadOrganisationId).toBe(idOf('power'))
    expect(await desk.getRoutingVersion({ params: { number: before.number } })).toEqual(before)
    expect((await desk.listRoutingVersions()).items.map((item) => item.number)).toEqual([head.number, before.number])
    expect((await keeper.getRoutingDraft()).draft).toBeNull()
  })

  test('by two rule keepers at once lets one through; the other loses nothing and can go on', async () => {
    const expected = await current()
    const [mine, theirs] = [[ruleOf({ words: ['甲'] })], [ruleOf({ words: ['乙'] })]]
    await save(keeper, mine)
    await save(secondKeeper, theirs)
    const outcomes = await Promise.all([refusal(publish(keeper, expected)), refusal(publish(secondKeeper, expected))])
    expect(outcomes.toSorted()).toEqual(['done', 'rules_changed'])
    const [loser, typed] = outcomes[0] === 'done' ? [secondKeeper, theirs] : [keeper, mine]
    expect((await loser.getRoutingDraft()).draft).toMatchObject({ rules: typed, basedOn: expected })
    expect(await publish(loser, expected + 1)).toMatchObject({ number: expected + 2 })
    expect((await keeper.getRouting()).rules).toEqual(typed)
  })

  test('repeated with the same key publishes once', async () => {
    const expected = await current()
    const { revision } = await save(keeper, [ruleOf({ words: ['丙'] })])
    const call = { body: { expectedVersion: expected, revision, note: '一次' }, idempotencyKey: 'publish-once-0001' }
    const first = await keeper.publishRouting(call)
    expect(await keeper.publishRouting(call)).toEqual(first)
    expect(await current()).toBe(expected + 1)
  })

  test('refuses what cannot work, and what is not the draft that was read', async () => {
    const expected = await current()
    const { revision } = await save(keeper, [ruleOf({ categoryCodes: ['E99'] })])
    expect(await refusal(publish(keeper, expected))).toBe('rules_refused')
    expect(await refusal(keeper.publishRouting({ body: { expectedVersion: expected, revision: revision - 1, note: 'x' } }))).toBe(
      'draft_changed',
    )
    await keeper.discardRoutingDraft()
    expect(await refusal(publish(keeper, expected))).toBe('not_found')
    expect(await current()).toBe(expected)
  })

  test('is not for a rule keeper of a part of the city, who may still write and try', async () => {
    await save(streetKeeper, [ruleOf({})])
    expect(await refusal(publish(streetKeeper, await current()))).toBe('not_allowed')
    expect((await streetKeeper.getRoutingDraft()).draft).not.toBeNull()
  })

  test('is written into the audit', async () => {
    const entries = await city.db.read.selectFrom('audit_entries').selectAll().where('action', '=', 'routing_published').execute()
    expect(entries.map((entry) => Number(entry.object_id)).toSorted((one, two) => one - two)).toEqual(
      (await desk.listRoutingVersions()).items
        .map((item) => item.number)
        .filter((number) => number > 1)
        .toReversed(),
    )
  })

  test('leaves versions that nobody can change or take away', async () => {
    await expect(city.db.read.updateTable('routing_versions').set({ note: '' }).execute()).rejects.toMatchObject({ code: '42501' })
    await expect(city.db.read.deleteFrom('routing_versions').execute()).rejects.toMatchObject({ code: '42501' })
  })

  test('an older version can be taken back as a draft and published again', async () => {
    const first = await desk.getRoutingVersion({ params: { number: 1 } })
    const draft = await keeper.takeBackRoutingVersion({ params: { number: 1 }, body: { revision: 0 } })
    expect(draft).toMatchObject({ rules: first.rules, basedOn: await current() })
    const head = await publish(keeper, await current())
    expect((await desk.getRoutingVersion({ params: { number: head.number } })).rules).toEqual(first.rules)
    expect(await refusal(keeper.takeBackRoutingVersion({ params: { number: 9999 }, body: { revision: 0 } }))).toBe('not_found')
  })
})

describe('the city under the rules', () => {
  test('may change: an area that is split stands for its parts, and a department that ends is passed over', async () => {
    const grid = tree.all().find((area) => area.level === 'grid' && area.path.startsWith(street?.path ?? '-'))
    const [forGrid, beyond] = [ruleOf({ areaIds: [grid?.id ?? ''] }, 'education'), ruleOf({}, 'health')]
    await save(keeper, [forGrid, beyond])
    await publish(keeper, await current())
    expect(await propose(null, { areaId: grid?.id })).toMatchObject({ ruleId: forGrid.id })

    const administrator = await city.as('admin')
    const { geometry } = await administrator.getAreaBoundary({ params: { areaId: grid?.id ?? '' } })
    const { west, east } = halvesAt(geometry as AreaGeometry, middleOf(geometry as AreaGeometry))
    const parts = [west, east].map((half, index) => ({ code: `${grid?.code}${index}`, name: `第${index + 1}分网格`, geometry: half }))
    const { successors } = await administrator.splitArea({
      params: { areaId: grid?.id ?? '' },
      body: { version: grid?.version ?? 1, reason: '人口增加', parts },
    })
    for (const { id } of successors) await expect.poll(async () => (await propose(null, { areaId: id }))?.ruleId).toBe(forGrid.id)
    expect((await keeper.getRouting()).findings).toMatchObject([{ position: 1, code: 'area_ended', weight: 'warn', about: grid?.id }])

    await city.db.read.updateTable('organisations').set({ ended_at: city.clock.now() }).where('code', '=', 'education').execute()
    city.matters.wakeup.signal('people')
    await expect.poll(async () => (await propose(null, { areaId: successors[0]?.id }))?.ruleId).toBe(beyond.id)
    await expect
      .poll(async () => (await keeper.getRouting()).findings.map((finding) => finding.code))
      .toEqual(['organisation_ended', 'area_ended'])
    await city.db.read.updateTable('organisations').set({ ended_at: null }).where('code', '=', 'education').execute()
    city.matters.wakeup.signal('people')
    await expect.poll(async () => (await propose(null, { areaId: successors[0]?.id }))?.ruleId).toBe(forGrid.id)
  })

  test('may have no rules yet, and then has version 0 and the departments of its categories', async () => {
    const { db } = await openTestDb('empty_city')
    const books = await openBooks(db.read)
    const book = await readRoutingBook(db.read, {
      areas: books.areas.get(),
      organisations: books.organisations.get(),
      categories: books.categories.get(),
    })
    expect(book.version).toBe(0)
    // Nobody has entered a department.
    expect(book.propose({ ...facts, categoryCode: 'C01-17' })).toBeNull()
  })
})

describe('trying a draft on the past', () => {
  const rules = [
    ruleOf({ categoryCodes: ['E01'], areaClasses: ['core'] }, 'gardens'),
    ruleOf({ words: ['路', '灯'] }, 'education'),
    ruleOf({ severities: ['ordinary'] }, 'health'),
  ]
  const trial = async (client: Client, extra: { matters?: number; after?: string } = {}) =>
    client.tryRoutingDraft({ body: { revision: (await client.getRoutingDraft()).draft?.revision ?? 0, ...extra } })

  /** The same counted plainly from the tables. */
  async function recount(areaPath: string) {
    const matters = await city.db.read.selectFrom('matters').selectAll().where('accepted_at', 'is not', null).execute()
    const leads = await city.db.read.selectFrom('assignments').selectAll().where('part', '=', 'lead').orderBy('dispatched_at').execute()
    const year = city.clock.now().getTime() - 365 * 86_400_000
    const hits = [0, 0, 0]
    const elsewhere: { number: string; position: number | null }[] = []
    let [examined, compared] = [0, 0]
    for (const matter of matters) {
      if (!matter.area_path.startsWith(areaPath) || matter.reported_at.getTime() < year) continue
      examined += 1
      const holds = [
        matter.category_code?.startsWith('E01') === true && tree.get(matter.area_id)?.areaClass === 'core',
        /路|灯/.test(matter.text),
        matter.severity === 'ordinary',
      ].indexOf(true)
      if (holds >= 0) hits[holds] = (hits[holds] ?? 0) + 1
      const category = city.matters.books.categories.get().get(matter.category_code ?? '')
      const proposed = holds >= 0 ? rules[holds]?.leadOrganisationId : idOf(category?.defaultOrganisationCode ?? '')
      const lead = leads.find((each) => each.matter_id === matter.id)?.organisation_id
      if (!lead || !proposed) continue
      compared += 1
      if (lead !== proposed) elsewhere.push({ number: matter.number, position: holds < 0 ? null : holds + 1 })
    }
    return { examined, compared, hits, elsewhere }
  }

  test('says what a plain recount says, for the whole city and for a keeper’s own part', async () => {
    for (const [client, path] of [
      [keeper, '1.'],
      [streetKeeper, street?.path ?? ''],
    ] as const) {
      await save(client, rules)
      const plain = await recount(path)
      const told = await trial(client, { matters: 1000 })
      expect(plain.compared).toBeGreaterThan(5)
      expect(told).toMatchObject({ examined: plain.examined, compared: plain.compared, elsewhere: plain.elsewhere.length })
      expect(told.rules.map((rule) => rule.hits)).toEqual(plain.hits)
      expect(told.rules.map((rule) => rule.elsewhere)).toEqual(
        [1, 2, 3].map((position) => plain.elsewhere.filter((each) => each.position === position).length),
      )
    }
  })

  test('lists every matter that would go elsewhere once, page by page, but none that words decided', async () => {
    await save(keeper, rules)
    const plain = await recount('1.')
    const listed: string[] = []
    let after: string | undefined
    do {
      const { examples, moves } = await trial(keeper, { matters: 1000, ...(after !== undefined && { after }) })
      listed.push(...examples.items.map((item) => item.number))
      expect(examples.hidden).toBe(plain.elsewhere.filter((each) => each.position === 2).length)
      // Added up from whom to whom, it is the same matters.
      expect(moves.reduce((sum, move) => sum + move.count, 0)).toBe(plain.elsewhere.length - examples.hidden)
      after = examples.next ?? undefined
    } while (after !== undefined)
    expect(listed.toSorted()).toEqual(
      plain.elsewhere
        .filter((each) => each.position !== 2)
        .map((each) => each.number)
        .toSorted(),
    )
  })

  test('tells no text and nobody’s name, and leaves its words in the audit', async () => {
    const told = JSON.stringify(await trial(keeper, { matters: 1000 }))
    const matters = await city.db.read.selectFrom('matters').select(['text', 'address']).execute()
    for (const { text, address } of matters) {
      expect(told).not.toContain(text)
      if (address !== null) expect(told).not.toContain(address)
    }
    const entry = await city.db.read
      .selectFrom('audit_entries')
      .select('detail')
      .where('action', '=', 'routing_tried')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(entry?.detail).toEqual({ ruleCount: 3, words: ['路', '灯'] })
  })

  test('looks at no more matters than asked, the newest first', async () => {
    const told = await trial(keeper, { matters: 3 })
    const newest = await city.db.read
      .selectFrom('matters')
      .select('reported_at')
      .where('accepted_at', 'is not', null)
      .orderBy('reported_at', 'desc')
      .limit(3)
      .execute()
    expect(told).toMatchObject({
      examined: 3,
      latest: newest[0]?.reported_at.toISOString(),
      earliest: newest[2]?.reported_at.toISOString(),
    })
  })

  test('without a draft, or with one that has changed, is refused', async () => {
    expect(await refusal(keeper.tryRoutingDraft({ body: { revision: 1 } }))).toBe('draft_changed')
    await keeper.discardRoutingDraft()
    expect(await refusal(keeper.tryRoutingDraft({ body: { revision: 1 } }))).toBe('not_found')
  })

  test('reads matters and their leads by index, and of the whole city no more than it gives', async () => {
    const since = new Date(city.clock.now().getTime() - 365 * 86_400_000)
    const planOf = (paths: string[] | null) =>
      city.db.read.transaction().execute(async (tx) => {
        // The tiny city fits a page, where reading all is always quickest.
        await sql`set local enable_seqscan = off`.execute(tx)
        return JSON.stringify(await selectPastMatters(tx, { paths, since, most: 20 }).explain('json'))
      })
    const [whole, part] = await Promise.all([planOf(null), planOf([street?.path ?? ''])])
    expect(whole).toContain('"Index Name":"matters_newest"')
    expect(part).toMatch(/"Index Name":"matters_(newest|by_area)"/)
    for (const plan of [whole, part]) {
      expect(plan).toContain('"Index Name":"assignments_matter"')
      expect(plan).not.toContain('Seq Scan')
    }
  })
})
