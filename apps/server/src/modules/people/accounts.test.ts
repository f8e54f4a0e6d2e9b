import { describe, expect, test } from 'vitest'
import { demoPassword } from '../../../../../demo/demo-people.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { signInResident } from './people.factory.ts'
import { areaId, newStaff, organisationId, refusal } from './staff.factory.ts'

const city = await startTestCity()
const admin = await city.as('admin')
const day = 86_400_000

const own = '370281001008'
const areaAdministrator = () => newStaff(city, { role: 'system_administrator', areaId: areaId(city, own) })

describe('staff are found', () => {
  test('by part of a name or account, page by page, in order of name', async () => {
    const { items } = await admin.listAccounts({ query: { search: 'HANDLER-wat' } })
    expect(new Set(items.map((one) => one.loginName))).toEqual(new Set(['handler-water', 'handler-water-2']))
    const named = items[0]?.displayName ?? ''
    expect((await admin.listAccounts({ query: { search: named } })).items.every((one) => one.displayName.includes(named))).toBe(true)
    expect((await admin.listAccounts({ query: { search: '100%_\\' } })).items).toEqual([])

    const seen: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await admin.listAccounts({ query: { limit: 40, ...(after && { after }) } })
      seen.push(...page.items.map((one) => one.id))
      after = page.next
    }
    const { count } = await city.db.read
      .selectFrom('accounts')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('login_name', 'is not', null)
      .executeTakeFirstOrThrow()
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(count)
    expect(await refusal(admin.listAccounts({ query: { after: 'nonsense' } }))).toBe('validation_failed')
  })

  test('by phone number or what its mask shows, by their administrators alone, who never read more than the mask', async () => {
    const phone = '13700001234'
    const { account } = await admin.createStaffAccount({ body: { loginName: 'with-phone', displayName: '有电话的', phone } })
    await admin.createPost({ body: { accountId: account.id, role: 'handler', organisationId: organisationId(city, 'water') } })
    for (const search of [phone, '1234', '137****1234', '****1234']) {
      const { items } = await admin.listAccounts({ query: { search } })
      expect(
        items.map((one) => one.id),
        search,
      ).toContain(account.id)
      expect(items.find((one) => one.id === account.id)?.maskedPhone).toBe('137****1234')
      expect(JSON.stringify(items)).not.toContain(phone)
    }
    const community = await city.as('community')
    expect((await community.listAccounts({ query: { search: phone } })).items).toEqual([])
    const [reader] = (await community.listAccounts({ query: { search: '有电话的' } })).items
    expect(reader).toMatchObject({ id: account.id, loginName: null, maskedPhone: null, mustChangePassword: null, abilities: [] })
    expect(await refusal(admin.createStaffAccount({ body: { loginName: 'same-phone', displayName: '另一个', phone } }))).toBe(
      'already_exists',
    )
  })

  test('but no residents, and of areas elsewhere nobody', async () => {
    const resident = await signInResident(city, '13911118001')
    const residentId = (await resident.getMe()).accountId ?? ''
    expect(await refusal(admin.getAccount({ params: { accountId: residentId } }))).toBe('not_found')
    expect((await admin.listAccounts({ query: { search: '13911118001' } })).items).toEqual([])

    const elsewhere = (await admin.listAccounts({ query: { search: 'desk-370281001005' } })).items[0]?.id ?? ''
    expect((await admin.getAccount({ params: { accountId: elsewhere } })).posts).toMatchObject([{ role: 'desk_clerk', mayEnd: true }])
    for (const client of [await city.as('community'), (await areaAdministrator()).client])
      expect(await refusal(client.getAccount({ params: { accountId: elsewhere } }))).toBe('not_found')
  })
})

