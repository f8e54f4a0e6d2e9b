import { ApiProblem } from '@linli/client'
import { describe, expect, test, vi } from 'vitest'
import { demoPassword, demoPhone } from '../../../../../demo/demo-people.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { clientOf, startTestCity, type TestCity } from '../../testing/test-city.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'
import { codeSentTo, signInResident, textMessagesTo } from './people.factory.ts'

const city = await startTestCity()
const hour = 3_600_000

/** The code of the refusal; fails when nothing was refused. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem.code
}

async function accountId(loginName: string): Promise<string> {
  const row = await city.db.read.selectFrom('accounts').select('id').where('login_name', '=', loginName).executeTakeFirstOrThrow()
  return row.id
}

async function postOf(loginName: string): Promise<string> {
  const row = await city.db.read
    .selectFrom('posts')
    .select('id')
    .where('account_id', '=', await accountId(loginName))
    .executeTakeFirstOrThrow()
  return row.id
}

let made = 0
/** An account without a post, signed in with its first password. */
async function newcomer() {
  const admin = await city.as('admin')
  const loginName = `person-${(made += 1)}`
  const { account, oneTimePassword } = await admin.createStaffAccount({ body: { loginName, displayName: '新来的' } })
  const client = city.stranger()
  await client.signIn({ body: { loginName, password: oneTimePassword } })
  return { id: account.id, loginName, client, oneTimePassword }
}

/** Changes the first password, without which nothing else is open. */
const settle = ({ client, oneTimePassword }: Awaited<ReturnType<typeof newcomer>>) =>
  client.changePassword({ body: { oldPassword: oneTimePassword, newPassword: demoPassword } })

/** A keeper of rules who has changed their first password to the demo's. */
async function newAccount() {
  const person = await newcomer()
  const organisationId = city.matters.books.organisations.get().byCode('city-operations')?.id ?? ''
  await (await city.as('admin')).createPost({ body: { accountId: person.id, role: 'rule_keeper', organisationId } })
  await settle(person)
  return person
}

function signInFrom(
  from: { remoteAddress: string; forwardedFor?: string },
  loginName: string,
  password: string,
  running: Pick<TestCity, 'app'> = city,
) {
  return running.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from.remoteAddress,
    headers: { ...(from.forwardedFor !== undefined && { 'x-forwarded-for': from.forwardedFor }) },
    payload: { loginName, password },
  })
}

describe('signing in with a password', () => {
  test('works with the right one, whatever the case and spaces around the name', async () => {
    const client = city.stranger()
    const me = await client.signIn({ body: { loginName: ' Community ', password: demoPassword } })
    expect(me).toMatchObject({ kind: 'staff', mustChangePassword: false, receiptMatterId: null })
    expect(me.posts).toMatchObject([{ role: 'desk_clerk', areaLevel: 'community', organisationId: null }])
    expect(me.permissions).toEqual(expect.arrayContaining(['matters.list', 'people.read']))
    expect(await client.getMe()).toEqual(me)
  })

  test('says the same of a wrong password, an unknown account and a disabled one', async () => {
    const { loginName, id } = await newAccount()
    await (await city.as('admin')).disableAccount({ params: { accountId: id }, body: { reason: '离职' } })
    for (const body of [
      { loginName: 'rules', password: 'not the password' },
      { loginName: 'nobody-at-all', password: demoPassword },
      { loginName, password: demoPassword },
    ]) {
      expect(await refusal(city.stranger().signIn({ body }))).toBe('wrong_credentials')
    }
  })

  test('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signInFrom({ remoteAddress: '127.0.0.1' }, 'rules', demoPassword)
    const cookie = answer.cookies.find((each) => each.name === 'linli_session')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(cookie?.secure).toBeUndefined()
    expect(cookie?.value.length).toBeGreaterThanOrEqual(43)
    expect(cookie?.expires?.getTime()).toBe(city.clock.now().getTime() + 7 * 24 * hour)
    expect(answer.payload).not.toContain(cookie?.value)
    const stored = await city.db.read.selectFrom('sessions').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(cookie?.value)
  })

  test('marks the cookie Secure where the city is served over TLS', async () => {
    const secure = await startSecondApp(city, { secure: true })
    const answer = await signInFrom({ remoteAddress: '127.0.0.1' }, 'rules', demoPassword, secure)
    expect(answer.cookies.find((each) => each.name === 'linli_session')).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' })
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d+/)
  })

  test('makes a new token every time', async () => {
    const client = await city.as('rules')
    const before = client.cookie()
    await client.signIn({ body: { loginName: 'rules', password: demoPassword } })
    expect(client.cookie()).not.toBe(before)
  })

  test('is refused to a page of another site', async () => {
    const answer = await city.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://elsewhere.example', host: 'linli.test' },
      payload: { loginName: 'rules', password: demoPassword },
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'foreign_origin' })
    const own = await city.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: 'https://linli.test', host: 'linli.test' },
      payload: { loginName: 'rules', password: demoPassword },
    })
    expect(own.statusCode).toBe(200)
  })
})

