import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { signInResident } from '../people/people.factory.ts'
import { codeOf, openStage } from './stage.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community, worker } = stage.people
const hour = 3_600_000

async function merge(matterId: string, mainMatterId: string) {
  return community.mergeMatter({ params: { matterId }, body: { expectedVersion: await stage.version(matterId), mainMatterId } })
}
async function unmerge(matterId: string) {
  return community.unmergeMatter({ params: { matterId }, body: { expectedVersion: await stage.version(matterId), words: '不是同一处' } })
}

test('a merged matter’s reporters see the main one, are told of it and rate it, but read none of its reporter’s words', async () => {
  const main = await stage.report('三号楼前路灯不亮，我家老人摔了一跤')
  const merged = await stage.report('路灯坏了')
  await merge(merged.matterId, main.matterId)
  const seen = await merged.reporter.getMatter({ params: { matterId: main.matterId } })
  expect(seen).toMatchObject({ text: '', address: null, isReporter: false, isFollower: true, supporterCount: 1 })
  expect(JSON.stringify(seen)).not.toContain('摔了一跤')
  expect((await merged.reporter.getMatter({ params: { matterId: merged.matterId } })).links).toMatchObject([
    { id: main.matterId, relation: 'main' },
  ])
  await stage.verify(main.matterId)
  const rated = await merged.reporter.rateMatter({
    params: { matterId: main.matterId },
    body: { expectedVersion: await stage.version(main.matterId), solved: true, stars: 4 },
  })
  expect(rated.state).toBe('verified')
  const ratings = await city.db.read.selectFrom('ratings').select(['given_by', 'stars']).where('matter_id', '=', main.matterId).execute()
  expect(ratings).toEqual([{ given_by: 'follower', stars: 4 }])
})

test('undoing a merger brings back state, holder, clocks and followers, with the limits later by the time in between', async () => {
  const main = await stage.report()
  const merged = await stage.report()
  const resident = await signInResident(city, '13912340101')
  await resident.joinMatter({ params: { matterId: merged.matterId }, body: {} })
  const accepted = await stage.accept(merged.matterId, 'complex')
  const before = await stage.row(merged.matterId)
  const mainBefore = await stage.row(main.matterId)
  city.clock.advance(hour)
  await merge(merged.matterId, main.matterId)
  expect(await stage.row(main.matterId)).toMatchObject({
    supporter_count: 2,
    follower_ids: expect.arrayContaining([merged.matterId]) as string[],
  })
  expect((await resident.getMatter({ params: { matterId: main.matterId } })).isFollower).toBe(true)
  expect((await stage.runningClocks(merged.matterId)).map((clock) => clock.next_at)).toEqual([null, null])
  city.clock.advance(5 * hour)
  const back = await unmerge(merged.matterId)
  expect(back).toMatchObject({
    state: 'accepted',
    promisedAt: new Date(new Date(accepted.promisedAt ?? '').getTime() + 5 * hour).toISOString(),
  })
  const after = await stage.row(merged.matterId)
  for (const column of [
    'holder_area_id',
    'closed_at',
    'resume_state',
    'merged_into_id',
    'follower_ids',
    'supporter_count',
    'form',
    'severity',
  ] as const)
    expect([column, after[column]]).toEqual([column, before[column]])
  expect((await stage.runningClocks(merged.matterId)).every((clock) => clock.next_at !== null)).toBe(true)
  const mainAfter = await stage.row(main.matterId)
  expect([mainAfter.follower_ids, mainAfter.supporter_count, mainAfter.state]).toEqual([mainBefore.follower_ids, 0, mainBefore.state])
  expect(await codeOf(merged.reporter.getMatter({ params: { matterId: main.matterId } }))).toBe('not_found')
  for (const matterId of [main.matterId, merged.matterId])
    expect(await community.proveMatter({ params: { matterId } })).toMatchObject({ unbroken: true })
})

test('two clerks who merge two matters into each other at once wait for each other: one is merged, the other is told', async () => {
  for (let round = 0; round < 5; round++) {
    const [first, second] = [await stage.report(), await stage.report()]
    const outcomes = await Promise.all([codeOf(merge(first.matterId, second.matterId)), codeOf(merge(second.matterId, first.matterId))])
    expect(outcomes.filter((code) => code === 'none')).toHaveLength(1)
    expect(['cannot_merge', 'matter_changed', 'action_not_possible']).toContain(outcomes.find((code) => code !== 'none'))
    const states = [(await stage.row(first.matterId)).state, (await stage.row(second.matterId)).state]
    expect(states.toSorted()).toEqual(['merged', 'reported'])
  }
})

test('a merger goes only into what is open or not long over, and not into itself', async () => {
  const [one, withdrawn] = [await stage.report(), await stage.report()]
  await withdrawn.reporter.withdrawMatter({ params: { matterId: withdrawn.matterId }, body: { expectedVersion: 1 } })
  expect(await codeOf(merge(one.matterId, one.matterId))).toBe('cannot_merge')
  expect(await codeOf(merge(one.matterId, withdrawn.matterId))).toBe('cannot_merge')
  expect(await codeOf(merge(one.matterId, crypto.randomUUID()))).toBe('not_found')
  expect(
    await codeOf(
      worker.mergeMatter({ params: { matterId: one.matterId }, body: { expectedVersion: 1, mainMatterId: withdrawn.matterId } }),
    ),
  ).toBe('not_allowed')
})

test('repeating a merger with its key answers the same and merges once', async () => {
  const [main, merged] = [await stage.report(), await stage.report()]
  const again = () =>
    community.mergeMatter({
      params: { matterId: merged.matterId },
      body: { expectedVersion: 1, mainMatterId: main.matterId },
      idempotencyKey: 'merge-once-and-for-all',
    })
  expect(await again()).toEqual(await again())
  expect(await stage.row(main.matterId)).toMatchObject({ supporter_count: 1, version: 2 })
})
