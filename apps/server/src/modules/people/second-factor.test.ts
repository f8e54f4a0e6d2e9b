import { beforeEach, describe, expect, test } from 'vitest'
import { demoPassword } from '../../../../../demo/demo-people.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { signInResident } from './people.factory.ts'
import { asksSecondFactor } from './second-factor-rule.ts'
import { areaId, codeOf, enrol, newStaff, organisationId, refusal } from './staff.factory.ts'

const city = await startTestCity()
const minute = 60_000

// A code is taken once, so each test begins in a half minute of its own.
beforeEach(() => city.clock.advance(10 * minute))

const newClerk = () => newStaff(city, { role: 'desk_clerk', areaId: areaId(city, '370281001008') })

async function passwordOnly(loginName: string) {
  const client = city.stranger()
  const me = await client.signIn({ body: { loginName, password: demoPassword } })
  return { client, me }
}

const settingsKeeper = await city.as('admin')

async function setRule(secondFactor: 'off' | 'desks' | 'all_staff') {
  const { name, texts, levels, signIn, version } = await settingsKeeper.getSettings()
  await settingsKeeper.changeSettings({
    body: { expectedVersion: version, settings: { name, texts, levels, signIn: { ...signIn, secondFactor } } },
  })
}

describe('setting up a second factor', () => {
  test('takes the password, shows a secret, and is done by its first code with ten recovery codes', async () => {
    const { client, id, loginName } = await newClerk()
    expect(await client.getMySecondFactor()).toEqual({ confirmedAt: null, recoveryCodesLeft: 0, required: false, hasPassword: true })
    const { secret, uri, recoveryCodes } = await enrol(city, client)
    expect(uri).toContain(`otpauth://totp/Linli:${loginName}?`)
    expect(uri).toContain(`secret=${secret}`)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(await client.getMySecondFactor()).toMatchObject({ confirmedAt: city.clock.now().toISOString(), recoveryCodesLeft: 10 })

    const stored = JSON.stringify([
      await city.db.read.selectFrom('second_factors').selectAll().where('account_id', '=', id).execute(),
      await city.db.read.selectFrom('recovery_codes').selectAll().where('account_id', '=', id).execute(),
      await city.db.read.selectFrom('audit_entries').selectAll().execute(),
    ])
    for (const word of [secret, ...recoveryCodes]) expect(stored).not.toContain(word)
    expect(stored).toContain('second_factor_enrolled')
  })

  test('is refused without the right password, and to who is no staff', async () => {
    const { client } = await newClerk()
    expect(await refusal(client.beginSecondFactor({ body: {} }))).toBe('wrong_credentials')
    expect(await refusal(client.beginSecondFactor({ body: { password: 'not the password' } }))).toBe('wrong_credentials')
    expect(await refusal(city.stranger().beginSecondFactor({ body: {} }))).toBe('not_signed_in')
    expect(await refusal(city.stranger().confirmSecondFactor({ body: { code: '123456' } }))).toBe('not_signed_in')
    const resident = await signInResident(city, '13911119001')
    expect(await refusal(resident.beginSecondFactor({ body: {} }))).toBe('not_allowed')
  })

  test('counts only from the first right code, within a quarter of an hour', async () => {
    const { client, loginName } = await newClerk()
    expect(await refusal(client.confirmSecondFactor({ body: { code: '123456' } }))).toBe('enrolment_over')
    const { secret } = await client.beginSecondFactor({ body: { password: demoPassword } })
    expect(await refusal(client.confirmSecondFactor({ body: { code: codeOf(city, secret, 5) } }))).toBe('wrong_second_factor')
    expect((await passwordOnly(loginName)).me.awaits).toBeNull()
    city.clock.advance(15 * minute)
    expect(await refusal(client.confirmSecondFactor({ body: { code: codeOf(city, secret) } }))).toBe('enrolment_over')
  })

  test('anew takes a code of the app there is, and the new one replaces the old', async () => {
    const { client, loginName } = await newClerk()
    const old = await enrol(city, client)
    expect(await refusal(client.beginSecondFactor({ body: { password: demoPassword } }))).toBe('wrong_second_factor')
    city.clock.advance(minute)
    const { secret } = await client.beginSecondFactor({ body: { password: demoPassword, code: codeOf(city, old.secret) } })
    await client.confirmSecondFactor({ body: { code: codeOf(city, secret) } })
    city.clock.advance(minute)
    const again = await passwordOnly(loginName)
    expect(await refusal(again.client.giveSecondFactor({ body: { code: codeOf(city, old.secret) } }))).toBe('wrong_second_factor')
    expect(await refusal(again.client.giveSecondFactor({ body: { code: old.recoveryCodes[0] ?? '' } }))).toBe('wrong_second_factor')
    expect((await again.client.giveSecondFactor({ body: { code: codeOf(city, secret) } })).kind).toBe('staff')
  })
})

