import { expect, test } from 'vitest'
import { startTestCity } from '../../../testing/test-city.ts'
import { signInResident } from '../../people/people.factory.ts'
import { codeOf, openStage } from '../stage.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community, street, worker, handler, supervisor } = stage.people
const housing = stage.people['handler-housing']
type Client = typeof community
const areaId = (await community.getMatter({ params: { matterId: (await stage.report()).matterId } })).desk.id
const hour = 3_600_000
const day = 24 * hour

async function take(client: Client, matterId: string, action: string, form: Record<string, unknown> = {}) {
  const { version } = await stage.row(matterId)
  return client.takeStep({ params: { matterId }, body: { expectedVersion: version, action, form } })
}
async function begin(client: Client, kind: 'task' | 'wish' | 'errand' | 'dispute', form: Record<string, unknown>, text = '一件事') {
  return (await client.beginMatter({ params: { kind }, body: { text, areaId, form } })).matterId
}
/** A second clerk at the community's desk. */
async function secondClerk(): Promise<Client> {
  const second = await city.as('desk-370281001005')
  const { accountId } = await second.getMe()
  await city.db.read
    .insertInto('posts')
    .values({
      id: crypto.randomUUID(),
      account_id: accountId ?? '',
      role: 'desk_clerk',
      area_id: areaId,
      organisation_id: null,
      valid_from: city.clock.now(),
    })
    .execute()
  return city.as('desk-370281001005')
}
const clerk = await secondClerk()

test('a task goes from a supervision card to its end, and the matter it came from tells of it', async () => {
  const origin = await stage.report()
  await supervisor.superviseMatter({
    params: { matterId: origin.matterId },
    body: { expectedVersion: 1, level: 'yellow', instruction: '请处理' },
  })
  const seen = await community.getMatter({ params: { matterId: origin.matterId } })
  const form = { toOrganisationId: stage.idOf('housing'), originMatterId: origin.matterId, cardId: seen.cards[0]?.id ?? '' }
  const task = await begin(street, 'task', form, '排查全部楼栋')
  expect((await community.getMatter({ params: { matterId: origin.matterId } })).links).toMatchObject([
    { id: task, relation: 'task', kind: 'task' },
  ])
  expect(await codeOf(take(handler, task, 'accept_task'))).toBe('not_found')
  await take(housing, task, 'accept_task')
  await take(housing, task, 'start')
  await take(housing, task, 'note', { words: '已查一半' })
  expect(await take(housing, task, 'finish_task', { result: '全部查完' })).toMatchObject({ state: 'finished' })
  expect(await codeOf(take(housing, task, 'check', { passed: true }))).toBe('own_work')
  expect(await take(street, task, 'check', { passed: false, words: '漏一栋' })).toMatchObject({ state: 'in_progress' })
  await take(housing, task, 'finish_task', { result: '补查' })
  await take(street, task, 'check', { passed: true })
  const due = (await stage.runningClocks(task)).find((clock) => clock.kind === 'task_close')?.due_at
  city.clock.advance(3 * hour + 4 * day)
  await stage.fire()
  expect(await stage.row(task)).toMatchObject({ state: 'closed', closed_at: due, source: 'supervision', rework_count: 1 })
  const last = await city.db.read
    .selectFrom('timeline_entries')
    .select('content')
    .where('matter_id', '=', task)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  expect(last?.content).toEqual({})
  city.clock.set(new Date('2026-03-18T02:00:00Z'))
})

test('a form that does not fit is refused with its places, and a step of another table is none', async () => {
  const task = await begin(street, 'task', { toAreaId: areaId })
  await expect(take(community, task, 'decline', { why: 1 })).rejects.toMatchObject({
    problem: { code: 'validation_failed', fields: expect.anything() as unknown },
  })
  expect(await codeOf(take(community, task, 'publish', { alias: '小明' }))).toBe('action_not_possible')
  expect(await codeOf(begin(street, 'task', { toAreaId: areaId, toOrganisationId: stage.idOf('housing') }))).toBe('validation_failed')
  expect(await codeOf(begin(handler, 'task', { toAreaId: areaId }))).toBe('not_allowed')
  expect(
    await codeOf(
      community.acceptMatter({ params: { matterId: task }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } }),
    ),
  ).toBe('action_not_possible')
})

test('what a desk gave itself is checked above it', async () => {
  const task = await begin(community, 'task', { toAreaId: areaId })
  for (const [action, form] of [
    ['accept_task', {}],
    ['finish_task', { result: '好' }],
  ] as const)
    await take(community, task, action, form)
  expect(await codeOf(take(community, task, 'check', { passed: true }))).toBe('own_work')
  expect(await take(street, task, 'check', { passed: true })).toMatchObject({ state: 'checked' })
})

let phones = 0
async function pooledWish(consent: boolean) {
  phones += 1
  const wisher = await signInResident(city, `1391235${String(phones).padStart(4, '0')}`)
  const wish = await begin(wisher, 'wish', { consent, alias: '小明' }, '想要一辆轮椅')
  await take(community, wish, 'review')
  await take(community, wish, 'pool')
  return { wish, wisher }
}

test('of two who claim a wish at once one has it, and the other is told so', async () => {
  const { wish } = await pooledWish(true)
  const { version } = await stage.row(wish)
  const claim = (client: Client, organisation: string) =>
    codeOf(
      client.takeStep({
        params: { matterId: wish },
        body: { expectedVersion: version, action: 'claim_wish', form: { organisationId: stage.idOf(organisation) } },
      }),
    )
  const outcomes = await Promise.all([claim(handler, 'city-management'), claim(housing, 'housing')])
  expect(outcomes.filter((code) => code === 'none')).toHaveLength(1)
  expect(['matter_changed', 'action_not_possible']).toContain(outcomes.find((code) => code !== 'none'))
  expect(await codeOf(take(handler, wish, 'claim_wish', { organisationId: stage.idOf('city-management') }))).not.toBe('not_found')
})

