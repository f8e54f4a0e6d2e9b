import type { RouteDefinition } from '@linli/contract'
import type pg from 'pg'
import { buildApp, type RunningApp } from '../../../app.ts'
import { readCity } from '../../cities/index.ts'
import { roleOfCity } from '../../../platform/city-schema.ts'
import { SetClock } from '../../../platform/clock.ts'
import { type Db, inTransaction, openDb } from '../../../platform/db.ts'
import { FolderStore } from '../../../platform/file-store/folder-store.ts'
import { createLogger } from '../../../platform/log.ts'
import { testKeys, testNow } from '../../../testing/constants.ts'
import { addressOf } from '../../../testing/sample.factory.ts'
import { accountActor, type Actor, receiptActor, strangerAt } from '../../access/index.ts'
import { findActorPosts, openSession, sessionCookie } from '../../people/index.ts'
import type { MatterTools } from '../matter.tools.ts'
import type { Named } from '../play.factory.ts'

/** Somebody who plays: as the policy knows them, and how they are signed in. */
export interface Player {
  name: string
  actor: Actor
  session: { cookie: string; until: number } | null
}

export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** What a request says; sent again it is a repetition. */
export interface Sent {
  player: Player
  definition: RouteDefinition
  params: Record<string, string>
  /** With its question mark; none when left out. */
  query?: string
  body: Record<string, unknown>
  key: string
}

/** How long a session is used before another is opened: shorter than any limit of a session. */
const sessionMs = 10 * 3_600_000

/** The demo city's people who could have to do with a matter in the grid of `worker`, and some who could not. */
const staffNames = [
  'worker',
  'community',
  'street',
  'district',
  'city',
  'supervisor',
  'dispatcher',
  'handler',
  'handler-city-management-2',
  'rules',
  'admin',
]

/** A real server twice on one database, as two processes, with a clock of its own and people of every role. */
export class Stage {
  readonly db: Db
  readonly owner: Db
  readonly clock: SetClock
  readonly first: RunningApp
  readonly second: RunningApp
  readonly staff: Player[]
  readonly residents: Player[]
  readonly stranger: Player
  readonly named: Named
  readonly place: { longitude: number; latitude: number; coordinateSystem: 'wgs84' }
  /** The grid of `worker`. */
  readonly gridId: string
  #ids: Set<string> | null = null

  private constructor(
    parts: Pick<Stage, 'db' | 'owner' | 'clock' | 'first' | 'second' | 'staff' | 'residents' | 'named' | 'place' | 'gridId'>,
  ) {
    this.db = parts.db
    this.owner = parts.owner
    this.clock = parts.clock
    this.first = parts.first
    this.second = parts.second
    this.staff = parts.staff
    this.residents = parts.residents
    this.named = parts.named
    this.place = parts.place
    this.gridId = parts.gridId
    this.stranger = { name: 'stranger', actor: strangerAt('127.0.0.1', 'zh'), session: null }
  }

  /** On a database that holds a demo city. */
  static async open(connection: pg.ClientConfig, city: string, filesFolder: string): Promise<Stage> {
    const db = openDb({ connection, city, role: roleOfCity(city), connections: 6 })
    const owner = openDb({ connection, city, role: null, connections: 1 })
    const known = await readCity(db.read, city)
    if (!known) throw new Error('there is no city to play in')
    const clock = new SetClock(testNow)
    const fileStore = new FolderStore({ folder: filesFolder })
    const build = () => buildApp({ db, connection, city: known, clock, keys: testKeys, fileStore, log: createLogger('silent') })
    const [first, second] = [await build(), await build()]
    await Promise.all([first.app.ready(), second.app.ready()])
    return new Stage({ db, owner, clock, first, second, ...(await castOf(db, first.matters)) })
  }