describe('signing in with a second factor', () => {
  test('opens nothing by the password alone', async () => {
    const { client, loginName } = await newClerk()
    await enrol(city, client)
    const half = await passwordOnly(loginName)
    expect(half.me).toMatchObject({ kind: 'half', awaits: 'second_factor', accountId: null, displayName: null, posts: [], permissions: [] })
    expect(await refusal(half.client.getMe())).toBe('not_signed_in')
    expect(await refusal(half.client.listPosts({ query: {} }))).toBe('not_signed_in')
    expect(await refusal(half.client.changePassword({ body: { oldPassword: demoPassword, newPassword: 'another good one' } }))).toBe(
      'not_signed_in',
    )
    expect(await refusal(half.client.beginSecondFactor({ body: { password: demoPassword } }))).toBe('not_signed_in')
    const stream = await city.app.inject({ method: 'GET', url: '/api/stream', headers: { cookie: half.client.cookie() } })
    expect(stream.statusCode).toBe(401)
    expect((await client.listMySessions()).items).toHaveLength(1)
  })

  test('is done by a code, with a session of its own', async () => {
    const { client, loginName, id } = await newClerk()
    const { secret } = await enrol(city, client)
    city.clock.advance(minute)
    const half = await passwordOnly(loginName)
    const before = half.client.cookie()
    expect(await half.client.giveSecondFactor({ body: { code: codeOf(city, secret) } })).toMatchObject({
      kind: 'staff',
      accountId: id,
      awaits: null,
    })
    expect(half.client.cookie()).not.toBe(before)
    await expect(half.client.getMe()).resolves.toMatchObject({ accountId: id })
    const old = await city.app.inject({
      method: 'POST',
      url: '/api/session/second-factor',
      headers: { cookie: before },
      payload: { code: '123456' },
    })
    expect(old.statusCode).toBe(401)
  })

  test('takes no code twice, nor one before it', async () => {
    const { client, loginName } = await newClerk()
    const { secret } = await enrol(city, client)
    const first = await passwordOnly(loginName)
    // The code that confirmed it is used up too.
    expect(await refusal(first.client.giveSecondFactor({ body: { code: codeOf(city, secret) } }))).toBe('wrong_second_factor')
    city.clock.advance(minute)
    const code = codeOf(city, secret)
    await first.client.giveSecondFactor({ body: { code } })
    const second = await passwordOnly(loginName)
    expect(await refusal(second.client.giveSecondFactor({ body: { code } }))).toBe('wrong_second_factor')
    expect(await refusal(second.client.giveSecondFactor({ body: { code: codeOf(city, secret, -1) } }))).toBe('wrong_second_factor')
  })

  test('of two people with one code at once only one is let in', async () => {
    const { client, loginName } = await newClerk()
    const { secret } = await enrol(city, client)
    city.clock.advance(minute)
    const [one, two] = [await passwordOnly(loginName), await passwordOnly(loginName)]
    const code = codeOf(city, secret)
    const ends = await Promise.allSettled([
      one.client.giveSecondFactor({ body: { code } }),
      two.client.giveSecondFactor({ body: { code } }),
    ])
    expect(ends.map((end) => end.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('bears a clock half a minute off, and no more', async () => {
    const { client, loginName } = await newClerk()
    const { secret } = await enrol(city, client)
    for (const [steps, isTaken] of [
      [-2, false],
      [2, false],
      [-1, true],
      [1, true],
    ] as const) {
      city.clock.advance(5 * minute)
      const { client: half } = await passwordOnly(loginName)
      const answer = half.giveSecondFactor({ body: { code: codeOf(city, secret, steps) } })
      if (isTaken) await expect(answer).resolves.toMatchObject({ kind: 'staff' })
      else expect(await refusal(answer)).toBe('wrong_second_factor')
    }
  })

  test('waits five minutes for the code', async () => {
    const { client, loginName } = await newClerk()
    const { secret } = await enrol(city, client)
    const half = await passwordOnly(loginName)
    city.clock.advance(5 * minute)
    city.authenticator.forget()
    expect(await refusal(half.client.giveSecondFactor({ body: { code: codeOf(city, secret) } }))).toBe('not_signed_in')
  })

  test('takes a recovery code once, however it is typed, and says in the audit that it did', async () => {
    const { client, loginName, id } = await newClerk()
    const { recoveryCodes } = await enrol(city, client)
    const typed = ` ${(recoveryCodes[3] ?? '').toLowerCase().replace('-', ' ')} `
    expect((await (await passwordOnly(loginName)).client.giveSecondFactor({ body: { code: typed } })).kind).toBe('staff')
    expect(await refusal((await passwordOnly(loginName)).client.giveSecondFactor({ body: { code: recoveryCodes[3] ?? '' } }))).toBe(
      'wrong_second_factor',
    )
    expect((await client.getMySecondFactor()).recoveryCodesLeft).toBe(9)
    const used = await city.db.read.selectFrom('audit_entries').select('object_id').where('action', '=', 'recovery_code_used').execute()
    expect(used.map((entry) => entry.object_id)).toContain(id)
  })

  test('stops a guesser soon, with however many passwords they begin', async () => {
    const { client, loginName } = await newClerk()
    const { secret } = await enrol(city, client)
    city.clock.advance(minute)
    for (let tried = 0; tried < 6; tried++) {
      const { client: half } = await passwordOnly(loginName)
      expect(await refusal(half.giveSecondFactor({ body: { code: codeOf(city, secret, 9) } }))).toBe('wrong_second_factor')
    }
    const { client: half } = await passwordOnly(loginName)
    expect(await refusal(half.giveSecondFactor({ body: { code: codeOf(city, secret) } }))).toBe('too_many_attempts')
    city.clock.advance(15 * minute)
    const later = await passwordOnly(loginName)
    expect((await later.client.giveSecondFactor({ body: { code: codeOf(city, secret) } })).kind).toBe('staff')
  })
})

describe('a city that asks for a second factor', () => {
  test('leads staff without one to setting it up, before anything else', async () => {
    const { loginName, id } = await newClerk()
    await setRule('desks')
    const half = await passwordOnly(loginName)
    expect(half.me).toMatchObject({ kind: 'half', awaits: 'enrolment', accountId: null })
    expect(await refusal(half.client.getMe())).toBe('not_signed_in')
    expect(await refusal(half.client.giveSecondFactor({ body: { code: '123456' } }))).toBe('not_signed_in')
    const { secret } = await half.client.beginSecondFactor({ body: {} })
    const { me, recoveryCodes } = await half.client.confirmSecondFactor({ body: { code: codeOf(city, secret) } })
    expect(recoveryCodes).toHaveLength(10)
    expect(me).toMatchObject({ kind: 'staff', accountId: id, awaits: null })
    await expect(half.client.getMySecondFactor()).resolves.toMatchObject({ required: true, recoveryCodesLeft: 10 })
    await setRule('off')
    expect((await passwordOnly('community')).me.kind).toBe('staff')
  })

  test('asks those its rule names', () => {
    const clerk = [{ role: 'desk_clerk' }] as const
    const security = [{ role: 'security_administrator' }] as const
    const worker = [{ role: 'grid_worker' }] as const
    expect([clerk, security, worker, []].map((posts) => asksSecondFactor('off', posts))).toEqual([false, false, false, false])
    expect([clerk, security, worker, []].map((posts) => asksSecondFactor('desks', posts))).toEqual([true, true, false, false])
    expect([clerk, security, worker, []].map((posts) => asksSecondFactor('all_staff', posts))).toEqual([true, true, true, false])
  })
})

describe('taking somebody’s second factor away', () => {
  test('is for the security administrator, ends their sessions, and is written down', async () => {
    const { client, id, loginName } = await newClerk()
    await enrol(city, client)
    const params = { accountId: id }
    expect(await refusal((await city.as('admin')).removeSecondFactor({ params, body: { reason: '手机丢了' } }))).toBe('not_allowed')
    const security = await city.as('security')
    expect((await security.getAccount({ params })).abilities).toContain('remove_second_factor')
    await expect(security.removeSecondFactor({ params, body: { reason: '手机丢了' } })).resolves.toEqual({ removed: true })
    expect(await refusal(client.getMe())).toBe('not_signed_in')
    expect((await passwordOnly(loginName)).me).toMatchObject({ kind: 'staff', accountId: id })
    const [entry] = await city.db.read
      .selectFrom('audit_entries')
      .selectAll()
      .where('action', '=', 'second_factor_removed')
      .where('object_id', '=', id)
      .execute()
    expect(entry?.detail).toMatchObject({ reason: '手机丢了', removed: true, endedSessions: 1 })
  })

  test('is told the person at once, by text message too', async () => {
    const { client, id, loginName } = await newClerk()
    await enrol(city, client)
    const security = await city.as('security')
    await security.removeSecondFactor({ params: { accountId: id }, body: { reason: '手机丢了' } })
    const { client: again } = await passwordOnly(loginName)
    const [notice] = (await again.listNotices({ query: {} })).items
    expect(notice).toMatchObject({ event: 'second_factor_removed', matterId: null, urgent: true })
    expect(notice?.text).toContain('security administrator')
  })

  test('is refused of oneself, of a resident, of nobody, and where there is none', async () => {
    const security = await city.as('security')
    const own = (await security.getMe()).accountId ?? ''
    const resident = (await (await signInResident(city, '13911119002')).getMe()).accountId ?? ''
    const { id } = await newStaff(city, { role: 'handler', organisationId: organisationId(city, 'water') })
    const remove = (accountId: string) => security.removeSecondFactor({ params: { accountId }, body: { reason: '试试' } })
    expect(await refusal(remove(own))).toBe('not_allowed')
    expect(await refusal(remove(id))).toBe('not_allowed')
    expect(await refusal(remove(resident))).toBe('not_found')
    expect(await refusal(remove(crypto.randomUUID()))).toBe('not_found')
  })
})

describe('signing in and out', () => {
  test('is found in the audit by the person: success, failure, second factor, sign-out, and no address', async () => {
    const audit = await city.as('audit')
    const { client, loginName } = await newClerk()
    const { secret } = await enrol(city, client)
    city.clock.advance(minute)
    const from = city.clock.now().toISOString()
    const aSecondLater = () => city.clock.advance(1000)
    expect(await refusal(city.stranger().signIn({ body: { loginName, password: 'not the password' } }))).toBe('wrong_credentials')
    aSecondLater()
    const half = await passwordOnly(loginName)
    expect(await refusal(half.client.giveSecondFactor({ body: { code: codeOf(city, secret, 5) } }))).toBe('wrong_second_factor')
    aSecondLater()
    await half.client.giveSecondFactor({ body: { code: codeOf(city, secret) } })
    aSecondLater()
    await half.client.signOut()
    const { items } = await audit.listAudit({ query: { person: loginName, from } })
    expect(items.map((entry) => [entry.action, entry.detail['by'] ?? null])).toEqual([
      ['signed_out', null],
      ['signed_in', 'second_factor'],
      ['sign_in_failed', 'second_factor'],
      ['sign_in_failed', 'password'],
    ])
    expect(items[0]?.who).toMatchObject({ kind: 'staff', loginName })
    expect(new Set(items.slice(1).map((entry) => entry.detail['origin'])).size).toBe(1)
    expect(JSON.stringify(items)).not.toContain('127.0.0.1')
  })

  test('of residents, and of accounts there are not, leaves no trace there', async () => {
    const count = async () => (await city.db.read.selectFrom('audit_entries').select('id').execute()).length
    const before = await count()
    await signInResident(city, '13911119003')
    await refusal(city.stranger().signIn({ body: { loginName: 'nobody-at-all', password: 'not the password' } }))
    await refusal(city.stranger().signInByPhone({ body: { phone: '13911119003', code: '000000' } }))
    expect(await count()).toBe(before)
  })
})
