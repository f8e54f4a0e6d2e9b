import { followStream } from '@linli/client'
import type { MatterChanged } from '@linli/contract'
import { sql } from 'kysely'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../../platform/db.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { strangerAt } from '../access/index.ts'
import { contextAt, reportMatter } from '../matters/index.ts'
import { appendEntry } from '../matters/append-entry.ts'
import { placeInShownGrid, playToHandled, reportInShownGrid } from '../matters/matter.factory.ts'

const city = await startTestCity()
const baseUrl = await city.app.listen({ port: 0, host: '127.0.0.1' })
const soon = { timeout: 15_000, interval: 20 }
const leaving = new AbortController()
afterAll(() => leaving.abort())

/** Follows as a front end does, until the test file ends or `stop` is called. */
async function follow(loginName: string) {
  const client = await city.as(loginName)
  const stopping = new AbortController()
  const changes: MatterChanged[] = []
  const unread: number[] = []
  const connections: boolean[] = []
  const ended = followStream(
    { baseUrl, headers: () => ({ cookie: client.cookie() }), signal: AbortSignal.any([stopping.signal, leaving.signal]) },
    {
      onChange: (change) => changes.push(change),
      onNotices: (changed) => unread.push(changed.unread),
      onConnection: (connected) => connections.push(connected),
    },
  )
  await vi.waitFor(() => expect(connections).toContain(true), soon)
  return {
    client,
    unread,
    changes,
    connections,
    ended,
    stop: () => stopping.abort(),
    of: (matterId: string) => changes.filter((change) => change.matterId === matterId).map((change) => change.version),
  }
}

interface Told {
  event: string
  id: string
  version: number | null
  matterId: string | null
}

/** The stream as it comes over the wire, repetitions and all. */
async function listen(cookie: string, lastEventId?: string) {
  const stopping = new AbortController()
  const told: Told[] = []
  const answer = await fetch(`${baseUrl}/api/stream`, {
    headers: { cookie, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    signal: AbortSignal.any([stopping.signal, leaving.signal]),
  })
  const reading = (async () => {
    let rest = ''
    for await (const chunk of (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks.filter((each) => !each.startsWith(':'))) {
        const field = (name: string) =>
          block
            .split('\n')
            .find((line) => line.startsWith(`${name}: `))
            ?.slice(name.length + 2)
        // Has no id and is told whenever it is right to count; the changes of matters are what this reads.
        if (field('event') === 'notices') continue
        const change = JSON.parse(field('data') ?? '{}') as Partial<MatterChanged>
        told.push({
          event: field('event') ?? '',
          id: field('id') ?? '',
          version: change.version ?? null,
          matterId: change.matterId ?? null,
        })
      }
    }
  })().catch(() => {})
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    told,
    lastId: () => told.at(-1)?.id ?? '',
    stop: () => (stopping.abort(), reading),
  }
}

async function openStreams(): Promise<number> {
  return (await city.metrics.streams.get()).values[0]?.value ?? 0
}

const accept = async (matterId: string) =>
  (await city.as('community')).acceptMatter({
    params: { matterId },
    body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' },
  })

