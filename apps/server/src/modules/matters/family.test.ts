import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from './stage.factory.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { community } = stage.people
const day = 86_400_000

test('a parent waits for its children and then closes by itself', async () => {
  const parent = await stage.report()
  await stage.claim(parent.matterId)
  const params = { matterId: parent.matterId }
  const parts = [{ text: '线路老化' }, { text: '灯杆倾斜' }]
  await community.splitMatter({ params, body: { expectedVersion: await stage.version(parent.matterId), parts } })
  const seen = await community.getMatter({ params })
  const children = seen.links.filter((link) => link.relation === 'child')
  expect(children.map((child) => child.state)).toEqual(['reported', 'reported'])
  const [first = '', last = ''] = children.map((child) => child.id)
  expect(await community.proveMatter({ params: { matterId: first } })).toMatchObject({ unbroken: true, entries: 1 })
  expect((await community.getMatter({ params: { matterId: first } })).links).toMatchObject([{ id: parent.matterId, relation: 'parent' }])
  expect(new Set([seen.number, ...children.map((child) => child.number)]).size).toBe(3)

  const { handler, worker } = stage.people
  const lead = seen.assignments[0]?.id ?? ''
  const done = await handler.finishAssignment({
    params: { ...params, assignmentId: lead },
    body: { expectedVersion: seen.version, result: '已修', publicAnswer: '已修好' },
  })
  const verified = await worker.verifyMatter({ params, body: { expectedVersion: done.version, passed: true, note: '好' } })
  const refuse = async (matterId: string, clerk: typeof community) =>
    clerk.refuseMatter({
      params: { matterId },
      body: { expectedVersion: await stage.version(matterId, clerk), reason: 'already_solved', words: '已一并解决' },
    })
  await refuse(first, community)
  const rated = await parent.reporter.rateMatter({ params, body: { expectedVersion: verified.version, solved: true, stars: 5 } })
  expect(rated.state).toBe('verified')
  city.clock.advance(8 * day)
  await stage.fire()
  expect(await stage.row(parent.matterId)).toMatchObject({ state: 'verified' })
  await refuse(last, await city.as('community'))
  await stage.fire()
  expect(await stage.row(parent.matterId)).toMatchObject({ state: 'closed', closed_at: city.clock.now() })
  await stage.fire()
  const closing = await city.db.read
    .selectFrom('timeline_entries')
    .select('to_state')
    .where('matter_id', '=', parent.matterId)
    .where('action', '=', 'close')
    .orderBy('seq')
    .execute()
  expect(closing.map((entry) => entry.to_state)).toEqual(['verified', 'closed'])
})

test('repeating a split with its key makes no more children', async () => {
  const { matterId } = await stage.report()
  const desk = await city.as('community')
  const accepted = await desk.acceptMatter({
    params: { matterId },
    body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' },
  })
  const again = () =>
    desk.splitMatter({
      params: { matterId },
      body: { expectedVersion: accepted.version, parts: [{ text: '另一件' }] },
      idempotencyKey: 'split-once-and-for-all',
    })
  expect(await again()).toEqual(await again())
  expect(await city.db.read.selectFrom('matters').select('id').where('parent_id', '=', matterId).execute()).toHaveLength(1)
})

test('matters are linked once, and never in a circle', async () => {
  const desk = await city.as('community')
  const [a, b, c] = [await stage.report(), await stage.report(), await stage.report()]
  const link = async (from: { matterId: string }, to: { matterId: string }, relation: 'child' | 'related') =>
    codeOf(
      desk.linkMatter({
        params: { matterId: from.matterId },
        body: { expectedVersion: await stage.version(from.matterId, desk), otherMatterId: to.matterId, relation },
      }),
    )
  expect(await link(a, b, 'child')).toBe('none')
  expect(await link(a, b, 'child')).toBe('cannot_link')
  expect(await link(b, a, 'child')).toBe('cannot_link')
  expect(await link(b, c, 'child')).toBe('none')
  expect(await link(c, a, 'child')).toBe('cannot_link')
  expect(await link(c, a, 'related')).toBe('none')
  expect(await stage.row(c.matterId)).toMatchObject({ parent_id: b.matterId })
})
