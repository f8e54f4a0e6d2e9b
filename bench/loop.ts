import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { makeDemoCity, wholeJiaozhou } from '../demo/make-demo-city.ts'
import { openBooks } from '../apps/server/src/books.ts'
import type { AreaGeometry } from '../apps/server/src/modules/areas/index.ts'
import { accountActor, type Actor } from '../apps/server/src/modules/access/index.ts'
import {
  type Books,
  contextAt,
  formatNumber,
  insertMatter,
  prepareAction,
  prepareReport,
  writeChange,
} from '../apps/server/src/modules/matters/index.ts'
import { findActorPosts, openSession } from '../apps/server/src/modules/people/index.ts'
import { migrateCity, roleOfCity } from '../apps/server/src/platform/city-schema.ts'
import { type Db, inTransaction, openDb, type Statement } from '../apps/server/src/platform/db.ts'
import { intentionOf } from '../apps/server/src/platform/idempotency.ts'
import { startEmbeddedPostgres } from '../apps/server/src/platform/postgres/embedded.ts'
import { loadSecrets, personalDataKeys, type PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { type BenchResult, machine } from './bench-result.ts'
import { benchCity, end, freePort, memoryOf, startServer } from './bench-server.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'

const city = benchCity
const clients = 16
const project = join(import.meta.dirname, '..')

/**
 * Whole lifecycles (report → accept → dispatch → claim → finish → verify → rate: seven actions) over HTTP by 16 clients on
 * a server of its own, against the very statements that server sends, run by 16 connections without HTTP, rights or
 * decisions. Both on the same database, in turns; the ratio is of the medians.
 */
export async function benchLoop(options: { lifecycles: number; rounds: number }): Promise<BenchResult> {
  const folder = makeTemporaryFolder('bench')
  const secrets = loadSecrets(folder)
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, password: secrets.databasePassword })
  let server: ChildProcess | null = null
  try {
    await migrateCity({ connection: postgres.address, city, migrationsFolder: join(project, 'db/migrations') })
    const keys = personalDataKeys(secrets.masterKey, city)
    const owner = openDb({ connection: postgres.address, city, role: null, connections: 4, pipeline: true })
    await makeDemoCity({
      db: owner,
      keys,
      size: { ...wholeJiaozhou, residents: clients, matters: { count: 0, closed: 0, refused: 0, months: 1 } },
      now: new Date(),
    })
    await owner.close()
    const db = openDb({ connection: postgres.address, city, role: roleOfCity(city), connections: clients })
    const cast = await castOf(db, keys)
    const port = await freePort()
    server = await startServer(folder, port)

    const linli: number[] = []
    const bare: number[] = []
    await overHttp(cast, port, Math.min(200, options.lifecycles))
    await inBareSql(db, cast, Math.min(200, options.lifecycles))
    for (let round = 0; round < options.rounds; round++) {
      linli.push(await overHttp(cast, port, options.lifecycles))
      bare.push(await inBareSql(db, cast, options.lifecycles))
    }
    await db.close()
    const ratio = median(linli) / median(bare)
    return {
      name: 'loop',
      figures: {
        ratio_to_bare_sql: ratio,
        lifecycles_per_second: median(linli),
        actions_per_second: median(linli) * 7,
        bare_sql_lifecycles_per_second: median(bare),
        server_memory_mib: memoryOf(server),
        lifecycles: options.lifecycles * options.rounds,
      },
      goals: { ratio_to_bare_sql: { at_least: 0.6, met: ratio >= 0.6 } },
      machine: machine(),
    }
  } finally {
    await end(server)
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One client's people and place; each client has a grid of its own. */
interface Player {
  longitude: number
  latitude: number
  resident: Session
  desk: Session
  handler: Session
  worker: Session
  lead: string
}

interface Session {
  actor: Actor
  cookie: string
}

interface Stage {
  players: Player[]
  books: Books
  keys: PersonalDataKeys
}

async function castOf(db: Db, keys: PersonalDataKeys): Promise<Stage> {
  const books = await openBooks(db.read)
  const tree = books.areas.get()
  const grids = tree.all().filter((area) => area.level === 'grid')
  const residents = await db.read.selectFrom('accounts').select('id').where('login_name', 'is', null).limit(clients).execute()
  const byName = async (loginName: string) =>
    signIn(db, (await db.read.selectFrom('accounts').select('id').where('login_name', '=', loginName).executeTakeFirstOrThrow()).id)
  const handler = await byName('handler-city-management')
  const lead = books.organisations.get().byCode('city-management')?.id ?? ''
  const players: Player[] = []
  for (const [index, resident] of residents.entries()) {
    const grid = grids[Math.floor((index * grids.length) / clients)]
    if (!grid) throw new Error('no grid')
    const desk = tree.deskOf(grid.id)
    const place = await pointIn(db, books, grid.id)
    players.push({
      ...place,
      lead,
      handler,
      resident: await signIn(db, resident.id),
      desk: await byName(`desk-${desk?.code}`),
      worker: await byName(`worker-${grid.code}`),
    })
  }
  return { players, books, keys }
}

async function pointIn(db: Db, books: Books, gridId: string): Promise<{ longitude: number; latitude: number }> {
  const row = await db.read.selectFrom('area_boundaries').select('geometry').where('area_id', '=', gridId).executeTakeFirstOrThrow()
  const geometry = row.geometry as AreaGeometry
  const ring = (geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]) ?? []
  for (const corner of ring) {
    for (const other of ring) {
      const point = { longitude: (corner[0] + other[0]) / 2, latitude: (corner[1] + other[1]) / 2 }
      const found = books.areas.get().locate(point.longitude, point.latitude)
      if (found?.how === 'inside' && found.area.id === gridId) return point
    }
  }
  throw new Error('no point in the grid')
}

