import { mostUnfinishedDocuments, routes } from '@linli/contract'
import { Readable } from 'node:stream'
import { inTransaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { type Intention, inTransactionOnce } from '../../platform/idempotency.ts'
import { ObjectMissing } from '../../platform/file-store/file-store.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { figureAreaOf, readFigures } from '../figures/index.ts'
import { disposition } from '../files/index.ts'
import { cityDay, contentTypes, type DocumentOrder, type DocumentTools } from './document.ts'
import { countUnfinished, findDocument, findDocuments, presentDocument, type SeenDocument } from './documents.queries.ts'
import { cancelDocumentRow, insertDocument } from './documents.store.ts'
import { nameOfDocument } from './document-name.ts'
import { describeRequest } from './make-documents.ts'

const keptDays = 7

/** Documents: ordered here, made in the background, and fetched by whoever may see what is in them. */
export function documentRoutes(serve: Serve<Actor>, tools: Pick<DocumentTools, 'matters' | 'store'>): void {
  const { db, clock, books } = tools.matters

  serve(routes.orderReport, async ({ body, caller, intention }) => {
    const area = figureAreaOf(caller, books.areas.get(), body.areaId)
    if (`${body.month}-01` > cityDay(clock.now())) throw new LinliError('period_not_possible')
    const request = { kind: 'report', areaId: area.id, month: body.month } as const
    return order(tools, caller, intention, { ...body, request, area })
  })

  serve(routes.exportMatters, async ({ body, caller, intention }) => {
    const { filters } = body
    if (filters.areaId !== undefined && !books.areas.get().get(filters.areaId)) throw new LinliError('not_found')
    return order(tools, caller, intention, { ...body, request: { kind: 'matters', filters }, area: null })
  })

  serve(routes.exportFigures, async ({ body, caller, intention }) => {
    // Asked once now, so that what cannot be answered is refused to whoever asks and not to a job.
    const table = await readFigures(tools.matters, caller, body.question)
    const question = { ...body.question, areaId: table.area.id }
    return order(tools, caller, intention, { ...body, request: { kind: 'figures', question }, area: table.area })
  })

  serve(routes.listDocuments, async ({ query, caller }) => {
    const areas = books.areas.get()
    const rows = await findDocuments(db.read, caller, areas, query.limit ?? 100)
    return { items: rows.map((row) => presentDocument(row, caller, areas)) }
  })

  serve(routes.downloadDocument, async ({ params, caller, reply }) => {
    const row = await requireDocument(tools, caller, params.documentId)
    const now = clock.now()
    if (row.state === 'expired' || (row.expires_at !== null && row.expires_at <= now)) throw new LinliError('document_expired')
    if (row.state !== 'ready' || row.store_key === null) throw new LinliError('document_not_ready')
    const bytes = await tools.store.read(row.store_key).catch((error: unknown) => {
      throw error instanceof ObjectMissing ? new LinliError('file_store_unavailable', { cause: error }) : error
    })
    await inTransaction(db, (tx) =>
      writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'document_downloaded',
          objectKind: 'document',
          objectId: row.id,
          detail: describeRequest(row),
        },
        now,
      ),
    )
    reply.headers({
      'content-type': contentTypes[row.format as keyof typeof contentTypes],
      'content-disposition': disposition('attachment', row.name),
      'content-length': row.bytes ?? 0,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    await reply.send(Readable.from(bytes, { objectMode: false }))
    return ''
  })

  serve(routes.cancelDocument, async ({ params, caller, intention }) => {
    const { id, account_id } = await requireDocument(tools, caller, params.documentId)
    // A planned report is everybody's who may read it; only whoever ordered something may call it off.
    if (account_id !== caller.accountId) throw new LinliError('not_found')
    return inTransactionOnce(db, intention, clock.now(), async (tx) => {
      if (!(await cancelDocumentRow(tx, id, clock.now()))) throw new LinliError('document_not_open')
      const row = await findDocument(tx, caller, books.areas.get(), id)
      if (!row) throw new LinliError('not_found')
      return presentDocument(row, caller, books.areas.get())
    })
  })
}

type Ordered = Pick<DocumentOrder, 'request' | 'format' | 'locale'> & { keptDays?: number; area: { id: string; name: string } | null }

function order({ matters }: Pick<DocumentTools, 'matters'>, caller: Actor, intention: Intention, { area, ...ordered }: Ordered) {
  const { db, clock, books } = matters
  const at = clock.now()
  const accountId = caller.accountId
  if (accountId === null) throw new LinliError('not_allowed')
  return inTransactionOnce(db, intention, at, async (tx) => {
    if ((await countUnfinished(tx, accountId)) >= mostUnfinishedDocuments) throw new LinliError('too_many_documents')
    const name = nameOfDocument(ordered, area?.name ?? null, at)
    const document = { ...ordered, keptDays: ordered.keptDays ?? keptDays, accountId, planId: null, areaId: area?.id ?? null, name }
    const id = await insertDocument(tx, db.city, document, at)
    const row = id === null ? undefined : await findDocument(tx, caller, books.areas.get(), id)
    if (!row) throw new LinliError('not_found')
    await writeAudit(
      tx,
      { accountId, action: 'document_ordered', objectKind: 'document', objectId: row.id, detail: describeRequest(row) },
      at,
    )
    return presentDocument(row, caller, books.areas.get())
  })
}

async function requireDocument(
  { matters: { db, books } }: Pick<DocumentTools, 'matters'>,
  caller: Actor,
  id: string,
): Promise<SeenDocument> {
  const row = await findDocument(db.read, caller, books.areas.get(), id)
  if (!row) throw new LinliError('not_found')
  return row
}
