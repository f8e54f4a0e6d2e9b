import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { signInResident } from '../people/people.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community, street, worker, handler, supervisor } = stage.people
const elsewhere = await city.as('desk-370281001005')
const phones = { own: '13900007701', other: '13900007702', account: '13900007703' }

async function call(contactPhone: string, text: string, extra: object = {}) {
  const { matterId } = await community.reportMatter({ body: { text, place: stage.place, contactPhone, ...extra } })
  return matterId
}

const readings = async (action: string) =>
  city.db.read.selectFrom('audit_entries').selectAll().where('action', '=', action).orderBy('at').orderBy('id').execute()

describe('the other open matters of a reporter', () => {
  test('are told to the desk that holds the matter, without a number, and the reading is logged', async () => {
    const first = await call(phones.own, '楼下垃圾没人收')
    const second = await call(phones.own, '路灯不亮')
    const before = (await readings('reporter_matters_read')).length
    const answer = await community.listReporterMatters({ params: { matterId: second } })
    expect(answer.items).toMatchObject([{ matterId: first, text: '楼下垃圾没人收', state: 'reported', ended: false }])
    expect(JSON.stringify(answer)).not.toMatch(/1\d{10}|\*\*\*\*/)
    const logged = (await readings('reporter_matters_read')).slice(before)
    expect(logged).toMatchObject([{ object_id: second, detail: { matters: [answer.items[0]?.number] } }])
    expect(logged[0]?.account_id).not.toBeNull()
    expect(JSON.stringify(logged)).not.toContain(phones.own)
  })

  test('are nobody else’s to read, and what is refused is not logged as read', async () => {
    const matterId = await call(phones.other, '井盖松动')
    const before = (await readings('reporter_matters_read')).length
    for (const client of [street, elsewhere]) expect(await codeOf(client.listReporterMatters({ params: { matterId } }))).toBe('not_found')
    for (const client of [worker, handler, supervisor])
      expect(await codeOf(client.listReporterMatters({ params: { matterId } }))).toBe('not_allowed')
    expect(await codeOf(community.listReporterMatters({ params: { matterId: crypto.randomUUID() } }))).toBe('not_found')
    expect(await readings('reporter_matters_read')).toHaveLength(before)
  })

  test('leave out what was reported anonymously, and an anonymous reporter altogether', async () => {
    const open = await call('13900007710', '噪声扰民')
    const hidden = await call('13900007710', '夜里还有噪声', { anonymous: true })
    expect((await community.listReporterMatters({ params: { matterId: open } })).items).toEqual([])
    expect((await community.listReporterMatters({ params: { matterId: hidden } })).items).toEqual([])
  })

  test('include those reported with an account of the same number', async () => {
    const resident = await signInResident(city, phones.account)
    const own = await resident.reportMatter({ body: { text: '树枝压住电线', place: stage.place } })
    const called = await call(phones.account, '树枝快断了')
    expect((await community.listReporterMatters({ params: { matterId: called } })).items).toMatchObject([{ matterId: own.matterId }])
    expect((await community.listReporterMatters({ params: { matterId: own.matterId } })).items).toMatchObject([{ matterId: called }])
  })
})

