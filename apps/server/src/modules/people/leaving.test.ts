import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { giveBackWorkOfLeavers } from '../matters/index.ts'
import { reportInShownGrid } from '../matters/matter.factory.ts'
import { signInResident } from './people.factory.ts'
import { areaId, newStaff, organisationId, refusal } from './staff.factory.ts'

const city = await startTestCity()
const admin = await city.as('admin')
const community = await city.as('community')
const day = 86_400_000

type Client = Awaited<ReturnType<typeof city.as>>

/** A matter that this handler's organisation has and this handler has taken on. */
async function claimedBy(client: Client, organisation: string) {
  const { matterId } = await reportInShownGrid(city)
  await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
  const sent = await community.dispatchMatter({ params: { matterId }, body: { expectedVersion: 2, leadOrganisationId: organisation } })
  const assignmentId = sent.assignmentIds[0] ?? ''
  await client.claimAssignment({ params: { matterId, assignmentId }, body: { expectedVersion: 3 } })
  return { matterId, assignmentId }
}

const handlerAt = (code: string) => newStaff(city, { role: 'handler', organisationId: organisationId(city, code) })
const mayFinish = async (client: Client, matterId: string) =>
  (await client.getMatter({ params: { matterId } })).abilities.some((ability) => ability.action === 'finish')

let emptied = 0
let wishers = 0
/** An organisation nobody else works at. */
async function newOrganisation() {
  const code = `firm-${(emptied += 1)}`
  return admin.createOrganisation({ body: { code, kind: 'property_firm', nameZh: `物业${emptied}`, nameEn: `Firm ${emptied}` } })
}

describe('before somebody leaves', () => {
  test('the preview says what they hold, who else is there and what waits', async () => {
    const leaver = await handlerAt('water')
    const { matterId } = await claimedBy(leaver.client, organisationId(city, 'water'))
    const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
    expect(posts).toMatchObject([{ held: 1, needsSuccessor: false, work: [{ matterId, kind: 'event', asked: false }] }])
    expect(posts[0]?.colleagues.map((one) => one.accountId)).not.toContain(leaver.id)
    expect(posts[0]?.colleagues.length).toBeGreaterThan(1)
    expect(posts[0]?.waiting).toBeGreaterThan(0)
    expect(JSON.stringify(posts)).not.toContain('text')
  })

  test('it shows a request that waits for a ruling', async () => {
    const leaver = await handlerAt('water')
    const { matterId, assignmentId } = await claimedBy(leaver.client, organisationId(city, 'water'))
    const { version } = await leaver.client.getMatter({ params: { matterId } })
    await leaver.client.askExtension({ params: { matterId, assignmentId }, body: { expectedVersion: version, days: 1, words: '等配件' } })
    const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
    expect(posts[0]?.work).toMatchObject([{ matterId, asked: true }])
  })

  test('only those who administer every place of theirs are told', async () => {
    const leaver = await handlerAt('water')
    const params = { accountId: leaver.id }
    expect(await refusal(community.getHoldings({ params }))).toBe('not_allowed')
    const area = await newStaff(city, { role: 'system_administrator', areaId: areaId(city, '370281001008') })
    expect(await refusal(area.client.getHoldings({ params }))).toBe('not_found')
    expect(await refusal(admin.getHoldings({ params: { accountId: crypto.randomUUID() } }))).toBe('not_found')
  })
})