test('a claim lapses by itself back to the pool, with the time it was due, and another may claim', async () => {
  const { wish } = await pooledWish(false)
  await take(handler, wish, 'claim_wish', { organisationId: stage.idOf('city-management') })
  const due = (await stage.runningClocks(wish))[0]?.due_at
  city.clock.advance(16 * day)
  await stage.fire()
  expect(await stage.row(wish)).toMatchObject({ state: 'pooled', holder_area_id: areaId })
  const lapsed = await city.db.read
    .selectFrom('timeline_entries')
    .select('at')
    .where('matter_id', '=', wish)
    .where('action', '=', 'lapse_claim')
    .execute()
  expect(lapsed.map((entry) => entry.at)).toEqual([due])
  const again = await city.as('handler-housing')
  expect(await take(again, wish, 'claim_wish', { organisationId: stage.idOf('housing') })).toMatchObject({ state: 'claimed' })
  city.clock.set(new Date('2026-03-18T02:00:00Z'))
})

test('nobody judges their own part of a wish, and it is published only with consent', async () => {
  for (const consent of [true, false]) {
    const { wish, wisher } = await pooledWish(consent)
    await take(handler, wish, 'claim_wish', { organisationId: stage.idOf('city-management') })
    await take(handler, wish, 'start')
    expect(await codeOf(take(housing, wish, 'give_back', { words: '不行' }))).toBe('not_found')
    expect(await codeOf(take(community, wish, 'call_back_wish', { granted: true }))).toBe('own_work')
    expect(await take(clerk, wish, 'call_back_wish', { granted: true })).toMatchObject({ state: 'called_back' })
    const published = await codeOf(take(community, wish, 'publish', { alias: '小明' }))
    expect(published).toBe(consent ? 'none' : 'not_allowed')
    if (!consent) expect(await take(community, wish, 'archive')).toMatchObject({ state: 'granted' })
    expect(JSON.stringify((await wisher.getMatter({ params: { matterId: wish } })).form)).not.toContain('AccountId')
  }
})

test('an errand lists once what is missing, and is not done while papers are held', async () => {
  const resident = await signInResident(city, '13912360009')
  const errand = await begin(resident, 'errand', { scope: '代领老年证' })
  await take(community, errand, 'list_missing', { papers: ['户口本'] })
  expect(await codeOf(take(community, errand, 'list_missing', { papers: ['照片'] }))).toBe('not_allowed')
  await take(community, errand, 'accept_errand')
  await take(community, errand, 'receive_papers', { papers: ['户口本', '照片'] })
  await take(community, errand, 'start')
  expect(await codeOf(take(community, errand, 'hand_back_papers', { papers: ['身份证'] }))).toBe('validation_failed')
  await take(community, errand, 'deliver', { words: '已领回' })
  expect(await codeOf(take(community, errand, 'call_back_errand', { satisfied: true }))).toBe('own_work')
  expect(await codeOf(take(clerk, errand, 'call_back_errand', { satisfied: true }))).toBe('validation_failed')
  await take(community, errand, 'hand_back_papers', { papers: ['照片', '户口本'] })
  await take(clerk, errand, 'call_back_errand', { satisfied: true })
  expect(await take(community, errand, 'close_errand')).toMatchObject({ state: 'closed' })
  expect((await resident.getMatter({ params: { matterId: errand } })).form).toMatchObject({ held: [], missing: ['户口本'] })
})

test('a dispute is seen by its desk and its mediators, in lists, counts and alone, and by nobody above', async () => {
  const dispute = await begin(community, 'dispute', { about: '楼上漏水', parties: 2 }, '两家争执')
  const listed = async (client: Client) =>
    (await client.listMatters({ query: { view: 'all', kind: 'dispute', limit: 200 } })).items.some((item) => item.id === dispute)
  const sees = async (client: Client) => [
    await listed(client),
    (await codeOf(client.getMatter({ params: { matterId: dispute } }))) === 'none',
  ]
  for (const client of [street, supervisor, worker, housing]) expect(await sees(client)).toEqual([false, false])
  expect(await sees(community)).toEqual([true, true])
  expect(
    await codeOf(
      supervisor.superviseMatter({ params: { matterId: dispute }, body: { expectedVersion: 1, level: 'red', instruction: '督办' } }),
    ),
  ).toBe('not_found')
  await take(community, dispute, 'accept_dispute', { mediatorOrganisationId: stage.idOf('housing') })
  expect(await sees(housing)).toEqual([true, true])
  await take(housing, dispute, 'begin_mediation')
  await take(housing, dispute, 'hold_session', { heldAt: city.clock.now().toISOString(), words: '双方到场' })
  await take(housing, dispute, 'agree', { terms: '各担一半' })
  await take(community, dispute, 'follow_up', { kept: true, words: '已履行' })
  expect(await take(community, dispute, 'close_dispute')).toMatchObject({ state: 'closed' })
  expect(await sees(street)).toEqual([false, false])
})

test('repeating a beginning with its key begins one matter', async () => {
  const again = () =>
    community.beginMatter({
      params: { kind: 'dispute' },
      body: { text: '两家争执', areaId, form: { about: '噪声', parties: 2 } },
      idempotencyKey: 'begun-once-and-for-all',
    })
  expect(await again()).toEqual(await again())
})