describe('guessing', () => {
  test('stops after six failures from one address, and the owner still gets in from another', async () => {
    const guesser = { remoteAddress: '203.0.113.9' }
    for (let guess = 0; guess < 6; guess++)
      expect((await signInFrom(guesser, 'security', `guess number ${guess}`)).json()).toMatchObject({ code: 'wrong_credentials' })
    expect((await signInFrom(guesser, 'security', demoPassword)).statusCode).toBe(429)
    expect((await signInFrom({ remoteAddress: '198.51.100.7' }, 'security', demoPassword)).statusCode).toBe(200)
    city.clock.advance(15 * 60_000 + 1)
    expect((await signInFrom(guesser, 'security', demoPassword)).statusCode).toBe(200)
  })

  test('is counted by the address a trusted proxy tells, and not by what a caller makes up', async () => {
    for (let guess = 0; guess < 6; guess++)
      await signInFrom({ remoteAddress: '127.0.0.1', forwardedFor: '203.0.113.20' }, 'audit', `guess number ${guess}`)
    expect((await signInFrom({ remoteAddress: '127.0.0.1', forwardedFor: '203.0.113.20' }, 'audit', demoPassword)).statusCode).toBe(429)
    expect((await signInFrom({ remoteAddress: '127.0.0.1', forwardedFor: '198.51.100.20' }, 'audit', demoPassword)).statusCode).toBe(200)

    for (let guess = 0; guess < 6; guess++)
      await signInFrom({ remoteAddress: '203.0.113.30', forwardedFor: `10.0.0.${guess}` }, 'audit', `guess number ${guess}`)
    expect((await signInFrom({ remoteAddress: '203.0.113.30', forwardedFor: '10.0.0.99' }, 'audit', demoPassword)).statusCode).toBe(429)
  })

  test('many names from one address stops at that address alone', async () => {
    const guesser = { remoteAddress: '203.0.113.40' }
    const guesses = await Promise.all(Array.from({ length: 60 }, (_, guess) => signInFrom(guesser, `nobody-${guess}`, 'some password')))
    expect(new Set(guesses.map((guess) => guess.statusCode))).toEqual(new Set([401]))
    expect((await signInFrom(guesser, 'rules', demoPassword)).statusCode).toBe(429)
    expect((await signInFrom({ remoteAddress: '198.51.100.41' }, 'rules', demoPassword)).statusCode).toBe(200)
  })

  test('receipt codes from many addresses locks nobody out of their own', async () => {
    const { receiptCode, matterId } = await reportInShownGrid(city)
    const guess = (address: string, code: string) =>
      city.app.inject({ method: 'POST', url: '/api/session/receipt', remoteAddress: address, payload: { receiptCode: code } })
    await Promise.all(Array.from({ length: 330 }, (_, index) => guess(`203.0.${index % 110}.1`, `WRONG-CODE-${index}`)))
    const own = await guess('198.51.100.50', receiptCode ?? '')
    expect(own.json()).toMatchObject({ kind: 'receipt', receiptMatterId: matterId })
  })
})

