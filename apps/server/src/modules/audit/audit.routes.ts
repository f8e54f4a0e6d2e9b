import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type AuditFilter, routes } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import { type Db, inTransaction, type Reader } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { auditLines } from './audit-export.ts'
import { presentTrace } from './audit.presenter.ts'
import { findMattersToCheck, findObjectNames, findTraces } from './audit.queries.ts'
import { writeAudit } from './audit.store.ts'

export interface AuditTools {
  db: Db
  clock: Clock
  /** The place of the whole city in the tree: whoever audits only a part of it reads nothing. */
  pathOfCity: () => string
  /** What the chains of these matters prove; of the matters module, which must not know this one. */
  proveChains: ProveChains
}

export type ProveChains = (
  db: Reader,
  matterIds: readonly string[],
) => Promise<{ number: string; reportedAt: Date; entries: number; brokenAt: number | null; isAlike: boolean }[]>

/** So many chains are recomputed at a time, as the doctor does. */
const chainsAtOnce = 500

export function auditRoutes(serve: Serve<Actor>, tools: AuditTools): void {
  const { read } = tools.db

  serve(routes.listAudit, async ({ query, caller }) => {
    requireWholeCity(caller, tools)
    const { rows, next } = await findTraces(read, { ...query, limit: query.limit ?? 50 })
    const names = await findObjectNames(read, rows)
    return { items: rows.map((row) => presentTrace(row, names)), next }
  })

  serve(routes.exportAudit, async ({ query, caller, reply }) => {
    requireWholeCity(caller, tools)
    const at = tools.clock.now()
    const given = Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'person'))
    const detail = { ...given, ofOnePerson: query.person !== undefined }
    await inTransaction(tools.db, (tx) =>
      writeAudit(tx, { accountId: caller.accountId, action: 'audit_exported', objectKind: 'audit', objectId: null, detail }, at),
    )
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="linli-audit-${at.toISOString().slice(0, 10)}.csv"`)
      .header('cache-control', 'no-store')
    const out = new PassThrough()
    // Whoever closes the download ends the reading; there is nobody left to tell.
    pipeline(auditLines(read, upTo(query, at), caller.locale), out).catch(() => out.destroy())
    await reply.send(out)
    return ''
  })

  serve(routes.checkChains, async ({ body, caller, intention }) => {
    requireWholeCity(caller, tools)
    const which = body.number === undefined ? { last: body.last ?? 100 } : { number: body.number.trim() }
    const at = tools.clock.now()
    return inTransactionOnce(tools.db, intention, at, async (tx) => {
      const ids = await findMattersToCheck(tx, which)
      if ('number' in which && ids.length === 0) throw new LinliError('not_found')
      const proofs = []
      for (let from = 0; from < ids.length; from += chainsAtOnce)
        proofs.push(...(await tools.proveChains(tx, ids.slice(from, from + chainsAtOnce))))
      const times = proofs.map((proof) => proof.reportedAt.getTime())
      const broken = proofs.flatMap(({ number, brokenAt }) => (brokenAt === null ? [] : [{ number, brokenAt }]))
      const differing = proofs.flatMap(({ number, isAlike }) => (isAlike ? [] : [number]))
      const detail = { ...which, matters: proofs.length, broken: broken.length, differing: differing.length }
      await writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'chains_checked',
          objectKind: 'number' in which ? 'matter' : 'audit',
          objectId: 'number' in which ? (ids[0] ?? null) : null,
          detail,
        },
        at,
      )
      return {
        matters: proofs.length,
        entries: proofs.reduce((count, proof) => count + proof.entries, 0),
        firstReportedAt: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
        lastReportedAt: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
        broken,
        differing,
        checkedAt: at.toISOString(),
      }
    })
  })
}

function requireWholeCity(caller: Actor, tools: AuditTools): void {
  if (!mayAt(caller, 'audit.read', tools.pathOfCity())) throw new LinliError('not_allowed')
}

/** The export ends with itself, however long it takes to read. */
function upTo(filter: AuditFilter, now: Date): AuditFilter {
  const end = new Date(now.getTime() + 1).toISOString()
  return { ...filter, to: filter.to !== undefined && filter.to < end ? filter.to : end }
}
