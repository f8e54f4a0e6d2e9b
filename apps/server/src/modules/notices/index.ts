import { routes } from '@linli/contract'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { type Actor } from '../access/index.ts'

/** Beyond this the unread count is told as "99 and more". */
const countedUpTo = 100

/** The inbox of a person: what is addressed to them, and to the areas and organisations where they hold a post. */
export function noticeRoutes(serve: Serve<Actor>, db: Db): void {
  serve(routes.listNotices, async ({ query, caller }) => {
    if (caller.accountId === null) return { items: [], next: null, unread: 0 }
    const limit = query.limit ?? 50
    const readUpTo = await findReadUpTo(db, caller.accountId)
    let page = db.read
      .selectFrom('notices as n')
      .leftJoin('matters as m', 'm.id', 'n.matter_id')
      .select(['n.id', 'n.at', 'n.event', 'n.matter_id', 'm.number', 'n.facts'])
      .where((where) => addressedTo(where as never, caller))
      .orderBy('n.id', 'desc')
      .limit(sql.lit(limit + 1))
    if (query.after && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(query.after)) page = page.where('n.id', '<', query.after)
    const rows = await page.execute()
    const unread = await db.read
      .selectFrom((from) =>
        from
          .selectFrom('notices as n')
          .select(sql.lit(1).as('one'))
          .where((where) => addressedTo(where as never, caller))
          .where('n.id', '>', readUpTo)
          .limit(sql.lit(countedUpTo))
          .as('found'),
      )
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return {
      items: rows.slice(0, limit).map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        event: row.event,
        matterId: row.matter_id,
        matterNumber: row.number,
        facts: row.facts as Record<string, unknown>,
        readAt: row.id <= readUpTo ? row.at.toISOString() : null,
      })),
      next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      unread: unread.count,
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

const beforeAll = '00000000-0000-0000-0000-000000000000'

async function findReadUpTo(db: Db, accountId: string): Promise<string> {
  const row = await db.read.selectFrom('notice_readings').select('up_to').where('account_id', '=', accountId).executeTakeFirst()
  return row?.up_to ?? beforeAll
}

type NoticeExpression = ExpressionBuilder<Database & { n: Database['notices'] }, 'n'>

function addressedTo(where: NoticeExpression, actor: Actor): Expression<SqlBool> {
  const areaIds = actor.posts.flatMap((post) =>
    post.areaId !== null && (post.role === 'desk_clerk' || post.role === 'grid_worker') ? [post.areaId] : [],
  )
  const organisationIds = actor.posts.flatMap((post) => (post.organisationId === null ? [] : [post.organisationId]))
  return where.or([
    where('n.account_id', '=', actor.accountId),
    ...(areaIds.length > 0 ? [where('n.area_id', 'in', areaIds)] : []),
    ...(organisationIds.length > 0 ? [where('n.organisation_id', 'in', organisationIds)] : []),
  ])
}