describe('somebody who leaves', () => {
  test('hands everything over at once, and the receiver is told', async () => {
    const leaver = await handlerAt('water')
    const receiver = await handlerAt('water')
    const first = await claimedBy(leaver.client, organisationId(city, 'water'))
    const second = await claimedBy(leaver.client, organisationId(city, 'water'))
    const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
    const left = await admin.leavePosts({
      params: { accountId: leaver.id },
      body: { reason: '调走', posts: posts.map(({ post }) => ({ postId: post.id, toAccountId: receiver.id })), disable: true },
    })
    expect(left).toEqual({ endedPosts: 1, handedOver: 2, disabled: true })
    for (const { matterId } of [first, second]) {
      expect(await mayFinish(receiver.client, matterId)).toBe(true)
      expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
    }
    const { items } = await receiver.client.listNotices({ query: {} })
    expect(items.find((notice) => notice.event === 'work_handed_over')).toMatchObject({
      matterId: null,
      text: '2 open matters are yours to go on with',
    })
    expect(await refusal(leaver.client.getMe())).toBe('not_signed_in')
    // Whoever has the post already is given no second one.
    expect((await admin.getAccount({ params: { accountId: receiver.id } })).posts).toHaveLength(1)
  })

  test('gives it back to the organisation, whose people are told, each matter by its link', async () => {
    const leaver = await handlerAt('water')
    const colleague = await city.as('handler-water')
    const { matterId } = await claimedBy(leaver.client, organisationId(city, 'water'))
    const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
    await admin.leavePosts({
      params: { accountId: leaver.id },
      body: { reason: '调走', posts: posts.map(({ post }) => ({ postId: post.id, toAccountId: null })) },
    })
    expect(await mayFinish(colleague, matterId)).toBe(true)
    expect((await colleague.listNotices({ query: {} })).items).toContainEqual(
      expect.objectContaining({ event: 'work_handed_over', matterId }),
    )
    expect((await leaver.client.getMe()).posts).toEqual([])
  })

  test('passes on a wish they claimed, to a successor or to anybody of the organisation', async () => {
    for (const toColleague of [true, false]) {
      const leaver = await handlerAt('water')
      const receiver = await handlerAt('water')
      const matterId = await wishClaimedBy(leaver.client)
      const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
      expect(posts[0]?.work).toMatchObject([{ matterId, kind: 'wish' }])
      await admin.leavePosts({
        params: { accountId: leaver.id },
        body: { reason: '调走', posts: posts.map(({ post }) => ({ postId: post.id, toAccountId: toColleague ? receiver.id : null })) },
      })
      const abilities = (await receiver.client.getMatter({ params: { matterId } })).abilities.map((ability) => ability.action)
      expect(abilities).toContain('start')
    }
  })

  test('leaves no desk with matters waiting and nobody at it', async () => {
    const empty = areaId(city, '370281001005')
    await reportInShownGrid(city)
    const clerkId = await accountId('desk-370281001005')
    const { posts } = await admin.getHoldings({ params: { accountId: clerkId } })
    const post = posts[0]
    expect(post).toMatchObject({ colleagues: [], post: { areaId: empty } })
    await city.db.read
      .updateTable('matters')
      .set({ holder_area_id: empty })
      .where('holder_area_id', '=', areaId(city, '370281001008'))
      .execute()
    expect((await admin.getHoldings({ params: { accountId: clerkId } })).posts[0]).toMatchObject({ needsSuccessor: true })
    const leave = (toAccountId: string | null) =>
      admin.leavePosts({ params: { accountId: clerkId }, body: { reason: '退休', posts: [{ postId: post?.post.id ?? '', toAccountId }] } })
    expect(await refusal(leave(null))).toBe('nobody_left')
    expect(await refusal(admin.endPost({ params: { postId: post?.post.id ?? '' }, body: { reason: '退休' } }))).toBe('nobody_left')
    const successor = await newStaff(city)
    await expect(leave(successor.id)).resolves.toMatchObject({ endedPosts: 1 })
    await expect(successor.client.getMe()).resolves.toMatchObject({ posts: [{ role: 'desk_clerk', areaId: empty }] })
    expect((await successor.client.listNotices({ query: {} })).items[0]).toMatchObject({ event: 'work_handed_over' })
  })

  test('leaves no organisation with open shares and nobody to finish them', async () => {
    const firm = await newOrganisation()
    const leaver = await newStaff(city, { role: 'handler', organisationId: firm.id })
    await claimedBy(leaver.client, firm.id)
    const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
    expect(posts).toMatchObject([{ needsSuccessor: true, colleagues: [], held: 1 }])
    const body = { reason: '离职', posts: posts.map(({ post }) => ({ postId: post.id, toAccountId: null })) }
    expect(await refusal(admin.leavePosts({ params: { accountId: leaver.id }, body }))).toBe('nobody_left')
    expect((await leaver.client.getMe()).posts).toHaveLength(1)
  })

  test('is refused what does not fit: other posts than shown, a stranger or themselves as successor, their own account', async () => {
    const leaver = await handlerAt('water')
    const { posts } = await admin.getHoldings({ params: { accountId: leaver.id } })
    const postId = posts[0]?.post.id ?? ''
    const leave = (given: { postId: string; toAccountId: string | null }[]) =>
      admin.leavePosts({ params: { accountId: leaver.id }, body: { reason: '调走', posts: given } })
    expect(await refusal(leave([{ postId: crypto.randomUUID(), toAccountId: null }]))).toBe('posts_changed')
    expect(await refusal(leave([{ postId, toAccountId: crypto.randomUUID() }]))).toBe('not_found')
    expect(await refusal(leave([{ postId, toAccountId: leaver.id }]))).toBe('not_found')
    const own = (await admin.getMe()).accountId ?? ''
    expect(await refusal(admin.getHoldings({ params: { accountId: own } }))).toBe('not_allowed')
    await admin.createPost({ body: { accountId: leaver.id, role: 'dispatcher', organisationId: organisationId(city, 'water') } })
    expect(await refusal(leave([{ postId, toAccountId: null }]))).toBe('posts_changed')
  })

  test('keeps the work of an organisation as long as another post there carries it', async () => {
    const leaver = await newStaff(
      city,
      { role: 'handler', organisationId: organisationId(city, 'water') },
      { role: 'dispatcher', organisationId: organisationId(city, 'water') },
    )
    const { matterId } = await claimedBy(leaver.client, organisationId(city, 'water'))
    const handler = (await admin.listPosts({ query: { accountId: leaver.id } })).items.find((post) => post.role === 'handler')
    await admin.endPost({ params: { postId: handler?.id ?? '' }, body: { reason: '只做派单' } })
    expect((await community.getMatter({ params: { matterId } })).assignments[0]?.handlerName).not.toBeNull()
  })
})

