import { afterAll, describe, expect, test } from 'vitest'
import { openDb } from '../../platform/db.ts'
import { testCityName } from '../../testing/constants.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { playToHandled } from '../matters/matter.factory.ts'

const city = await startTestCity()
const audit = await city.as('audit')
const rules = await city.as('rules')
const { report, matterId } = await playToHandled(city)

/** Somebody changes a limit, which is written down. */
async function changeALimit() {
  city.clock.advance(60_000)
  const [limit] = (await rules.listLimits()).items
  if (!limit) throw new Error('the city has no limits')
  const { id, version, amount, unit } = limit
  await rules.changeLimit({ params: { limitId: id }, body: { expectedVersion: version, amount: amount + 1, unit, reason: '=1+1' } })
}
await changeALimit()
await changeALimit()
await changeALimit()

describe('the audit trail', () => {
  test('says who did what when, newest first, page by page', async () => {
    const whole = (await audit.listAudit({ query: { person: 'rules', action: 'limit_changed' } })).items
    expect(whole).toHaveLength(3)
    expect(whole[0]).toMatchObject({
      action: 'limit_changed',
      objectKind: 'limit',
      source: 'trail',
      who: { kind: 'staff', loginName: 'rules' },
      detail: { reason: '=1+1' },
    })
    const paged: string[] = []
    let after: string | null | undefined
    while (after !== null) {
      const page = await audit.listAudit({ query: { person: 'rules', action: 'limit_changed', limit: 1, ...(after && { after }) } })
      paged.push(...page.items.map((entry) => entry.key))
      after = page.next
    }
    expect(paged).toEqual(whole.map((entry) => entry.key))
  })

  test('is searched by part of a name, what was done and time, and finds nothing for nobody', async () => {
    const [newest, middle] = (await audit.listAudit({ query: { action: 'limit_changed' } })).items
    const { items } = await audit.listAudit({ query: { person: newest?.who.name?.slice(0, 1) ?? '', action: 'limit_changed' } })
    expect(items).toHaveLength(3)
    const between = await audit.listAudit({ query: { action: 'limit_changed', from: middle?.at ?? '', to: newest?.at ?? '' } })
    expect(between.items.map((entry) => entry.key)).toEqual([middle?.key])
    for (const query of [{ person: '没有这个人' }, { person: '%' }, { action: 'never_done' }, { number: '000000-000000' }])
      expect((await audit.listAudit({ query })).items, JSON.stringify(query)).toEqual([])
  })

  test('of a matter has its steps, without a word of what was said and without the reporter', async () => {
    const { items } = await audit.listAudit({ query: { number: report.number } })
    expect(items.map((entry) => entry.action)).toEqual(['finish', 'claim', 'dispatch', 'accept', 'report'])
    expect(items.at(-1)?.who).toEqual({ kind: 'resident', name: null, loginName: null })
    expect(items[3]).toMatchObject({ source: 'matter', objectId: report.number, who: { kind: 'staff', loginName: 'community' } })
    expect(JSON.stringify(items)).not.toMatch(/旧家具|清运|清理|1390000/)
    const byClerk = await audit.listAudit({ query: { number: report.number, person: 'community' } })
    expect(byClerk.items.map((entry) => entry.action)).toEqual(['dispatch', 'accept'])
  })

  test('never tells what would be personal, even where a writer forgot', async () => {
    await city.db.read
      .insertInto('audit_entries')
      .values({
        id: '019d0000-0000-7000-8000-000000000001',
        at: city.clock.now(),
        action: 'contact_read',
        object_kind: 'matter',
        object_id: matterId,
        detail: JSON.stringify({ phone: '13900001111', nested: [{ displayName: '王某' }], reason: '回访' }),
      })
      .execute()
    const [entry] = (await audit.listAudit({ query: { action: 'contact_read' } })).items
    expect(entry).toMatchObject({
      objectName: report.number,
      detail: { phone: '***', nested: [{ displayName: '***' }], reason: '回访' },
    })
    const ofMatter = await audit.listAudit({ query: { number: report.number } })
    expect(ofMatter.items.map((each) => each.action)).toContain('contact_read')
  })

  test('is exported as lines a spreadsheet runs nothing of, and the export is in it', async () => {
    city.clock.advance(1000)
    const answer = await city.app.inject({
      url: '/api/audit/export?person=rules&action=limit_changed',
      headers: { cookie: audit.cookie(), 'accept-language': 'en' },
    })
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="linli-audit-/)
    const lines = answer.payload.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain('rules,limit_changed')
    const [newest] = (await audit.listAudit({ query: {} })).items
    expect(newest).toMatchObject({ action: 'audit_exported', who: { loginName: 'audit' }, detail: { ofOnePerson: true } })
  })

  test('is read by the audit administrator alone', async () => {
    for (const loginName of ['admin', 'security', 'rules', 'supervisor', 'community', 'worker']) {
      const other = await city.as(loginName)
      await expect(other.listAudit({ query: {} }), loginName).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
      await expect(other.checkChains({ body: { last: 1 } }), loginName).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
    }
    await expect(audit.getMatter({ params: { matterId } })).rejects.toMatchObject({ problem: { code: 'not_found' } })
  })
})

describe('a check of chains', () => {
  // As the owner of the database, who alone can change what is written.
  const owner = openDb({ connection: city.connection, city: testCityName, role: null, connections: 1 })
  afterAll(() => owner.close())

  test('says that they hold, and is written down', async () => {
    expect(await audit.checkChains({ body: { number: report.number } })).toMatchObject({
      matters: 1,
      entries: 5,
      broken: [],
      differing: [],
    })
    city.clock.advance(1000)
    expect(await audit.checkChains({ body: { last: 10 } })).toMatchObject({ matters: 10, broken: [], differing: [] })
    const [newest] = (await audit.listAudit({ query: { action: 'chains_checked' } })).items
    expect(newest).toMatchObject({ who: { loginName: 'audit' }, detail: { last: 10, matters: 10, broken: 0 } })
  })

  test('names the matter and the entry that was changed by hand', async () => {
    await owner.pool.query(`update timeline_entries set content = '{"words": "changed"}' where matter_id = $1 and seq = 3`, [matterId])
    expect((await audit.checkChains({ body: { number: report.number } })).broken).toEqual([{ number: report.number, brokenAt: 3 }])
    expect((await audit.checkChains({ body: { last: 2000 } })).broken).toEqual([{ number: report.number, brokenAt: 3 }])
  })

  test('of a matter that does not exist finds none', async () => {
    await expect(audit.checkChains({ body: { number: '000000-000000' } })).rejects.toMatchObject({ problem: { code: 'not_found' } })
  })
})
