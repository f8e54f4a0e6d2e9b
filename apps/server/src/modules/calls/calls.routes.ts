import { type PersonsMatter, routes } from '@linli/contract'
import type { Pace } from '../../platform/pace.ts'
import { type Db, inTransaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import { type Actor, strangerAt } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { joinMatter, type MatterTools, seesByPost, sightOf } from '../matters/index.ts'
import { maskPhone } from '../people/index.ts'
import { findPersonOf, findPersonsMatters, type KnownPerson, type PersonsRow } from './persons-matters.queries.ts'
import { placesNamed } from './places-named.ts'

export interface CallTools {
  matters: MatterTools
  /** Numbers are looked up at the pace of calls, not at that of a list of numbers. */
  pace: Pace
}

const mostTold = 10
const textToldOf = 60

export function callRoutes(serve: Serve<Actor>, { matters, pace }: CallTools): void {
  const { db, clock, books, keys } = matters

  serve(routes.listReporterMatters, async ({ params, caller }) => {
    const found = await findPersonOf(db.read, params.matterId)
    const desks = sightOf(caller).deskAreaIds
    if (!found || !found.deskAreaIds.some((id) => desks.includes(id))) throw new LinliError('not_found')
    // Whoever asked to be anonymous is not recognised by their other matters either.
    const rows = found.anonymous ? [] : await findPersonsMatters(db.read, found.person)
    const seen = seenBy(caller, rows).filter((row) => row.id !== params.matterId && row.closedAt === null)
    await logReading(db, caller, 'reporter_matters_read', params.matterId, seen, clock.now())
    return { items: seen.slice(0, mostTold).map((row) => present(row, books.areas.get())) }
  })

  serve(routes.lookUpCaller, async ({ body, caller }) => {
    pace.take(caller.owner)
    const person: KnownPerson = { contactHash: keys.lookupHash(body.phone), accountId: null }
    const seen = seenBy(caller, await findPersonsMatters(db.read, person))
    await logReading(db, caller, 'caller_looked_up', null, seen, clock.now())
    return { phoneMasked: maskPhone(body.phone), items: seen.slice(0, mostTold).map((row) => present(row, books.areas.get())) }
  })

  serve(routes.suggestPlaces, async ({ query, caller }) => ({
    items: await placesNamed({ db: db.read, areas: books.areas.get() }, deskPaths(caller), query.search?.trim() ?? ''),
  }))

  serve(routes.joinForCaller, async ({ params, body, caller, intention }) => {
    const joined = await joinMatter(matters, {
      matterId: params.matterId,
      // The caller has no account here; what they get is a receipt of their own.
      actor: strangerAt(caller.owner, caller.locale),
      intention,
      body: {},
      contactHash: body.phone === undefined ? undefined : keys.lookupHash(body.phone),
      audit: { accountId: caller.accountId, action: 'joined_for_caller', objectKind: 'matter', objectId: params.matterId, detail: {} },
    })
    matters.wakeup.signal('matters')
    return { ...joined, receiptCode: joined.receiptCode ?? '' }
  })
}

/** By post and not by identity: what a clerk reported themselves as a resident elsewhere is not the desk's to read. */
function seenBy(caller: Actor, rows: readonly PersonsRow[]): PersonsRow[] {
  const sight = sightOf(caller)
  return rows.filter((row) => seesByPost(sight, row.visibility))
}

async function logReading(
  db: Db,
  caller: Actor,
  action: 'reporter_matters_read' | 'caller_looked_up',
  matterId: string | null,
  told: readonly PersonsRow[],
  at: Date,
): Promise<void> {
  const detail = { matters: told.slice(0, mostTold).map((row) => row.number) }
  await inTransaction(db, (tx) =>
    writeAudit(tx, { accountId: caller.accountId, action, objectKind: 'matter', objectId: matterId, detail }, at),
  )
}

function deskPaths(caller: Actor): string[] {
  return caller.posts.flatMap((post) => (post.role === 'desk_clerk' && post.areaPath !== null ? [post.areaPath] : []))
}

function present(row: PersonsRow, areas: { get(id: string): { name: string } | undefined }): PersonsMatter {
  return {
    matterId: row.id,
    number: row.number,
    state: row.state,
    categoryCode: row.categoryCode,
    areaName: areas.get(row.areaId)?.name ?? '',
    text: row.text.length > textToldOf ? `${row.text.slice(0, textToldOf)}…` : row.text,
    reportedAt: row.reportedAt.toISOString(),
    ended: row.closedAt !== null,
  }
}