describe('a session', () => {
  test('ends when its owner signs out', async () => {
    const client = await city.as('rules')
    const cookie = client.cookie()
    await client.signOut()
    expect(client.cookie()).toBe('')
    const answer = await city.app.inject({ url: '/api/session', headers: { cookie } })
    expect(answer.json()).toMatchObject({ code: 'not_signed_in' })
  })

  test('is listed, and ended from another one, but only by its owner', async () => {
    const { client: first, loginName } = await newAccount()
    const second = city.stranger()
    await second.signIn({ body: { loginName, password: demoPassword } })
    const { items } = await first.listMySessions()
    expect(items.filter((item) => item.current)).toHaveLength(1)
    const other = items.find((item) => !item.current)
    expect(await refusal((await city.as('rules')).endMySession({ params: { sessionId: other?.id ?? '' } }))).toBe('not_found')
    await first.endMySession({ params: { sessionId: other?.id ?? '' } })
    expect(await refusal(second.getMe())).toBe('not_signed_in')
    await expect(first.getMe()).resolves.toMatchObject({ kind: 'staff' })
    expect(await refusal(first.endMySession({ params: { sessionId: other?.id ?? '' } }))).toBe('not_found')
  })

  test('ends after half a day without a request', async () => {
    const client = await city.as('rules')
    city.clock.advance(12 * hour)
    city.authenticator.forget()
    expect(await refusal(client.getMe())).toBe('not_signed_in')
  })

  test('lasts while it is used, but never longer than a week', async () => {
    const client = await city.as('rules')
    for (let elapsed = 0; elapsed < 7 * 24 - 11; elapsed += 11) {
      city.clock.advance(11 * hour)
      city.authenticator.forget()
      await expect(client.getMe()).resolves.toMatchObject({ kind: 'staff' })
    }
    city.clock.advance(11 * hour)
    expect(await refusal(client.getMe())).toBe('not_signed_in')
  })

  test('of a disabled account is cut off at once, in every process', async () => {
    const { client, id, loginName } = await newAccount()
    const second = await startSecondApp(city)
    const elsewhere = clientOf(second)
    await elsewhere.signIn({ body: { loginName, password: demoPassword } })
    await client.getMe()
    await (await city.as('admin')).disableAccount({ params: { accountId: id }, body: { reason: '调离' } })
    expect(await refusal(client.getMe())).toBe('not_signed_in')
    await vi.waitFor(async () => expect(await refusal(elsewhere.getMe())).toBe('not_signed_in'), { timeout: 10_000 })
  })
})

describe('a password', () => {
  test('is changed by who knows the old one, which ends their other sessions', async () => {
    const { client, loginName } = await newAccount()
    const other = city.stranger()
    await other.signIn({ body: { loginName, password: demoPassword } })
    await client.changePassword({ body: { oldPassword: demoPassword, newPassword: 'a quite different one' } })
    await expect(client.getMe()).resolves.toMatchObject({ mustChangePassword: false })
    expect(await refusal(other.getMe())).toBe('not_signed_in')
    expect(await refusal(other.signIn({ body: { loginName, password: demoPassword } }))).toBe('wrong_credentials')
    await expect(other.signIn({ body: { loginName, password: 'a quite different one' } })).resolves.toMatchObject({ kind: 'staff' })
  })

  test('that is weak is refused, and the old one stays', async () => {
    const client = await city.as('rules')
    for (const weak of ['too short', 'aaaaaaaaaaaaaa', '123456789012', 'Administrator', 'my rules are good', 'abababababab'])
      expect([weak, await refusal(client.changePassword({ body: { oldPassword: demoPassword, newPassword: weak } }))]).toEqual([
        weak,
        'weak_password',
      ])
    expect(await refusal(client.changePassword({ body: { oldPassword: 'not this', newPassword: 'a quite different one' } }))).toBe(
      'wrong_credentials',
    )
    await expect(city.as('rules')).resolves.toBeDefined()
  })

  test('of a new account is told once, kept as a hash only, and must be changed', async () => {
    const admin = await city.as('security')
    const { account, oneTimePassword } = await admin.createStaffAccount({ body: { loginName: 'newcomer', displayName: '新人' } })
    expect(oneTimePassword).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/)
    const stored = await city.db.read.selectFrom('accounts').selectAll().where('id', '=', account.id).executeTakeFirstOrThrow()
    expect(stored.password_hash).toMatch(/^\$argon2id\$/)
    const client = city.stranger()
    expect(await client.signIn({ body: { loginName: 'newcomer', password: oneTimePassword } })).toMatchObject({
      mustChangePassword: true,
      posts: [],
    })
    const organisationId = city.matters.books.organisations.get().byCode('city-operations')?.id ?? ''
    await admin.createPost({ body: { accountId: account.id, role: 'rule_keeper', organisationId } })
    expect(await refusal(client.listOrganisations())).toBe('password_change_needed')
    await client.changePassword({ body: { oldPassword: oneTimePassword, newPassword: 'chosen by herself' } })
    expect(await client.getMe()).toMatchObject({ mustChangePassword: false })
    await expect(client.listOrganisations()).resolves.toHaveProperty('items')
    expect(await refusal(city.stranger().signIn({ body: { loginName: 'newcomer', password: oneTimePassword } }))).toBe('wrong_credentials')
    expect(await refusal(admin.createStaffAccount({ body: { loginName: 'newcomer', displayName: '又一个' } }))).toBe('already_exists')
  })
})