describe('an administrator of one area', () => {
  test('disables and resets the people of that area and nobody else', async () => {
    const { client } = await areaAdministrator()
    const inside = await newStaff(city, { role: 'supervisor', areaId: areaId(city, own) })
    const outside = await newStaff(city, { role: 'supervisor', areaId: areaId(city, '370281001005') })
    const both = await newStaff(
      city,
      { role: 'supervisor', areaId: areaId(city, own) },
      { role: 'handler', organisationId: organisationId(city, 'water') },
    )
    const body = { reason: '离职' }
    for (const { id } of [outside, both]) {
      expect(await refusal(client.disableAccount({ params: { accountId: id }, body }))).toBe('not_found')
      expect(await refusal(client.resetPassword({ params: { accountId: id }, body }))).toBe('not_found')
    }
    expect((await client.getAccount({ params: { accountId: inside.id } })).abilities).toEqual([
      'give_post',
      'hand_over',
      'reset_password',
      'disable',
    ])
    await expect(client.disableAccount({ params: { accountId: inside.id }, body })).resolves.toHaveProperty('disabledAt')
    expect(await refusal(inside.client.getMe())).toBe('not_signed_in')
    await expect(outside.client.getMe()).resolves.toMatchObject({ kind: 'staff' })
  })

  test('looks after the accounts they made until these have a post elsewhere', async () => {
    const { client } = await areaAdministrator()
    const { account } = await client.createStaffAccount({ body: { loginName: 'made-there', displayName: '新来的' } })
    const params = { accountId: account.id }
    expect((await client.getAccount({ params })).abilities).toContain('disable')
    const another = await areaAdministrator()
    expect(await refusal(another.client.getAccount({ params }))).toBe('not_found')
    await admin.createPost({ body: { accountId: account.id, role: 'handler', organisationId: organisationId(city, 'water') } })
    expect(await refusal(client.disableAccount({ params, body: { reason: '越权' } }))).toBe('not_found')
  })

  test('still looks after those whose posts there have ended', async () => {
    const { client } = await areaAdministrator()
    const person = await newStaff(city, { role: 'supervisor', areaId: areaId(city, own) })
    const [post] = (await client.listPosts({ query: { accountId: person.id } })).items
    await client.endPost({ params: { postId: post?.id ?? '' }, body: { reason: '轮岗' } })
    await expect(client.disableAccount({ params: { accountId: person.id }, body: { reason: '离职' } })).resolves.toHaveProperty(
      'disabledAt',
    )
  })
})

describe('a password that is reset', () => {
  test('is told once, works once, and ends every session', async () => {
    const person = await newStaff(city, { role: 'handler', organisationId: organisationId(city, 'water') })
    const params = { accountId: person.id }
    const first = await admin.resetPassword({ params, body: { reason: '忘记了' } })
    expect(await refusal(person.client.getMe())).toBe('not_signed_in')
    expect(await refusal(city.stranger().signIn({ body: { loginName: person.loginName, password: demoPassword } }))).toBe(
      'wrong_credentials',
    )
    const client = city.stranger()
    await expect(client.signIn({ body: { loginName: person.loginName, password: first.oneTimePassword } })).resolves.toMatchObject({
      mustChangePassword: true,
    })
    const second = await admin.resetPassword({ params, body: { reason: '又忘记了' } })
    expect(second.oneTimePassword).not.toBe(first.oneTimePassword)
    const stored = JSON.stringify([
      await city.db.read.selectFrom('idempotency_keys').selectAll().execute(),
      await city.db.read.selectFrom('audit_entries').selectAll().execute(),
    ])
    expect(stored).not.toContain(second.oneTimePassword)
    expect(stored).toContain('password_reset')
  })

  test('is the same for a request that is sent again', async () => {
    const person = await newStaff(city, { role: 'handler', organisationId: organisationId(city, 'water') })
    const send = () =>
      city.app.inject({
        method: 'POST',
        url: `/api/accounts/${person.id}/password-reset`,
        headers: { cookie: admin.cookie(), 'idempotency-key': `reset-${person.id}` },
        payload: { reason: '忘记了' },
      })
    const [once, again] = [await send(), await send()]
    expect(once.statusCode).toBe(200)
    expect(again.json()).toEqual(once.json())
  })

  test('is no way from one administrator to another, nor to oneself', async () => {
    const audit = await newStaff(city, { role: 'audit_administrator', organisationId: organisationId(city, 'city-operations') })
    const body = { reason: '试试' }
    expect(await refusal(admin.resetPassword({ params: { accountId: audit.id }, body }))).toBe('not_allowed')
    expect(await refusal(admin.disableAccount({ params: { accountId: audit.id }, body }))).toBe('not_allowed')
    const self = (await admin.getMe()).accountId ?? ''
    expect(await refusal(admin.resetPassword({ params: { accountId: self }, body }))).toBe('not_allowed')
    const security = await city.as('security')
    await expect(security.resetPassword({ params: { accountId: audit.id }, body })).resolves.toHaveProperty('oneTimePassword')
    const own = (await security.getMe()).accountId ?? ''
    expect(await refusal(security.disableAccount({ params: { accountId: own }, body }))).toBe('not_allowed')
  })
})