describe('who follows', () => {
  test('is told each change once, in order', async () => {
    const [community, supervisor] = [await follow('community'), await follow('supervisor')]
    const { matterId } = await playToHandled(city)
    for (const follower of [community, supervisor]) {
      await vi.waitFor(() => expect(follower.of(matterId)).toHaveLength(5), soon)
      expect(follower.of(matterId)).toEqual([1, 2, 3, 4, 5])
    }
    expect(community.changes.at(-1)).toMatchObject({ action: 'finish', state: 'handled', number: expect.stringMatching(/^260318-\d{6}$/) })
    community.stop()
    supervisor.stop()
  })

  test('is not told what they may not see, before it concerns them', async () => {
    const [handler, elsewhere, rules, supervisor] = [
      await follow('handler'),
      await follow('desk-370281001005'),
      await follow('rules'),
      await follow('supervisor'),
    ]
    const { matterId } = await reportInShownGrid(city)
    await accept(matterId)
    await vi.waitFor(() => expect(supervisor.of(matterId)).toEqual([1, 2]), soon)
    const lead = city.matters.books.organisations.get().byCode('city-management')?.id ?? ''
    await (await city.as('community')).dispatchMatter({ params: { matterId }, body: { expectedVersion: 2, leadOrganisationId: lead } })
    await vi.waitFor(() => expect(handler.of(matterId)).toEqual([3]), soon)
    // What comes later has arrived, so what came before would have.
    const there = await city.stranger().reportMatter({ body: { text: '路灯不亮', address: '大同社区门口' } })
    await vi.waitFor(() => expect(elsewhere.of(there.matterId)).toEqual([1]), soon)
    expect(elsewhere.changes.map((change) => change.matterId)).toEqual([there.matterId])
    await vi.waitFor(() => expect(supervisor.of(there.matterId)).toEqual([1]), soon)
    expect(rules.changes).toEqual([])
    for (const follower of [handler, elsewhere, rules, supervisor]) follower.stop()
  })

  test('without a session is refused', async () => {
    expect(await fetch(`${baseUrl}/api/stream`).then((answer) => answer.status)).toBe(401)
  })

  test('is told of what another process did', async () => {
    const second = await startSecondApp(city)
    const community = await follow('community')
    const answer = await second.app.inject({
      method: 'POST',
      url: '/api/matters',
      headers: { 'idempotency-key': 'from-another-process' },
      payload: { text: '路灯不亮', place: await placeInShownGrid(city) },
    })
    const { matterId } = answer.json<{ matterId: string }>()
    await vi.waitFor(() => expect(community.of(matterId)).toEqual([1]), soon)
    community.stop()
  })
})

describe('unread notices', () => {
  test('are counted on opening, and again whenever one comes for the listener, and only then', async () => {
    const [community, rules] = [await follow('community'), await follow('rules')]
    await vi.waitFor(() => expect([community.unread.length, rules.unread.length]).toEqual([1, 1]), soon)
    const before = (await community.client.listNotices({ query: { limit: 1 } })).unread
    expect(community.unread).toEqual([before])
    await reportInShownGrid(city)
    await vi.waitFor(() => expect(community.unread.at(-1)).toBe(Math.min(before + 1, 100)), soon)
    expect(rules.unread).toEqual([0])
    community.stop()
    rules.stop()
  })
})