describe('a post that ends at a date', () => {
  test('lasts until then, and what is left of its work then goes back to the organisation', async () => {
    const leaver = await handlerAt('water')
    const { matterId } = await claimedBy(leaver.client, organisationId(city, 'water'))
    const { items } = await admin.listPosts({ query: { accountId: leaver.id } })
    const postId = items[0]?.id ?? ''
    const endsAt = new Date(city.clock.now().getTime() + day).toISOString()
    await expect(admin.endPost({ params: { postId }, body: { reason: '合同到期', endsAt } })).resolves.toMatchObject({ validTo: endsAt })
    await giveBackWorkOfLeavers(city.db, city.clock.now())
    expect(await mayFinish(leaver.client, matterId)).toBe(true)

    city.clock.advance(day)
    city.authenticator.forget()
    expect(await giveBackWorkOfLeavers(city.db, city.clock.now())).toBe(1)
    expect(await giveBackWorkOfLeavers(city.db, city.clock.now())).toBe(0)
    const colleague = await city.as('handler-water')
    expect(await mayFinish(colleague, matterId)).toBe(true)
    expect(await (await city.as('community')).proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
  })

  test('cannot end in the past, or later than it does', async () => {
    const person = await newStaff(city, { role: 'handler', organisationId: organisationId(city, 'water') })
    const keeper = await city.as('admin')
    const { items } = await keeper.listPosts({ query: { accountId: person.id } })
    const end = (days: number) =>
      keeper.endPost({
        params: { postId: items[0]?.id ?? '' },
        body: { reason: '到期', endsAt: new Date(city.clock.now().getTime() + days * day).toISOString() },
      })
    expect(await refusal(end(-1))).toBe('overlapping_time')
    await end(2)
    expect(await refusal(end(3))).toBe('overlapping_time')
    await expect(end(1)).resolves.toHaveProperty('validTo')
  })
})

async function accountId(loginName: string): Promise<string> {
  const row = await city.db.read.selectFrom('accounts').select('id').where('login_name', '=', loginName).executeTakeFirstOrThrow()
  return row.id
}

/** A wish out of the pool that somebody at the water company has claimed. */
async function wishClaimedBy(client: Client): Promise<string> {
  const wisher = await signInResident(city, `139111170${String((wishers += 1)).padStart(2, '0')}`)
  const { matterId } = await wisher.beginMatter({
    params: { kind: 'wish' },
    body: { text: '想要一辆轮椅', areaId: areaId(city, '370281001008'), form: { consent: false } },
  })
  const take = async (who: Client, action: string, form: Record<string, unknown> = {}) => {
    const { version } = await city.db.read.selectFrom('matters').select('version').where('id', '=', matterId).executeTakeFirstOrThrow()
    await who.takeStep({ params: { matterId }, body: { expectedVersion: version, action, form } })
  }
  await take(community, 'review')
  await take(community, 'pool')
  await take(client, 'claim_wish', { organisationId: organisationId(city, 'water') })
  return matterId
}
