import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { clientOf, startTestCity } from '../testing/test-city.ts'
import { startSecondApp } from '../testing/second-app.factory.ts'
import { placeInShownGrid, reportInShownGrid } from '../modules/matters/matter.factory.ts'
import { startProxy } from '../testing/proxy.factory.ts'
import { inTransaction, openDb, runStatement, runStatements, sqlStateOf } from './db.ts'
import { roleOfCity } from './city-schema.ts'

const city = await startTestCity()

async function asOwner<T extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
  database = city.connection.database,
): Promise<T[]> {
  const client = new pg.Client({ ...city.connection, ...(database !== undefined && { database }) })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

const endConnections = (application = `linli ${city.db.city}`) =>
  asOwner(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like $1 and pid <> pg_backend_pid()',
    [`${application}%`],
  )

describe('a lost connection', () => {
  test('does not end the process, and the next request works', async () => {
    const community = await city.as('community')
    for (let round = 0; round < 3; round++) {
      await endConnections()
      await vi.waitFor(async () => expect(await community.getMe()).toMatchObject({ kind: 'staff' }), { timeout: 10_000 })
      const { matterId } = await reportInShownGrid(city)
      expect(await community.getMatter({ params: { matterId } })).toMatchObject({ version: 1 })
    }
  })

  test('in the middle of a request is a 503 that may be repeated, never a 500', async () => {
    const community = await city.as('community')
    const codes = new Set<string>()
    const body = { text: '路灯不亮', place: await placeInShownGrid(city) }
    for (let round = 0; round < 5; round++) {
      const requests = Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? community.listMatters({ query: { view: 'all' } }) : city.stranger().reportMatter({ body }),
      )
      const settled = Promise.allSettled(requests)
      await endConnections()
      for (const outcome of await settled)
        codes.add(
          outcome.status === 'fulfilled'
            ? 'answered'
            : ((outcome.reason as { problem?: { code: string } }).problem?.code ?? String(outcome.reason)),
        )
    }
    codes.delete('answered')
    codes.delete('database_unavailable')
    expect([...codes]).toEqual([])
  })

  test('in the middle of a transaction undoes all of it and says database_unavailable', async () => {
    const db = openOwnDb()
    const work = inTransaction(db, async (tx) => {
      await tx.insertInto('settings').values({ name: 'half', value: '1' }).execute()
      const [{ pid } = { pid: 0 }] = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows
      await asOwner('select pg_terminate_backend($1)', [pid])
      await tx.insertInto('settings').values({ name: 'other half', value: '1' }).execute()
    })
    await expect(work).rejects.toMatchObject({ code: 'database_unavailable' })
    expect(await asOwner(`select name from ${city.db.city}.settings where name in ('half', 'other half')`)).toEqual([])
    await db.close()
  })

  test('by an administrator’s command is the same for a single statement', async () => {
    const db = openOwnDb()
    // Open before the long statement, so that nothing of the tests before can end it.
    await runStatement(db, { name: 'one', text: 'select 1 as one', values: [] })
    const killed = runStatement(db, { name: 'sleep_long', text: 'select pg_sleep(30)', values: [] }).catch((error: unknown) => error)
    await vi.waitFor(
      async () =>
        expect(
          await asOwner(
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'select pg_sleep(30)' and state = 'active'`,
          ),
        ).toHaveLength(1),
      { timeout: 20_000 },
    )
    expect(await killed).toMatchObject({ code: 'database_unavailable', cause: { code: '57P01' } })
    expect(await runStatement(db, { name: 'after_the_kill', text: 'select 1 as one', values: [] })).toEqual([{ one: 1 }])
    await db.close()
  })
})

/** A pool that no other test's lost connections are in. */
function openOwnDb() {
  return openDb({ connection: city.connection, city: city.db.city, role: roleOfCity(city.db.city), connections: 1 })
}

describe('a database that is away', async () => {
  const proxy = await startProxy(city.connection)
  const running = await startSecondApp(city, { connection: proxy.connection })

  test('is a 503 with Retry-After for everything that needs it, and all is well when it is back', async () => {
    const community = clientOf(running)
    await community.signIn({ body: { loginName: 'community', password: 'linli-demo-city' } })
    await proxy.cut()
    running.authenticator.forget()
    for (const url of ['/api/session', '/api/matters', '/api/notices', '/readyz']) {
      const answer = await running.app.inject({ url, headers: { cookie: community.cookie() } })
      expect([url, answer.statusCode]).toEqual([url, 503])
      if (url !== '/readyz') expect(answer.headers['retry-after']).toMatch(/^\d+$/)
    }
    const report = () =>
      running.app.inject({
        method: 'POST',
        url: '/api/matters',
        headers: { 'idempotency-key': 'while-it-is-away' },
        payload: { text: '停电了', address: '阜安街道' },
      })
    expect(await report()).toMatchObject({ statusCode: 503 })
    expect(
      await running.app.inject({ method: 'POST', url: '/api/session', payload: { loginName: 'community', password: 'linli-demo-city' } }),
    ).toMatchObject({ statusCode: 503 })
    // What needs no database goes on.
    expect((await running.app.inject({ url: '/healthz' })).statusCode).toBe(200)
    expect((await running.app.inject({ url: '/api/levels' })).statusCode).toBe(200)
    await proxy.mend()
    await vi.waitFor(async () => expect(await community.getMe()).toMatchObject({ kind: 'staff' }), { timeout: 10_000 })
    expect(await report()).toMatchObject({ statusCode: 201 })
  })

  test('for a while leaves one listener when it is back, and signals arrive again', async () => {
    const listeners = () =>
      asOwner('select pid from pg_stat_activity where datname = current_database() and application_name = $1', [
        `linli ${city.db.city} listener`,
      ])
    await vi.waitFor(async () => expect(await listeners()).toHaveLength(2), { timeout: 10_000 })
    await proxy.cut()
    const since = Date.now()
    // Long enough for several attempts to connect again.
    await vi.waitFor(() => expect(Date.now() - since).toBeGreaterThan(3000), { timeout: 5000, interval: 100 })
    await proxy.mend()
    const community = clientOf(running)
    await vi.waitFor(() => community.signIn({ body: { loginName: 'community', password: 'linli-demo-city' } }), { timeout: 10_000 })
    await vi.waitFor(async () => expect((await listeners()).length).toBeGreaterThanOrEqual(2), { timeout: 10_000 })
    const { id } = await (
      await city.as('admin')
    ).createOrganisation({ body: { code: 'after-the-gap', kind: 'merchant', nameZh: '新店', nameEn: 'New shop' } })
    await vi.waitFor(async () => expect((await community.listOrganisations()).items.map((item) => item.id)).toContain(id), {
      timeout: 10_000,
    })
    expect(await listeners()).toHaveLength(2)
  })
})

describe('a transaction', () => {
  test('is tried again after a deadlock, and both sides commit', async () => {
    await asOwner(`insert into ${city.db.city}.settings (name, value) values ('left', '0'), ('right', '0')`)
    const bump = (first: string, second: string) =>
      inTransaction(city.db, async (tx) => {
        for (const name of [first, second]) {
          await sql`update settings set value = to_jsonb(value::text::integer + 1) where name = ${name}`.execute(tx)
          await sql`select pg_sleep(0.05)`.execute(tx)
        }
      })
    await Promise.all([bump('left', 'right'), bump('right', 'left'), bump('left', 'right')])
    const rows = await city.db.read.selectFrom('settings').select('value').where('name', 'in', ['left', 'right']).execute()
    expect(rows.map((row) => row.value)).toEqual([3, 3])
  })

  test('of several statements commits all or none', async () => {
    const insert = (name: string) => ({ name: '', text: 'insert into settings (name, value) values ($1, $2)', values: [name, '1'] })
    await runStatements(city.db, [insert('a'), insert('b')])
    await expect(runStatements(city.db, [insert('c'), insert('a'), insert('d')])).rejects.toMatchObject({ code: '23505' })
    const rows = await city.db.read
      .selectFrom('settings')
      .select('name')
      .where('name', 'in', ['a', 'b', 'c', 'd'])
      .orderBy('name')
      .execute()
    expect(rows.map((row) => row.name)).toEqual(['a', 'b'])
  })

  test('of several statements on a pipelined pool commits all or none too', async () => {
    const db = openDb({ connection: city.connection, city: city.db.city, role: roleOfCity(city.db.city), connections: 1, pipeline: true })
    const insert = (name: string) => ({
      name: 'pipelined_insert',
      text: 'insert into settings (name, value) values ($1, $2)',
      values: [name, '1'],
    })
    try {
      await expect(runStatements(db, [insert('e'), insert('e'), insert('f')])).rejects.toMatchObject({ code: '23505' })
      await runStatements(db, [insert('g'), insert('h')])
      const rows = await db.read.selectFrom('settings').select('name').where('name', 'in', ['e', 'f', 'g', 'h']).orderBy('name').execute()
      expect(rows.map((row) => row.name)).toEqual(['g', 'h'])
    } finally {
      await db.close()
    }
  })
})

describe('an error’s SQLSTATE', () => {
  test('is told from other codes', () => {
    expect(sqlStateOf(Object.assign(new Error('x'), { code: '23505' }))).toBe('23505')
    for (const other of [new Error('x'), Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), { code: 42 }, null, undefined, 'text'])
      expect(sqlStateOf(other)).toBeNull()
  })
})

describe('the rights of a city’s server', () => {
  test.each(['timeline_entries', 'audit_entries', 'ratings', 'area_changes', 'area_successions'])(
    'are to add to %s, never to change or take away',
    async (table) => {
      const row = await city.db.pool.query<{ column_name: string }>(
        'select column_name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position limit 1',
        [city.db.city, table],
      )
      const column = row.rows[0]?.column_name
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `alter table ${table} add column x integer`,
        `drop table ${table}`,
      ])
        await expect(city.db.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
    },
  )

  test.each(['matters', 'assignments', 'accounts', 'posts', 'areas', 'clocks', 'notices'])(
    'are not to take anything away from %s',
    async (table) => {
      await expect(city.db.pool.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' })
    },
  )

  test('do not reach beyond its own schemas, roles and files', async () => {
    for (const statement of [
      'create table mine (x integer)',
      'create schema mine',
      'create role mine',
      "select pg_read_file('PG_VERSION')",
      'select rolpassword from pg_authid',
      'create table public.mine (x integer)',
    ])
      await expect(city.db.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' })
  })
})