describe('who comes back after a gap', () => {
  test('is told exactly what they missed', async () => {
    const cookie = (await city.as('community')).cookie()
    const before = await listen(cookie)
    expect(before).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' })
    const { matterId } = await reportInShownGrid(city)
    await vi.waitFor(() => expect(before.told.map((each) => each.event)).toEqual(['ready', 'matter_changed']), soon)
    await before.stop()

    const missed = await playToHandled(city)
    const after = await listen(cookie, before.lastId())
    await accept(matterId)
    await vi.waitFor(() => expect(after.told).toHaveLength(6), soon)
    expect(after.told.map(({ matterId: id, version }) => [id, version])).toEqual([
      ...[1, 2, 3, 4, 5].map((version) => [missed.matterId, version]),
      [matterId, 2],
    ])
    await after.stop()
  })

  test('misses nothing and hears nothing twice, at whichever event they left', async () => {
    const cookie = (await city.as('community')).cookie()
    const whole = await listen(cookie)
    const { matterId } = await playToHandled(city)
    await vi.waitFor(() => expect(whole.told).toHaveLength(6), soon)
    for (const left of whole.told.keys()) {
      const again = await listen(cookie, whole.told[left]?.id)
      await vi.waitFor(() => expect(again.told.length).toBeGreaterThanOrEqual(5 - left), soon)
      expect(again.told.map((each) => [each.matterId, each.version])).toEqual(
        [1, 2, 3, 4, 5].slice(left).map((version) => [matterId, version]),
      )
      await again.stop()
    }
    await whole.stop()
  })

  test('is not told again what they caught up with before the hub noticed it', async () => {
    const cookie = (await city.as('community')).cookie()
    const before = await listen(cookie)
    await vi.waitFor(() => expect(before.told).toHaveLength(1), soon)
    await before.stop()
    // Written without a signal, as by a process that died right after its commit.
    const quiet = await reportMatter(city.matters, contextAt(city.matters.books, city.clock.now()), {
      input: { text: '井盖破损', place: await placeInShownGrid(city) },
      actor: strangerAt('192.0.2.1', 'zh'),
      intention: null,
    })
    const after = await listen(cookie, before.lastId())
    const loud = await reportInShownGrid(city)
    await vi.waitFor(() => expect(after.told.at(-1)?.matterId).toBe(loud.matterId), soon)
    expect(after.told.map((each) => each.matterId)).toEqual([quiet.matterId, loud.matterId])
    await after.stop()
  })

  test('hears of a transaction that began early and ended late, once', async () => {
    const { matterId: slow } = await reportInShownGrid(city)
    const cookie = (await city.as('community')).cookie()
    const early = await listen(cookie)
    await vi.waitFor(() => expect(early.told).toHaveLength(1), soon)
    let finish: () => void = () => {}
    const mayFinish = new Promise<void>((resolve) => (finish = resolve))
    let begun: () => void = () => {}
    const hasBegun = new Promise<void>((resolve) => (begun = resolve))
    const committed = inTransaction(city.db, async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx)
      begun()
      await mayFinish
      await appendEntry(
        tx,
        slow,
        {
          action: 'hand_over',
          accountId: null,
          hat: { role: 'administrator', areaId: null, organisationId: null },
          visibility: 'internal',
          content: {},
        },
        city.clock.now(),
      )
    })
    await hasBegun
    const [first, second] = [await reportInShownGrid(city), await reportInShownGrid(city)]
    await vi.waitFor(() => expect(early.told).toHaveLength(3), soon)
    const between = await listen(cookie, early.lastId())
    finish()
    await committed
    city.matters.wakeup.signal('matters')
    const last = await reportInShownGrid(city)
    await vi.waitFor(() => expect(early.told.at(-1)?.matterId).toBe(last.matterId), soon)
    await vi.waitFor(() => expect(between.told.at(-1)?.matterId).toBe(last.matterId), soon)
    expect(early.told.slice(1).map((each) => [each.matterId, each.version])).toEqual([
      [first.matterId, 1],
      [second.matterId, 1],
      [slow, 2],
      [last.matterId, 1],
    ])
    expect(between.told.map((each) => each.matterId)).toEqual([slow, last.matterId])

    const again = await listen(cookie, early.told[1]?.id)
    await vi.waitFor(() => expect(again.told).toHaveLength(3), soon)
    // In order of transaction now: the slow one began first.
    expect(again.told.map((each) => each.matterId)).toEqual([slow, second.matterId, last.matterId])
    for (const stream of [early, between, again]) await stream.stop()
  })

  test('hears a transaction of thousands of entries whole, and what comes after it', async () => {
    const { matterId } = await reportInShownGrid(city)
    const cookie = (await city.as('community')).cookie()
    const live = await listen(cookie)
    await vi.waitFor(() => expect(live.told).toHaveLength(1), soon)
    await city.db.pool.query(
      `insert into timeline_entries (matter_id, seq, at, actor_role, action, to_state, visibility, content, content_digest, previous_hash, hash)
       select $1, seq, now(), 'system', 'area_reorganised', 'reported', 'internal', '{}', '', '', '' from generate_series(2, 2501) seq`,
      [matterId],
    )
    const next = await reportInShownGrid(city)
    await vi.waitFor(() => expect(live.told.at(-1)?.matterId).toBe(next.matterId), soon)
    const resumed = await listen(cookie, live.told[0]?.id)
    await vi.waitFor(() => expect(resumed.told.at(-1)?.matterId).toBe(next.matterId), soon)
    for (const { told } of [{ told: live.told.slice(1) }, resumed]) {
      expect(told).toHaveLength(2501)
      expect(new Set(told.map((each) => `${each.matterId} ${each.version}`)).size).toBe(2501)
    }
    await live.stop()
    await resumed.stop()
  })

  test('with an id that means nothing here begins anew and is told so', async () => {
    const cookie = (await city.as('community')).cookie()
    for (const id of ['nonsense', '999999999999999999:', `1:${'9'.repeat(40)}`, '9'.repeat(30)]) {
      const stream = await listen(cookie, id)
      await vi.waitFor(() => expect(stream.told.map((each) => each.event)).toEqual(['reset']), soon)
      const next = await reportInShownGrid(city)
      await vi.waitFor(() => expect(stream.told.at(-1)?.matterId).toBe(next.matterId), soon)
      await stream.stop()
    }
  })
})