  /** Of every area, organisation and person that plays. */
  get ids(): Set<string> {
    this.#ids ??= new Set([
      ...this.tools.books.areas
        .get()
        .all()
        .map(({ id }) => id),
      ...this.tools.books.organisations
        .get()
        .all()
        .map(({ id }) => id),
      ...[...this.staff, ...this.residents].flatMap(({ actor }) => actor.accountId ?? []),
    ])
    return this.#ids
  }

  get tools(): MatterTools {
    return this.first.matters
  }

  /** Before a sequence: what earlier ones left open waits for nothing any more, and everybody signs in anew. */
  async clear(): Promise<void> {
    await this.owner.pool.query('update clocks set stopped_at = due_at, next_at = null where next_at is not null')
    await this.owner.pool.query('update clocks set stopped_at = due_at where stopped_at is null and next_at is null')
    for (const player of [...this.staff, ...this.residents]) player.session = null
  }

  /** Whoever has the receipt of a matter, of reporting it or of joining it. */
  receiptOf(matterId: string, followerId: string | null): Player {
    return {
      name: followerId === null ? 'receipt' : 'joined receipt',
      actor: receiptActor(matterId, null, 'zh', followerId),
      session: null,
    }
  }

  /** Sends a request through all of the server but the network. */
  async send({ player, definition, params, query = '', body, key }: Sent, process: 'first' | 'second' = 'first'): Promise<Answer> {
    const cookie = await this.#cookieOf(player)
    const reads = definition.method === 'GET'
    const answer = await this[process].app.inject({
      method: definition.method,
      url: addressOf(definition, params) + query,
      headers: {
        'accept-language': 'zh',
        ...(cookie && { cookie }),
        ...(!reads && { 'idempotency-key': key, 'content-type': 'application/json' }),
      },
      ...(!reads && { payload: JSON.stringify(body) }),
    })
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
  }

  async close(): Promise<void> {
    await this.first.close()
    await this.second.close()
    await this.db.close()
    await this.owner.close()
  }

  async #cookieOf(player: Player): Promise<string | null> {
    const { actor } = player
    if (actor.kind === 'stranger') return null
    const now = this.clock.now()
    if (player.session && player.session.until > now.getTime()) return player.session.cookie
    const kind = actor.kind
    const { token } = await inTransaction(this.db, (tx) =>
      openSession(
        tx,
        { accountId: actor.accountId, receiptMatterId: actor.receiptMatterId, receiptFollowerId: actor.receiptFollowerId, kind },
        'model',
        now,
      ),
    )
    player.session = { cookie: `${sessionCookie}=${token}`, until: now.getTime() + sessionMs }
    return player.session.cookie
  }
}

async function castOf(db: Db, { books }: MatterTools): Promise<Pick<Stage, 'staff' | 'residents' | 'named' | 'place' | 'gridId'>> {
  const tree = books.areas.get()
  const organisations = books.organisations.get()
  const [lead, helper, other] = ['city-management', ...[...organisations.all()].map(({ code }) => code)]
    .filter((code, index, all) => all.indexOf(code) === index && code !== 'city-operations')
    .slice(0, 3)
    .map((code) => organisations.byCode(code))
  if (!lead || !helper || !other) throw new Error('the city has too few departments')
  const worker = await accountOf(db, 'worker')
  const gridId = (await findActorPosts(db.read, worker.id, testNow))[0]?.areaId ?? ''
  const community = tree.deskOf(gridId)
  const street = community?.parentId == null ? undefined : tree.deskOf(community.parentId)
  const elsewhere = tree.all().find((area) => area.level === 'community' && area.id !== community?.id)
  const otherGrid = tree.all().find((area) => area.level === 'grid' && area.parentId === community?.id && area.id !== gridId)
  if (!community || !street || !elsewhere) throw new Error('the city is too small')
  const names = [
    ...staffNames,
    `desk-${community.code}`,
    `desk-${elsewhere.code}`,
    ...(otherGrid ? [`worker-${otherGrid.code}`] : []),
    ...[helper, other].flatMap(({ code }) => [`dispatcher-${code}`, `handler-${code}`]),
  ]
  const residents = await db.read.selectFrom('accounts').select('id').where('login_name', 'is', null).orderBy('id').limit(3).execute()
  return {
    staff: await Promise.all(names.map(async (name) => player(db, name, (await accountOf(db, name)).id))),
    residents: await Promise.all(residents.map(({ id }, index) => player(db, `resident ${index + 1}`, id))),
    named: { lead: lead.id, helper: helper.id, other: other.id, community: community.id, street: street.id },
    place: await placeIn(db, tree, gridId),
    gridId,
  }
}

function accountOf(db: Db, loginName: string): Promise<{ id: string }> {
  return db.read.selectFrom('accounts').select('id').where('login_name', '=', loginName).executeTakeFirstOrThrow()
}

async function player(db: Db, name: string, id: string): Promise<Player> {
  const posts = await findActorPosts(db.read, id, testNow)
  return { name, actor: accountActor({ id, displayName: name, mustChangePassword: false, locale: 'zh' }, posts, null), session: null }
}

async function placeIn(db: Db, tree: ReturnType<MatterTools['books']['areas']['get']>, gridId: string): Promise<Stage['place']> {
  const row = await db.read.selectFrom('area_boundaries').select('geometry').where('area_id', '=', gridId).executeTakeFirstOrThrow()
  const ring = (row.geometry as { coordinates: [number, number][][] }).coordinates[0] ?? []
  for (const [index, corner] of ring.entries()) {
    for (const opposite of ring.slice(index + 2)) {
      const [longitude, latitude] = [(corner[0] + opposite[0]) / 2, (corner[1] + opposite[1]) / 2]
      const found = tree.locate(longitude, latitude)
      if (found?.how === 'inside' && found.area.id === gridId) return { longitude, latitude, coordinateSystem: 'wgs84' }
    }
  }
  throw new Error('no point inside the grid')
}
