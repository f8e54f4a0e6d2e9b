import { type Notice, routes } from '@linli/contract'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Actor } from '../access/index.ts'
import { receiverOf } from './notice-events.ts'
import { countUnread, findInbox, findReadUpTo, type NoticeRow } from './notices.queries.ts'
import { tellNotice } from './templates/notice-text.ts'

/** The inbox of a person: what is addressed to them, and to the areas and organisations where they hold a post. */
export function noticeRoutes(serve: Serve<Actor>, db: Db): void {
  serve(routes.listNotices, async ({ query, caller, request }) => {
    if (caller.accountId === null) return { items: [], next: null, unread: 0 }
    const limit = query.limit ?? 50
    const after = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(query.after ?? '') ? (query.after ?? null) : null
    const readUpTo = await findReadUpTo(db.read, caller.accountId)
    const rows = await findInbox(db.read, caller, { after, limit: limit + 1 })
    const locale = localeOf(request)
    return {
      items: rows.slice(0, limit).map((row) => presentNotice(row, readUpTo, locale)),
      next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      unread: await countUnread(db.read, caller),
    }
  })

  serve(routes.readNotices, async ({ body, caller }) => {
    if (caller.accountId === null) return undefined
    await db.read
      .insertInto('notice_readings')
      .values({ account_id: caller.accountId, up_to: body.upTo })
      .onConflict((conflict) =>
        conflict
          .column('account_id')
          .doUpdateSet((set) => ({ up_to: sql<string>`greatest(${set.ref('notice_readings.up_to')}, excluded.up_to)` })),
      )
      .execute()
    return undefined
  })
}

function presentNotice(row: NoticeRow, readUpTo: string, locale: 'zh' | 'en'): Notice {
  return {
    id: row.id,
    at: row.at.toISOString(),
    event: row.event,
    matterId: row.matterId,
    matterNumber: row.matterNumber,
    facts: row.facts,
    text: tellNotice({ ...row, receiver: receiverOf(row) }, locale).text,
    urgent: row.urgent,
    readAt: row.id <= readUpTo ? row.at.toISOString() : null,
  }
}

/** The language of the screen that asks, as for errors. */
function localeOf(request: FastifyRequest): 'zh' | 'en' {
  return request.headers['accept-language']?.toLowerCase().startsWith('en') ? 'en' : 'zh'
}