describe('a stream ends', () => {
  test('when its session is signed out, and does not come back', async () => {
    const rules = await follow('rules')
    await rules.client.signOut()
    await rules.ended
    expect(rules.connections).toEqual([true])
  })

  test('when its account is disabled', async () => {
    const handler = await follow('handler-power-2')
    const account = await city.db.read
      .selectFrom('accounts')
      .select('id')
      .where('login_name', '=', 'handler-power-2')
      .executeTakeFirstOrThrow()
    await (await city.as('admin')).disableAccount({ params: { accountId: account.id }, body: { reason: '离职' } })
    await handler.ended
    expect(handler.connections).toEqual([true])
  })

  test('sees by its new rights when a post ends, without being opened anew', async () => {
    const worker = await follow('desk-370281001006')
    const posts = await city.db.read
      .selectFrom('posts as p')
      .innerJoin('accounts as a', 'a.id', 'p.account_id')
      .select(['p.id', 'p.account_id', 'p.area_id'])
      .where('a.login_name', 'in', ['desk-370281001006', 'desk-370281001007'])
      .orderBy('a.login_name')
      .execute()
    const [post, colleague] = posts
    if (!post?.area_id || !colleague) throw new Error('the demo city has other desks')
    const admin = await city.as('admin')
    // Somebody stays at the desk, else its matters would be left with nobody.
    await admin.createPost({ body: { accountId: colleague.account_id, role: 'desk_clerk', areaId: post.area_id } })
    const reportThere = () => city.stranger().reportMatter({ body: { text: '树枝折断', address: '浮萍街社区' } })
    const before = await reportThere()
    await vi.waitFor(() => expect(worker.of(before.matterId)).toEqual([1]), soon)
    await admin.endPost({ params: { postId: post.id }, body: { reason: '轮岗' } })
    const supervisor = await follow('supervisor')
    const after = await reportThere()
    await vi.waitFor(() => expect(supervisor.of(after.matterId)).toEqual([1]), soon)
    expect(worker.of(after.matterId)).toEqual([])
    worker.stop()
    supervisor.stop()
  })

  test('and leaves nothing behind, also when its reader goes away at once', async () => {
    await vi.waitFor(async () => expect(await openStreams()).toBe(0), soon)
    const cookie = (await city.as('community')).cookie()
    const streams = await Promise.all(Array.from({ length: 20 }, (_, index) => listen(cookie, index % 2 === 0 ? undefined : '1:')))
    await Promise.all(streams.map((stream) => stream.stop()))
    const hasty = Array.from({ length: 20 }, () => {
      const stopping = new AbortController()
      const asked = fetch(`${baseUrl}/api/stream`, { headers: { cookie, 'last-event-id': '1:' }, signal: stopping.signal })
        .then((answer) => answer.text())
        .catch(() => 'gone')
      setImmediate(() => stopping.abort())
      return asked
    })
    expect(new Set(await Promise.all(hasty))).toEqual(new Set(['gone']))
    await vi.waitFor(async () => expect(await openStreams()).toBe(0), soon)
  })

  test('when the server stops, and comes back with another', async () => {
    const second = await startSecondApp(city)
    const secondUrl = await second.app.listen({ port: 0, host: '127.0.0.1' })
    const client = await city.as('community')
    const connections: boolean[] = []
    const stopping = new AbortController()
    const ended = followStream(
      { baseUrl: secondUrl, headers: () => ({ cookie: client.cookie() }), signal: stopping.signal },
      { onChange: () => {}, onConnection: (connected) => connections.push(connected) },
    )
    await vi.waitFor(() => expect(connections).toEqual([true]), soon)
    await second.close()
    await vi.waitFor(() => expect(connections.slice(0, 2)).toEqual([true, false]), soon)
    stopping.abort()
    await ended
  })
})
