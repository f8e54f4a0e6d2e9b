import { ApiProblem } from '@linli/client'
import { describe, expect, test } from 'vitest'
import { reportInShownGrid } from '../modules/matters/matter.factory.ts'
import { startSecondApp } from '../testing/second-app.factory.ts'
import { clientOf, startTestCity } from '../testing/test-city.ts'
import { findAnswer, forgetOldAnswers, InProgress, intentionOf, inTransactionOnce } from './idempotency.ts'

const city = await startTestCity()
const second = await startSecondApp(city)
const now = city.clock.now()

const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error))
const outcomesOf = async (calls: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(calls)
  return {
    answers: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    refusals: settled.flatMap((each) => (each.status === 'rejected' ? [codeOf(each.reason)] : [])),
  }
}
const countMatters = async (text: string) =>
  Number((await city.db.pool.query<{ count: number }>('select count(*) as count from matters where text = $1', [text])).rows[0]?.count)

describe('a key', () => {
  test('gives the same answer to the same request, and does it once', async () => {
    const stranger = city.stranger()
    const given = { body: { text: '同一键只报一次', address: '阜安街道' }, idempotencyKey: 'same-key-same-body' }
    const first = await stranger.reportMatter(given)
    city.clock.advance(60_000)
    expect(await stranger.reportMatter(given)).toEqual(first)
    expect(await stranger.reportMatter({ ...given, body: { address: '阜安街道', text: '同一键只报一次' } })).toEqual(first)
    expect(await countMatters('同一键只报一次')).toBe(1)
  })

  test('is refused with another body, another matter or another action', async () => {
    const community = await city.as('community')
    const [one, two] = [await reportInShownGrid(city), await reportInShownGrid(city)]
    const body = { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' as const }
    await community.acceptMatter({ params: { matterId: one.matterId }, body, idempotencyKey: 'one-intention-only' })
    const again = [
      () =>
        community.acceptMatter({
          params: { matterId: one.matterId },
          body: { ...body, severity: 'urgent' },
          idempotencyKey: 'one-intention-only',
        }),
      () => community.acceptMatter({ params: { matterId: two.matterId }, body, idempotencyKey: 'one-intention-only' }),
      () =>
        community.refuseMatter({
          params: { matterId: two.matterId },
          body: { expectedVersion: 1, reason: 'other', words: '无' },
          idempotencyKey: 'one-intention-only',
        }),
      () => community.reportMatter({ body: { text: '别的事', address: '阜安街道' }, idempotencyKey: 'one-intention-only' }),
    ]
    for (const call of again) await expect(call()).rejects.toMatchObject({ problem: { status: 422, code: 'idempotency_key_reused' } })
    expect(await community.getMatter({ params: { matterId: two.matterId } })).toMatchObject({ state: 'reported', version: 1 })
  })

  test('of one person means nothing for another', async () => {
    const { matterId } = await reportInShownGrid(city)
    const body = { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' as const }
    const community = await city.as('community')
    const answer = await community.acceptMatter({ params: { matterId }, body, idempotencyKey: 'a-key-somebody-saw' })
    const elsewhere = await city.as('desk-370281001005')
    await expect(elsewhere.acceptMatter({ params: { matterId }, body, idempotencyKey: 'a-key-somebody-saw' })).rejects.toMatchObject({
      problem: { code: 'not_found' },
    })
    expect(await community.acceptMatter({ params: { matterId }, body, idempotencyKey: 'a-key-somebody-saw' })).toEqual(answer)
  })

  test('of a request that was refused can be used again', async () => {
    const community = await city.as('community')
    const { matterId } = await reportInShownGrid(city)
    const accept = (expectedVersion: number) =>
      community.acceptMatter({
        params: { matterId },
        body: { expectedVersion, categoryCode: 'E01-02', severity: 'ordinary' },
        idempotencyKey: 'refused-then-corrected',
      })
    await expect(accept(7)).rejects.toMatchObject({ problem: { code: 'matter_changed' } })
    await expect(accept(1)).resolves.toMatchObject({ state: 'accepted' })
  })

  test('repeated while the first is under way is in progress or gets the first answer, and acts once', async () => {
    const admin = await city.as('admin')
    const body = { code: 'only-once', kind: 'merchant' as const, nameZh: '只此一家', nameEn: 'The only one' }
    const { answers, refusals } = await outcomesOf(
      Array.from({ length: 20 }, () => admin.createOrganisation({ body, idempotencyKey: 'organisation-once' })),
    )
    expect(answers.length).toBeGreaterThan(0)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(refusals.every((code) => code === 'idempotency_in_progress')).toBe(true)
    expect(await admin.createOrganisation({ body, idempotencyKey: 'organisation-once' })).toEqual(answers[0])
  })

  test('sent to two processes at once acts once and is answered alike', async () => {
    for (let round = 0; round < 10; round++) {
      const text = `两个进程同时收到 ${round}`
      const given = { body: { text, address: '阜安街道' }, idempotencyKey: `two-processes-${round}` }
      const { answers, refusals } = await outcomesOf(
        [city, second].flatMap((running) => [clientOf(running).reportMatter(given), clientOf(running).reportMatter(given)]),
      )
      expect(answers.length).toBeGreaterThanOrEqual(2)
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(refusals.every((code) => code === 'idempotency_in_progress')).toBe(true)
      expect(await countMatters(text)).toBe(1)
    }
  })

  test('of an action sent to two processes at once takes one step', async () => {
    const clients = [await city.as('community'), clientOf(second)]
    await clients[1]?.signIn({ body: { loginName: 'community', password: 'linli-demo-city' } })
    for (let round = 0; round < 10; round++) {
      const { matterId } = await reportInShownGrid(city)
      const given = {
        params: { matterId },
        body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' as const },
        idempotencyKey: `two-steps-never-${round}`,
      }
      const { answers, refusals } = await outcomesOf(clients.map((client) => client.acceptMatter(given)))
      expect(refusals).toEqual([])
      expect(answers[0]).toEqual(answers[1])
      expect((await clients[0]?.getMatter({ params: { matterId } }))?.timeline).toHaveLength(2)
    }
  })

  test('of an organisation sent to two processes at once adds one', async () => {
    const clients = [await city.as('admin'), clientOf(second)]
    await clients[1]?.signIn({ body: { loginName: 'admin', password: 'linli-demo-city' } })
    for (let round = 0; round < 10; round++) {
      const given = {
        body: { code: `shared-${round}`, kind: 'merchant' as const, nameZh: '店', nameEn: 'Shop' },
        idempotencyKey: `organisation-twice-${round}`,
      }
      const { answers, refusals } = await outcomesOf(clients.map((client) => client.createOrganisation(given)))
      expect(refusals).toEqual([])
      expect(answers[0]).toEqual(answers[1])
    }
  })
})

describe('work done once for an intention', () => {
  const intention = (key: string, body: unknown = {}) => intentionOf('test', key, 'route', {}, body)

  test('keeps its answer only if it commits', async () => {
    await expect(
      inTransactionOnce(city.db, intention('fails-first'), now, () => Promise.reject(new Error('thought better of it'))),
    ).rejects.toThrow('thought better of it')
    expect(await findAnswer(city.db.read, intention('fails-first'))).toBeNull()
    expect(await inTransactionOnce(city.db, intention('fails-first'), now, async () => 'done')).toBe('done')
    expect(await inTransactionOnce(city.db, intention('fails-first'), now, () => Promise.reject(new Error('not reached')))).toBe('done')
  })

  test('in a second process waits for the first and gets its answer', async () => {
    let worked = 0
    const work = async () => ({ number: (worked += 1) })
    const answers = await Promise.all(Array.from({ length: 8 }, () => inTransactionOnce(city.db, intention('eight-processes'), now, work)))
    expect(new Set(answers.map((answer) => answer.number)).size).toBe(1)
  })

  test('is told apart by its owner and its key', async () => {
    expect(await inTransactionOnce(city.db, intention('apart'), now, async () => 1)).toBe(1)
    expect(await inTransactionOnce(city.db, { ...intention('apart'), owner: 'another' }, now, async () => 2)).toBe(2)
    await expect(inTransactionOnce(city.db, intention('apart', { other: true }), now, async () => 3)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    })
  })

  test('is in progress in this process until it ends, also badly', async () => {
    const inProgress = new InProgress()
    let end: () => void = () => {}
    const first = inProgress.once(intention('held'), () => new Promise<void>((_, reject) => (end = () => reject(new Error('failed')))))
    await expect(inProgress.once(intention('held'), async () => 'second')).rejects.toMatchObject({ code: 'idempotency_in_progress' })
    await expect(inProgress.once({ ...intention('held'), owner: 'another' }, async () => 'other owner')).resolves.toBe('other owner')
    end()
    await expect(first).rejects.toThrow('failed')
    await expect(inProgress.once(intention('held'), async () => 'third')).resolves.toBe('third')
  })

  test('is remembered for thirty days', async () => {
    await inTransactionOnce(city.db, intention('old'), now, async () => 'old')
    await forgetOldAnswers(city.db.read, new Date(now.getTime() + 30 * 86_400_000))
    expect(await findAnswer(city.db.read, intention('old'))).toEqual({ answer: 'old' })
    await forgetOldAnswers(city.db.read, new Date(now.getTime() + 30 * 86_400_000 + 1))
    expect(await findAnswer(city.db.read, intention('old'))).toBeNull()
  })
})