describe('a resident', () => {
  test('signs in with the code sent to their phone, the first time with a new account', async () => {
    const phone = '13911110001'
    const client = await signInResident(city, phone)
    const me = await client.getMe()
    expect(me).toMatchObject({ kind: 'resident', posts: [], permissions: [] })
    const again = await signInResident(city, phone)
    expect((await again.getMe()).accountId).toBe(me.accountId)
    const row = await city.db.read
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', me.accountId ?? '')
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(phone)
    expect(city.keys.decrypt(row.phone_cipher ?? Buffer.alloc(0))).toBe(phone)
  })

  test('of the demo city finds their account', async () => {
    const client = await signInResident(city, demoPhone(3))
    const me = await client.getMe()
    const row = await city.db.read
      .selectFrom('accounts')
      .select('id')
      .where('phone_hash', '=', city.keys.lookupHash(demoPhone(3)))
      .executeTakeFirstOrThrow()
    expect(me.accountId).toBe(row.id)
  })

  test('cannot use a code twice', async () => {
    const phone = '13911110002'
    await signInResident(city, phone)
    expect(await refusal(city.stranger().signInByPhone({ body: { phone, code: await codeSentTo(city, phone) } }))).toBe('wrong_code')
  })

  test('cannot use a code of yesterday, of another phone, or one that a newer has replaced', async () => {
    const phone = '13911110003'
    const client = city.stranger()
    expect(await refusal(client.signInByPhone({ body: { phone, code: '123456' } }))).toBe('wrong_code')
    const { validUntil } = await client.askPhoneCode({ body: { phone } })
    expect(new Date(validUntil).getTime() - city.clock.now().getTime()).toBe(5 * 60_000)
    const first = await codeSentTo(city, phone)
    expect(await refusal(client.signInByPhone({ body: { phone: '13911110004', code: first } }))).toBe('wrong_code')
    city.clock.advance(1000)
    await client.askPhoneCode({ body: { phone } })
    const second = await codeSentTo(city, phone)
    if (first !== second) expect(await refusal(client.signInByPhone({ body: { phone, code: first } }))).toBe('wrong_code')
    city.clock.advance(5 * 60_000)
    expect(await refusal(client.signInByPhone({ body: { phone, code: second } }))).toBe('wrong_code')
  })

  test('who types it wrong five times needs a new one', async () => {
    const phone = '13911110005'
    const client = city.stranger()
    await client.askPhoneCode({ body: { phone } })
    const code = await codeSentTo(city, phone)
    const wrong = code === '000000' ? '000001' : '000000'
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await refusal(client.signInByPhone({ body: { phone, code: wrong } }))).toBe('wrong_code')
    expect(await refusal(client.signInByPhone({ body: { phone, code } }))).toBe('wrong_code')
  })

  test('gets at most five codes an hour', async () => {
    const phone = '13911110006'
    const client = city.stranger()
    for (let asked = 0; asked < 5; asked++) await client.askPhoneCode({ body: { phone } })
    expect(await refusal(client.askPhoneCode({ body: { phone } }))).toBe('too_many_attempts')
    expect(await textMessagesTo(city, phone)).toHaveLength(5)
    city.clock.advance(hour + 1)
    await expect(client.askPhoneCode({ body: { phone } })).resolves.toHaveProperty('validUntil')
  })

  test('stays signed in for a month without a request, and three at most', async () => {
    const client = await signInResident(city, '13911110007')
    city.clock.advance(29 * 24 * hour)
    city.authenticator.forget()
    await expect(client.getMe()).resolves.toMatchObject({ kind: 'resident' })
    city.clock.advance(30 * 24 * hour)
    city.authenticator.forget()
    expect(await refusal(client.getMe())).toBe('not_signed_in')
  })
})

