import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { signInResident } from '../people/people.factory.ts'
import { codeOf, openStage } from './stage.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community, handler } = stage.people

test('whoever joins without an account gets a receipt that opens the matter as a follower, not as its reporter', async () => {
  const { matterId } = await stage.report('三号楼前路灯不亮，我家老人摔了一跤')
  const joiner = city.stranger()
  const joined = await joiner.joinMatter({ params: { matterId }, body: {} })
  expect(joined).toMatchObject({ matterId, supporterCount: 1, receiptCode: expect.any(String) as string })
  await joiner.signInByReceipt({ body: { receiptCode: joined.receiptCode ?? '' } })
  const seen = await joiner.getMatter({ params: { matterId } })
  expect(seen).toMatchObject({
    text: '',
    isFollower: true,
    isReporter: false,
    abilities: [],
    requests: [],
    cards: [],
    reporterPhoneMasked: null,
  })
  expect(JSON.stringify(seen)).not.toContain('摔了一跤')
  expect(await codeOf(joiner.withdrawMatter({ params: { matterId }, body: { expectedVersion: seen.version } }))).toBe('not_allowed')
  // Neither on its page nor in a list.
  expect((await joiner.listMatters({ query: { view: 'followed' } })).items).toMatchObject([{ id: matterId, text: '', address: null }])
})

test('the same request again gives the same receipt, whoever came in between, and counts once', async () => {
  const { matterId } = await stage.report()
  const joiner = city.stranger()
  const again = () => joiner.joinMatter({ params: { matterId }, body: {}, idempotencyKey: 'joined-once-and-for-all' })
  const joined = await again()
  expect(await again()).toEqual(joined)
  await city.stranger().joinMatter({ params: { matterId }, body: {} })
  expect(await again()).toEqual(joined)
  expect(await stage.row(matterId)).toMatchObject({ supporter_count: 2 })
  expect(await city.db.read.selectFrom('followers').select('id').where('matter_id', '=', matterId).execute()).toHaveLength(2)
})

test('a resident joins once, not what they reported, and staff not at all', async () => {
  const resident = await signInResident(city, '13912340201')
  const { matterId } = await stage.report()
  expect(await resident.joinMatter({ params: { matterId }, body: {} })).toMatchObject({ receiptCode: null, supporterCount: 1 })
  expect(['already_following', 'not_allowed']).toContain(await codeOf(resident.joinMatter({ params: { matterId }, body: {} })))
  const own = await resident.reportMatter({ body: { text: '井盖松动', place: stage.place } })
  expect(['already_following', 'not_allowed']).toContain(
    await codeOf(resident.joinMatter({ params: { matterId: own.matterId }, body: {} })),
  )
  expect(await codeOf(community.joinMatter({ params: { matterId }, body: {} }))).toBe('not_allowed')
  expect(await codeOf(resident.joinMatter({ params: { matterId: crypto.randomUUID() }, body: {} }))).toBe('not_found')
})

test('twenty who join at once are all counted, and outdate no form', async () => {
  const { matterId } = await stage.report()
  const people = await Promise.allSettled(Array.from({ length: 4 }, () => city.stranger().joinMatter({ params: { matterId }, body: {} })))
  const joined = people.filter((each) => each.status === 'fulfilled').length
  expect(joined).toBeGreaterThan(0)
  expect(await stage.row(matterId)).toMatchObject({ supporter_count: joined, version: 1 + joined })
  const accepted = await community.acceptMatter({
    params: { matterId },
    body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' },
  })
  expect(accepted).toMatchObject({ state: 'accepted', version: 2 + joined })
})

test('a note in between outdates no form, anything that is decided on does', async () => {
  const { matterId } = await stage.report()
  const assignmentId = await stage.claim(matterId)
  const version = await stage.version(matterId)
  const params = { matterId, assignmentId }
  await handler.noteProgress({ params, body: { expectedVersion: version, words: '已到现场', visibility: 'internal' } })
  const asked = await handler.askExtension({ params, body: { expectedVersion: version, days: 1, words: '等配件' } })
  expect(asked.version).toBe(version + 2)
  expect(await codeOf(handler.finishAssignment({ params, body: { expectedVersion: version, result: '好', publicAnswer: '好' } }))).toBe(
    'matter_changed',
  )
})

test('followers read nothing a reporter said to the desk, staff no follower’s name, and handlers no telephone number', async () => {
  const { matterId } = await stage.report()
  const resident = await signInResident(city, '13912340202')
  await resident.joinMatter({ params: { matterId }, body: {} })
  const asked = await community.askReporter({
    params: { matterId },
    body: { expectedVersion: await stage.version(matterId), words: '哪一栋？' },
  })
  await community.answerQuestion({ params: { matterId }, body: { expectedVersion: asked.version, words: '我家住三号楼二单元' } })
  await stage.verify(matterId)
  await resident.rateMatter({
    params: { matterId },
    body: { expectedVersion: await stage.version(matterId), solved: true, stars: 5, words: '谢谢' },
  })
  const called = { reached: true, verdict: { solved: true, stars: 4, words: '我腿脚不便' }, words: '老人独居' }
  await community.callBack({ params: { matterId }, body: { expectedVersion: await stage.version(matterId), ...called } })
  const seen = JSON.stringify(await resident.getMatter({ params: { matterId } }))
  for (const words of ['三号楼二单元', '我腿脚不便', '老人独居', '路灯不亮']) expect(seen).not.toContain(words)
  expect(seen).toContain('哪一栋')
  const asHandler = await handler.getMatter({ params: { matterId } })
  expect(asHandler.reporterPhoneMasked).toBeNull()
  for (const entry of asHandler.timeline.filter((each) => ['reporter', 'follower'].includes(each.actor.role)))
    expect(entry.actor.name).toBeNull()
  expect((await community.getMatter({ params: { matterId } })).reporterPhoneMasked).toMatch(/^139\*+1111$/)
})