describe('a caller', () => {
  test('is recognised by the number within what the desk sees, and the question is logged without the number', async () => {
    const phone = '13900007720'
    const matterId = await call(phone, '公厕漏水')
    const before = (await readings('caller_looked_up')).length
    expect(await community.lookUpCaller({ body: { phone } })).toMatchObject({ phoneMasked: '139****7720', items: [{ matterId }] })
    expect((await elsewhere.lookUpCaller({ body: { phone } })).items).toEqual([])
    const logged = (await readings('caller_looked_up')).slice(before)
    // Both at one instant of the city's clock, so in either order.
    expect(logged.map(({ detail }) => (detail as { matters: string[] }).matters.length).toSorted((a, b) => a - b)).toEqual([0, 1])
    expect(JSON.stringify(logged)).not.toContain(phone)
  })

  test('cannot be looked up by who takes no calls, nor a list of numbers one after the other', async () => {
    const body = { phone: '13900007721' }
    for (const client of [worker, handler, supervisor]) expect(await codeOf(client.lookUpCaller({ body }))).toBe('not_allowed')
    expect(await codeOf(community.lookUpCaller({ body: { phone: '12' } }))).toBe('validation_failed')
    const codes = await Promise.all(Array.from({ length: 25 }, () => codeOf(street.lookUpCaller({ body }))))
    expect(codes).toContain('too_many_attempts')
  })

  test('counts once for a matter, whoever takes the call', async () => {
    const { matterId } = await stage.report('垃圾桶满了')
    const add = (phone: string) => codeOf(community.joinForCaller({ params: { matterId }, body: { phone } }))
    expect(await add('13700009999')).toBe('none')
    expect(await add('13700009999')).toBe('caller_counted')
    expect(await codeOf(street.joinForCaller({ params: { matterId }, body: { phone: '13700009999' } }))).toBe('caller_counted')
    // Who reported it has counted from the beginning.
    expect(await add('13900001111')).toBe('caller_counted')
    expect(await stage.row(matterId)).toMatchObject({ supporter_count: 1 })
    const again = { params: { matterId }, body: { phone: '13700008888' }, idempotencyKey: 'caller-of-8888-just-once' }
    expect(await community.joinForCaller(again)).toEqual(await community.joinForCaller(again))
    expect(await stage.row(matterId)).toMatchObject({ supporter_count: 2 })
  })

  test('is added to a matter once for each intention and gets a receipt that opens it as a follower', async () => {
    const { matterId } = await stage.report('单元门锁坏了')
    const add = () => community.joinForCaller({ params: { matterId }, body: {}, idempotencyKey: 'caller-added-once-only' })
    const joined = await add()
    expect(joined).toMatchObject({ matterId, supporterCount: 1 })
    expect(await add()).toEqual(joined)
    expect(await stage.row(matterId)).toMatchObject({ supporter_count: 1 })
    const caller = city.stranger()
    await caller.signInByReceipt({ body: { receiptCode: joined.receiptCode } })
    expect(await caller.getMatter({ params: { matterId } })).toMatchObject({ isFollower: true, isReporter: false, text: '' })
    // Once, though it was asked twice: the line is written with the joining or not at all.
    expect((await readings('joined_for_caller')).filter((line) => line.object_id === matterId)).toHaveLength(1)
    expect(await codeOf(handler.joinForCaller({ params: { matterId }, body: {} }))).toBe('not_allowed')
    expect(await codeOf(community.joinForCaller({ params: { matterId: crypto.randomUUID() }, body: {} }))).toBe('not_found')
  })

  test('who cannot wait is urgent when a desk says so, and only then', async () => {
    const urgent = await call('13900007730', '井盖没了', { urgent: true, callBackWished: true })
    const seen = await community.getMatter({ params: { matterId: urgent } })
    expect(seen).toMatchObject({ severity: 'urgent', source: 'phone_call' })
    expect(seen.timeline[0]?.content).toMatchObject({ severity: 'urgent', callBackWished: true })
    const [clock] = seen.clocks
    expect(new Date(clock?.dueAt ?? 0).getTime() - new Date(clock?.startedAt ?? 0).getTime()).toBe(30 * 60_000)
    const stranger = await city
      .stranger()
      .reportMatter({ body: { text: '井盖没了', place: stage.place, urgent: true, callBackWished: true } })
    const plain = await community.getMatter({ params: { matterId: stranger.matterId } })
    expect(plain.severity).toBe('ordinary')
    expect(plain.timeline[0]?.content).not.toHaveProperty('callBackWished')
  })
})

describe('places by words', () => {
  test('are areas, and addresses the desk has had before with where they lie', async () => {
    await call('13900007740', '路面坑洼', { address: '云溪茶馆门口' })
    const { items } = await community.suggestPlaces({ query: { search: '云溪' } })
    expect(items[0]).toMatchObject({ kind: 'address', label: '云溪茶馆门口', point: { latitude: expect.any(Number) as number } })
    expect((await elsewhere.suggestPlaces({ query: { search: '云溪' } })).items).toEqual([])
    const area = (await community.suggestPlaces({ query: { search: '街道' } })).items.find((item) => item.kind === 'area')
    expect(area?.label).toContain('街道')
    expect(await codeOf(worker.suggestPlaces({ query: { search: '云溪' } }))).toBe('not_allowed')
  })

  test('take signs of the query language as they are', async () => {
    for (const search of ['%', '_', "'", '\\', ' '])
      expect((await community.suggestPlaces({ query: { search } })).items.every((item) => item.label.includes(search.trim()))).toBe(true)
  })
})