describe('a post', () => {
  test('is given where the role belongs', async () => {
    const admin = await city.as('admin')
    const { id } = await newAccount()
    const street = city.matters.books.areas.get().byCode('370281001')
    const organisation = city.matters.books.organisations.get().byCode('housing')
    const atArea = { accountId: id, areaId: street?.id ?? '' }
    const atOrganisation = { accountId: id, organisationId: organisation?.id ?? '' }

    for (const body of [
      { ...atOrganisation, role: 'grid_worker' as const },
      { ...atOrganisation, role: 'desk_clerk' as const },
      { ...atArea, role: 'handler' as const },
      { ...atArea, role: 'dispatcher' as const },
      { ...atArea, ...atOrganisation, role: 'supervisor' as const },
      { accountId: id, role: 'supervisor' as const },
    ])
      expect(await refusal(admin.createPost({ body }))).toBe('wrong_level')

    const post = await admin.createPost({ body: { ...atArea, role: 'supervisor' } })
    expect(post).toMatchObject({ role: 'supervisor', areaId: street?.id, organisationId: null, validTo: null, displayName: '新来的' })
    await expect(admin.createPost({ body: { ...atOrganisation, role: 'rule_keeper', pairedPostId: post.id } })).resolves.toMatchObject({
      pairedPostId: post.id,
    })
  })

  test('begins and ends when it says, and its holder is staff only meanwhile', async () => {
    const admin = await city.as('admin')
    const { id, client } = await newcomer()
    const areaId = city.matters.books.areas.get().byCode('370281001')?.id ?? ''
    const at = (hours: number) => new Date(city.clock.now().getTime() + hours * hour).toISOString()
    expect(await refusal(admin.createPost({ body: { accountId: id, role: 'supervisor', areaId, validFrom: at(2), validTo: at(2) } }))).toBe(
      'overlapping_time',
    )
    expect(await refusal(admin.createPost({ body: { accountId: id, role: 'supervisor', areaId, validFrom: at(2), validTo: at(1) } }))).toBe(
      'overlapping_time',
    )
    await admin.createPost({ body: { accountId: id, role: 'supervisor', areaId, validFrom: at(1), validTo: at(2) } })
    expect((await client.getMe()).kind).toBe('resident')
    city.clock.advance(1.5 * hour)
    city.authenticator.forget()
    expect((await client.getMe()).kind).toBe('staff')
    city.clock.advance(hour)
    city.authenticator.forget()
    expect((await client.getMe()).kind).toBe('resident')
  })

  test('is not given to nobody, nowhere, or beside no one', async () => {
    const admin = await city.as('admin')
    const { id } = await newcomer()
    const { id: gone } = await newcomer()
    await admin.disableAccount({ params: { accountId: gone }, body: { reason: '离职' } })
    const areaId = city.matters.books.areas.get().byCode('370281001')?.id ?? ''
    const unknown = crypto.randomUUID()
    for (const body of [
      { accountId: unknown, areaId },
      { accountId: gone, areaId },
      { accountId: id, areaId: unknown },
      { accountId: id, areaId, pairedPostId: unknown },
    ])
      expect(await refusal(admin.createPost({ body: { ...body, role: 'supervisor' } }))).toBe('not_found')
    expect(await refusal(admin.createPost({ body: { accountId: id, organisationId: unknown, role: 'handler' } }))).toBe('not_found')
    expect(await refusal(admin.endPost({ params: { postId: unknown }, body: { reason: '无' } }))).toBe('not_found')
    expect(await refusal(admin.handOverPost({ params: { postId: unknown }, body: { toAccountId: id, reason: '无' } }))).toBe('not_found')
  })

  test('of an administrator of one area reaches that area and no organisation', async () => {
    const person = await newcomer()
    const { id, client } = person
    const { id: anybody } = await newcomer()
    const tree = city.matters.books.areas.get()
    const own = tree.byCode('370281001008')?.id ?? ''
    const other = tree.byCode('370281001005')?.id ?? ''
    const security = await city.as('security')
    await security.createPost({ body: { accountId: id, role: 'system_administrator', areaId: own } })
    await settle(person)
    await expect(client.createPost({ body: { accountId: anybody, role: 'supervisor', areaId: own } })).resolves.toMatchObject({
      areaId: own,
    })
    expect(await refusal(client.createPost({ body: { accountId: anybody, role: 'supervisor', areaId: other } }))).toBe('not_found')
    const organisationId = city.matters.books.organisations.get().byCode('city-operations')?.id ?? ''
    expect(await refusal(client.createPost({ body: { accountId: id, role: 'system_administrator', organisationId } }))).toBe('not_found')
    expect(await refusal(client.endPost({ params: { postId: await postOf('desk-370281001005') }, body: { reason: '越权' } }))).toBe(
      'not_found',
    )
    expect(await refusal(client.listPosts({ query: { areaId: other } }))).toBe('not_found')
  })

  test('is listed for who looks after its area', async () => {
    const community = await city.as('community')
    const tree = city.matters.books.areas.get()
    const { items } = await community.listPosts({ query: { areaId: tree.byCode('370281001008')?.id ?? '' } })
    expect(items.map((item) => item.role)).toContain('desk_clerk')
    expect(await refusal(community.listPosts({ query: { areaId: tree.byCode('370281001005')?.id ?? '' } }))).toBe('not_found')
    const all = await community.listPosts({ query: {} })
    const community8 = tree.byCode('370281001008')?.path ?? ''
    for (const item of all.items) if (item.areaId !== null) expect(tree.get(item.areaId)?.path.startsWith(community8)).toBe(true)
  })
})