async function signIn(db: Db, accountId: string): Promise<Session> {
  const now = new Date()
  const posts = await findActorPosts(db.read, accountId, now)
  const session = await inTransaction(db, (tx) => openSession(tx, { accountId, receiptMatterId: null, kind: 'staff' }, 'bench', now))
  return {
    actor: accountActor({ id: accountId, displayName: '', mustChangePassword: false, locale: 'zh' }, posts, session.hash),
    cookie: `linli_session=${session.token}`,
  }
}

/** Lifecycles a second through the server. */
async function overHttp({ players }: Stage, port: number, lifecycles: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const post = poster(agent, port)
  const started = performance.now()
  await inLanes(lifecycles, async (client) => {
    const player = players[client % players.length]
    if (!player) return
    const report = await post('/matters', player.resident.cookie, {
      text: reportText,
      place: { longitude: player.longitude, latitude: player.latitude, coordinateSystem: 'wgs84' },
    })
    const path = `/matters/${report.matterId}`
    await post(`${path}/acceptance`, player.desk.cookie, { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' })
    const sent = await post(`${path}/assignments`, player.desk.cookie, { expectedVersion: 2, leadOrganisationId: player.lead })
    const share = `${path}/assignments/${sent.assignmentIds[0]}`
    await post(`${share}/claim`, player.handler.cookie, { expectedVersion: 3 })
    await post(`${share}/result`, player.handler.cookie, { expectedVersion: 4, result: resultText, publicAnswer: resultText })
    await post(`${path}/verification`, player.worker.cookie, { expectedVersion: 5, passed: true, note: '现场看过，问题已解决。' })
    await post(`${path}/rating`, player.resident.cookie, { expectedVersion: 6, solved: true, stars: 5 })
  })
  agent.destroy()
  return lifecycles / ((performance.now() - started) / 1000)
}

const reportText = '楼道里堆满了旧家具，老人出不来，请帮忙清一清，谢谢。'
const resultText = '已安排人员清运完毕，楼道恢复畅通。'

interface Answer {
  matterId: string
  assignmentIds: string[]
}

let requests = 0

function poster(agent: Agent, port: number) {
  return (path: string, cookie: string, body: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const payload = JSON.stringify(body)
      const sent = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: `/api${path}`,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
            cookie,
            'idempotency-key': `bench-${process.pid}-${requests++}`,
          },
        },
        (answer) => {
          let text = ''
          answer.setEncoding('utf8').on('data', (part: string) => (text += part))
          answer.on('end', () =>
            (answer.statusCode ?? 500) < 300
              ? resolve(JSON.parse(text) as Answer)
              : reject(new Error(`${path} answered ${answer.statusCode}: ${text}`)),
          )
        },
      )
      sent.on('error', reject)
      sent.end(payload)
    })
}

/** Lifecycles a second of the same statements, decided beforehand, each a transaction of its own. */
async function inBareSql(db: Db, stage: Stage, lifecycles: number): Promise<number> {
  const scripts = Array.from({ length: lifecycles }, (_, index) => statementsOf(stage, index))
  const started = performance.now()
  await inLanes(lifecycles, async () => {
    for (const statement of scripts.pop() ?? []) await db.pool.query(statement)
  })
  return lifecycles / ((performance.now() - started) / 1000)
}

function statementsOf({ players, books, keys }: Stage, index: number): Statement[] {
  const player = players[index % players.length]
  if (!player) return []
  const context = contextAt(books, new Date())
  const statements: Statement[] = []
  const intention = (actor: Actor, body: object) => intentionOf(actor.owner, `bare-${process.pid}-${requests++}`, 'bench', {}, body)
  const input = { text: reportText, place: { longitude: player.longitude, latitude: player.latitude, coordinateSystem: 'wgs84' as const } }
  const report = prepareReport(
    keys,
    context,
    { input, actor: player.resident.actor, intention: null },
    formatNumber(new Date(), 1_000_000 + requests++),
  )
  statements.push(insertMatter({ ...report.writable, intention: intention(player.resident.actor, input) }, report.facts))
  let matter = { ...report.writable.after, hasGridWorker: true }
  const act = (action: Parameters<typeof prepareAction>[2]['action'], actor: Actor, body: object, assignmentId?: string) => {
    const prepared = prepareAction(context, matter, {
      action,
      actor,
      input: body,
      expectedVersion: null,
      ...(assignmentId !== undefined && { assignmentId }),
    })
    statements.push(writeChange({ ...prepared, intention: intention(actor, body) }))
    matter = prepared.after
  }
  act('accept', player.desk.actor, { categoryCode: 'E01-02', severity: 'ordinary' })
  act('dispatch', player.desk.actor, { leadOrganisationId: player.lead })
  const share = matter.assignments[0]?.id
  act('claim', player.handler.actor, {}, share)
  act('finish', player.handler.actor, { result: resultText, publicAnswer: resultText }, share)
  act('verify', player.worker.actor, { passed: true, note: '现场看过，问题已解决。' })
  act('rate', player.resident.actor, { solved: true, stars: 5 })
  return statements
}

async function inLanes(count: number, once: (client: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (next < count) {
        next += 1
        await once(client)
      }
    }),
  )
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