describe('the three administrators', async () => {
  const security = await city.as('security')
  const place = () => ({ organisationId: organisationId(city, 'city-operations') })
  const at = (days: number) => new Date(city.clock.now().getTime() + days * day).toISOString()

  test('are never one person at one time, by giving or by handing over', async () => {
    const person = await newStaff(city, { role: 'system_administrator', ...place() })
    for (const role of ['security_administrator', 'audit_administrator'] as const)
      expect(await refusal(security.createPost({ body: { accountId: person.id, role, ...place() } }))).toBe('administrators_exclude')
    const auditor = await newStaff(city, { role: 'audit_administrator', ...place() })
    const [post] = (await security.listPosts({ query: { accountId: auditor.id } })).items
    expect(
      await refusal(security.handOverPost({ params: { postId: post?.id ?? '' }, body: { toAccountId: person.id, reason: '代管' } })),
    ).toBe('administrators_exclude')
    await expect(
      security.createPost({ body: { accountId: person.id, role: 'system_administrator', areaId: areaId(city, own) } }),
    ).resolves.toHaveProperty('id')
  })

  test('read no matters by another post, whichever was first', async () => {
    const person = await newStaff(city, { role: 'audit_administrator', ...place() })
    const handler = { role: 'handler', organisationId: organisationId(city, 'water') } as const
    expect(await refusal(admin.createPost({ body: { accountId: person.id, ...handler } }))).toBe('administrators_exclude')
    const worker = await newStaff(city, handler)
    expect(await refusal(security.createPost({ body: { accountId: worker.id, role: 'system_administrator', ...place() } }))).toBe(
      'administrators_exclude',
    )
  })

  test('are given, ended and handed over by the security administrator alone', async () => {
    expect((await admin.listRolesToGive()).roles).not.toContain('audit_administrator')
    expect((await security.listRolesToGive()).roles).toContain('audit_administrator')
    const person = await newStaff(city, { role: 'audit_administrator', ...place() })
    const free = await newStaff(city)
    const [post] = (await admin.getAccount({ params: { accountId: person.id } })).posts
    expect(post?.mayEnd).toBe(false)
    const params = { postId: post?.id ?? '' }
    const reason = '不合适'
    const given = { accountId: free.id, role: 'audit_administrator', ...place() } as const
    for (const attempt of [
      () => admin.createPost({ body: given }),
      () => admin.endPost({ params, body: { reason } }),
      () => admin.endPost({ params, body: { reason, endsAt: at(3) } }),
      () => admin.handOverPost({ params, body: { toAccountId: free.id, reason } }),
    ])
      expect(await refusal(attempt())).toBe('administrators_by_security')
    const leaving = { posts: [{ postId: params.postId, toAccountId: null }], reason }
    expect(await refusal(admin.leavePosts({ params: { accountId: person.id }, body: leaving }))).toBe('not_allowed')
    await expect(security.endPost({ params, body: { reason } })).resolves.toMatchObject({ id: params.postId })
    await expect(security.createPost({ body: given })).resolves.toHaveProperty('id')
  })

  test('of the security administrator neither give nor end their own post', async () => {
    const own = (await security.getMe()).accountId ?? ''
    const [post] = (await security.getAccount({ params: { accountId: own } })).posts
    expect(post?.mayEnd).toBe(false)
    expect(await refusal(security.endPost({ params: { postId: post?.id ?? '' }, body: { reason: '不干了' } }))).toBe(
      'administrators_by_security',
    )
    const more = { accountId: own, role: 'security_administrator', areaId: areaId(city, '370281001008') } as const
    expect(await refusal(security.createPost({ body: more }))).toBe('administrators_by_security')
  })

  test('may follow one another when the times do not meet', async () => {
    const person = await newStaff(city)
    const give = (role: 'system_administrator' | 'audit_administrator', from: number, to: number) =>
      security.createPost({ body: { accountId: person.id, role, ...place(), validFrom: at(from), validTo: at(to) } })
    await give('system_administrator', 10, 20)
    expect(await refusal(give('audit_administrator', 5, 11))).toBe('administrators_exclude')
    expect(await refusal(give('audit_administrator', 15, 16))).toBe('administrators_exclude')
    expect(await refusal(security.createPost({ body: { accountId: person.id, role: 'audit_administrator', ...place() } }))).toBe(
      'administrators_exclude',
    )
    await give('audit_administrator', 5, 10)
    await give('audit_administrator', 20, 30)
  })

  test('of two posts given at once only one is given', async () => {
    const person = await newStaff(city)
    const ends = await Promise.allSettled(
      (['system_administrator', 'audit_administrator'] as const).map((role) =>
        security.createPost({ body: { accountId: person.id, role, ...place() } }),
      ),
    )
    expect(ends.map((end) => end.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('of administrators somebody', async () => {
  const elsewhere = await startTestCity()
  const security = await elsewhere.as('security')
  const next = await newStaff(elsewhere)
  const at = { organisationId: organisationId(elsewhere, 'city-operations') }
  const soon = new Date(elsewhere.clock.now().getTime() + 3 * day).toISOString()

  test('is left: the last of a kind stays until another takes over, whoever else goes at the same time', async () => {
    for (let more = 0; more < 2; more += 1) await newStaff(elsewhere, { role: 'system_administrator', ...at })
    const { items } = await security.listAccounts({ query: { limit: 200 } })
    const all = items.flatMap((person) =>
      person.posts.filter((post) => post.role === 'system_administrator' && post.organisationId !== null).map((post) => post.id),
    )
    const ends = await Promise.allSettled(all.map((postId) => security.endPost({ params: { postId }, body: { reason: '精简' } })))
    expect(ends.filter((end) => end.status === 'rejected')).toHaveLength(1)
    const stays = all[ends.findIndex((end) => end.status === 'rejected')] ?? ''
    const accountId = items.find((person) => person.posts.some((post) => post.id === stays))?.id ?? ''
    const reason = '换人'
    expect(await refusal(security.disableAccount({ params: { accountId }, body: { reason } }))).toBe('last_administrator')
    expect(await refusal(security.endPost({ params: { postId: stays }, body: { reason, endsAt: soon } }))).toBe('last_administrator')
    const posts = [{ postId: stays, toAccountId: next.id }]
    await expect(security.leavePosts({ params: { accountId }, body: { posts, reason, disable: true } })).resolves.toMatchObject({
      disabled: true,
    })
  })

  test('begins: while there is no security administrator the system administrator names the first', async () => {
    const { accountId: from } = await security.getMe()
    await elsewhere.db.read.updateTable('posts').set({ valid_to: elsewhere.clock.now() }).where('account_id', '=', from).execute()
    const successor = next.client
    expect((await successor.listRolesToGive()).roles).toContain('security_administrator')
    const people = await Promise.all(
      ['one', 'two'].map((name) => successor.createStaffAccount({ body: { loginName: `security-${name}`, displayName: name } })),
    )
    const outcomes = await Promise.allSettled(
      people.map(({ account }) =>
        successor.createPost({
          body: { accountId: account.id, role: 'security_administrator', ...at },
        }),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await successor.listRolesToGive()).roles).not.toContain('security_administrator')
  })
})

describe('vacancies', () => {
  test('are desks without a clerk, grids without a worker and organisations without a handler', async () => {
    const before = await admin.listVacancies({ query: {} })
    const community = '370281001005'
    const [clerk] = (await admin.listAccounts({ query: { search: `desk-${community}` } })).items
    await admin.endPost({ params: { postId: clerk?.posts[0]?.id ?? '' }, body: { reason: '退休' } })
    const [worker] = (await admin.listAccounts({ query: { search: `worker-${community}001` } })).items
    await admin.disableAccount({ params: { accountId: worker?.id ?? '' }, body: { reason: '离职' } })
    const firm = await admin.createOrganisation({
      body: { code: 'empty-firm', kind: 'property_firm', nameZh: '空物业', nameEn: 'Empty firm' },
    })
    const after = await admin.listVacancies({ query: {} })
    expect(after.counts).toEqual({
      desk: before.counts.desk + 1,
      grid: before.counts.grid + 1,
      organisation: before.counts.organisation + 1,
    })
    const at = city.clock.now().toISOString()
    expect(after.items).toContainEqual(expect.objectContaining({ kind: 'desk', code: community, since: at, level: 'community' }))
    expect(after.items).toContainEqual(expect.objectContaining({ kind: 'grid', code: `${community}001`, since: at }))
    expect(after.items).toContainEqual(expect.objectContaining({ kind: 'organisation', placeId: firm.id, since: null }))

    const grids = await admin.listVacancies({ query: { kind: 'grid' } })
    expect(grids.counts).toEqual(after.counts)
    expect(new Set(grids.items.map((one) => one.kind))).toEqual(new Set(['grid']))
    const inside = await admin.listVacancies({ query: { areaId: areaId(city, community) } })
    expect(inside.items.every((one) => one.code.startsWith(community))).toBe(true)
    expect(inside.counts.organisation).toBe(0)
  })

  test('are told of one’s own areas', async () => {
    const clerk = await city.as('community')
    const { items } = await clerk.listVacancies({ query: {} })
    for (const one of items) if (one.kind !== 'organisation') expect(one.code.startsWith(own)).toBe(true)
    expect(await refusal(clerk.listVacancies({ query: { areaId: areaId(city, '370281001005') } }))).toBe('not_found')
    expect(await refusal((await city.as('handler')).listVacancies({ query: {} }))).toBe('not_allowed')
  })
})