describe('leaving a post', () => {
  async function claimedByHousing() {
    const community = await city.as('community')
    const handler = await city.as('handler-housing')
    const { matterId } = await reportInShownGrid(city)
    const lead = city.matters.books.organisations.get().byCode('housing')?.id ?? ''
    await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
    const sent = await community.dispatchMatter({ params: { matterId }, body: { expectedVersion: 2, leadOrganisationId: lead } })
    const assignmentId = sent.assignmentIds[0] ?? ''
    await handler.claimAssignment({ params: { matterId, assignmentId }, body: { expectedVersion: 3 } })
    return { community, matterId, assignmentId }
  }

  test('hands claimed work to the successor, and each timeline tells it', async () => {
    const [one, two] = [await claimedByHousing(), await claimedByHousing()]
    const successor = await city.as('handler-housing-2')
    expect((await successor.getMatter({ params: { matterId: one.matterId } })).abilities.map((ability) => ability.action)).not.toContain(
      'finish',
    )

    const admin = await city.as('admin')
    const held = await city.db.read
      .selectFrom('assignments')
      .select('id')
      .where('handler_account_id', '=', await accountId('handler-housing'))
      .where('state', '=', 'claimed')
      .execute()
    const answer = await admin.handOverPost({
      params: { postId: await postOf('handler-housing') },
      body: { toAccountId: await accountId('handler-housing-2'), reason: '轮岗' },
    })
    expect(answer).toMatchObject({
      handedOverAssignments: held.length,
      post: { role: 'handler', accountId: await accountId('handler-housing-2'), validTo: null },
    })

    for (const { matterId, assignmentId, community } of [one, two]) {
      const seen = await successor.getMatter({ params: { matterId } })
      expect(seen.timeline.at(-1)).toMatchObject({
        seq: 5,
        action: 'hand_over',
        visibility: 'internal',
        fromState: 'in_progress',
        toState: 'in_progress',
        content: { reason: '轮岗', assignmentId, toNobody: false },
      })
      expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ entries: 5, unbroken: true, alwaysHeld: true })
      await expect(
        successor.finishAssignment({
          params: { matterId, assignmentId },
          body: { expectedVersion: 5, result: '修好', publicAnswer: '已修好' },
        }),
      ).resolves.toMatchObject({ state: 'handled' })
    }
    expect(await refusal((await city.as('handler-housing')).getMatter({ params: { matterId: one.matterId } }))).toBe('not_found')
    expect(
      await refusal(
        admin.handOverPost({
          params: { postId: await postOf('handler-housing') },
          body: { toAccountId: await accountId('handler-housing-2'), reason: '再来' },
        }),
      ),
    ).toBe('not_found')
  })

  test('without a successor gives the work back to the organisation', async () => {
    const admin = await city.as('admin')
    const person = await newcomer()
    const { id, client } = person
    const organisationId = city.matters.books.organisations.get().byCode('water')?.id ?? ''
    const post = await admin.createPost({ body: { accountId: id, role: 'handler', organisationId } })
    await settle(person)
    const community = await city.as('community')
    const { matterId } = await reportInShownGrid(city)
    await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
    const sent = await community.dispatchMatter({ params: { matterId }, body: { expectedVersion: 2, leadOrganisationId: organisationId } })
    const assignmentId = sent.assignmentIds[0] ?? ''
    await client.claimAssignment({ params: { matterId, assignmentId }, body: { expectedVersion: 3 } })

    await expect(admin.endPost({ params: { postId: post.id }, body: { reason: '退休' } })).resolves.toMatchObject({
      validTo: city.clock.now().toISOString(),
    })
    expect(await refusal(client.getMatter({ params: { matterId } }))).toBe('not_found')
    const colleague = await city.as('handler-water')
    const seen = await colleague.getMatter({ params: { matterId } })
    expect(seen.timeline.at(-1)).toMatchObject({ action: 'hand_over', content: { reason: '退休', toNobody: true } })
    expect(seen.assignments[0]).toMatchObject({ state: 'claimed', handlerName: null })
    await expect(
      colleague.finishAssignment({
        params: { matterId, assignmentId },
        body: { expectedVersion: 5, result: '修好', publicAnswer: '已修好' },
      }),
    ).resolves.toMatchObject({ state: 'handled' })
    expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
    expect(await refusal(admin.endPost({ params: { postId: post.id }, body: { reason: '再来' } }))).toBe('not_found')
  })

  test('is written down with who did it', async () => {
    const entries = await city.db.read.selectFrom('audit_entries').selectAll().where('action', '=', 'post_ended').execute()
    expect(entries.map((entry) => entry.account_id)).toContain(await accountId('admin'))
    expect(entries.every((entry) => entry.object_id !== null)).toBe(true)
  })
})

describe('an organisation', () => {
  test('is added once and known at once', async () => {
    const admin = await city.as('admin')
    const body = { code: 'property-one', kind: 'property_firm' as const, nameZh: '第一物业', nameEn: 'First Property' }
    const made = await admin.createOrganisation({ body })
    expect(made).toMatchObject({ ...body, endedAt: null })
    expect((await (await city.as('community')).listOrganisations()).items).toContainEqual(made)
    expect(await refusal(admin.createOrganisation({ body }))).toBe('already_exists')
  })
})
