import { type areaRoles, type Post, routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { writeAudit } from '../audit/index.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { requireAnother, requireEndable, requireGivable, rolesToGive } from './administrator-posts.ts'
import { insertOrganisation, presentOrganisation } from './organisations.ts'
import { closePost, givePost } from './closing-posts.ts'
import { reachesCity } from './people-scope.ts'
import { peopleChanged, type PeopleTools } from './people.tools.ts'
import { endPostAt, findPosts, insertPost, requirePost } from './posts.ts'
import { findVacancies } from './vacancies.ts'

export function peopleRoutes(serve: Serve<Actor>, tools: PeopleTools): void {
  const now = () => tools.clock.now()

  serve(routes.listOrganisations, async () => ({ items: tools.organisations.get().all().map(presentOrganisation) }))

  serve(routes.createOrganisation, async ({ body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      const row = { ...body, id: randomIds.next(now()), endedAt: null }
      await insertOrganisation(tx, row)
      await writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'organisation_created',
          objectKind: 'organisation',
          objectId: row.id,
          detail: { code: row.code },
        },
        now(),
      )
      return presentOrganisation(row)
    })
    await tools.organisations.refresh()
    tools.wakeup.signal('people')
    return answer
  })

  serve(routes.listPosts, async ({ query, caller }) => {
    const area = query.areaId ? tools.areas.get().get(query.areaId) : undefined
    if (query.areaId && (!area || !mayAt(caller, 'people.read', area.path))) throw new LinliError('not_found')
    const posts = await findPosts(tools.db.read, query, now())
    // Only posts of areas the caller looks after; those of organisations are known to all staff.
    const tree = tools.areas.get()
    return { items: posts.filter((post) => post.areaId === null || mayAt(caller, 'people.read', tree.get(post.areaId)?.path ?? '-')) }
  })

  serve(routes.listRolesToGive, async ({ caller }) => ({ roles: await rolesToGive(tools.db.read, caller, now()) }))

  serve(routes.createPost, async ({ body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      requirePlace(tools, caller, body)
      const account = await tx
        .selectFrom('accounts')
        .select('id')
        .where('id', '=', body.accountId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      if (!account) throw new LinliError('not_found')
      await requireGivable(tx, caller, body, now())
      if (body.pairedPostId) await requirePost(tx, body.pairedPostId, now())
      const validFrom = body.validFrom ? new Date(body.validFrom) : now()
      const id = await insertPost(tx, { ...body, validFrom, validTo: body.validTo ? new Date(body.validTo) : undefined })
      await writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'post_given',
          objectKind: 'post',
          objectId: id,
          detail: { role: body.role, areaId: body.areaId ?? null, organisationId: body.organisationId ?? null },
        },
        now(),
      )
      return requirePost(tx, id, now())
    })
    peopleChanged(tools)
    return answer
  })

  serve(routes.endPost, async ({ params, body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      const post = await requirePost(tx, params.postId, now())
      requirePlace(tools, caller, post)
      requireEndable(caller, post)
      if (body.endsAt === undefined) await closePost(tools, tx, caller, { post, toAccountId: null, reason: body.reason })
      else await endLater(tx, caller, post, { at: new Date(body.endsAt), reason: body.reason })
      return requirePost(tx, params.postId, now())
    })
    peopleChanged(tools)
    return answer
  })

  serve(routes.handOverPost, async ({ params, body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      const successor = await tx
        .selectFrom('accounts')
        .select('id')
        .where('id', '=', body.toAccountId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      if (!successor) throw new LinliError('not_found')
      const left = await requirePost(tx, params.postId, now())
      requirePlace(tools, caller, left)
      requireEndable(caller, left)
      await requireGivable(tx, caller, { role: left.role, accountId: body.toAccountId }, now())
      const handedOverAssignments = await closePost(tools, tx, caller, { post: left, toAccountId: body.toAccountId, reason: body.reason })
      return { post: await postLike(tx, caller, left, body.toAccountId), handedOverAssignments }
    })
    peopleChanged(tools)
    return answer
  })

  serve(routes.listVacancies, async ({ query, caller }) => {
    const tree = tools.areas.get()
    const within = query.areaId === undefined ? undefined : tree.get(query.areaId)
    if (query.areaId !== undefined && (!within || !mayAt(caller, 'people.read', within.path))) throw new LinliError('not_found')
    return findVacancies(tools, {
      isAsked: (area) => area.path.startsWith(within?.path ?? '') && mayAt(caller, 'people.read', area.path),
      withOrganisations: within === undefined || within.parentId === null,
      kind: query.kind,
    })
  })

  /** A post that is to end at its date; the work of whoever does not hand it over before goes back to the place then. */
  async function endLater(tx: Transaction, caller: Actor, post: Post, { at, reason }: { at: Date; reason: string }): Promise<void> {
    await requireAnother(tx, { role: post.role, postId: post.id }, at)
    if (at <= now() || !(await endPostAt(tx, post.id, at))) throw new LinliError('overlapping_time')
    await writeAudit(
      tx,
      {
        accountId: caller.accountId,
        action: 'post_end_set',
        objectKind: 'post',
        objectId: post.id,
        detail: { reason, endsAt: at.toISOString() },
      },
      now(),
    )
  }

  /** The successor's post: the one just given, or the one they held there before. */
  async function postLike(tx: Transaction, caller: Actor, left: Post, accountId: string): Promise<Post> {
    const theirs = await findPosts(tx, { accountId }, now())
    const at = theirs.filter((post) => post.areaId === left.areaId && post.organisationId === left.organisationId)
    return at.find((post) => post.role === left.role) ?? givePost(tools, tx, caller, left, accountId)
  }
}
/** The place must exist, be in use, and lie where the caller administers people. */
function requirePlace(
  tools: PeopleTools,
  caller: Actor,
  place: { role: (typeof areaRoles)[number]; areaId?: string | null | undefined; organisationId?: string | null | undefined },
): void {
  if (place.areaId) {
    const area = tools.areas.get().get(place.areaId)
    if (!area || area.validTo !== null || !mayAt(caller, 'people.write', area.path)) throw new LinliError('not_found')
  }
  if (place.organisationId && !(reachesCity(tools, caller, 'people.write') && tools.organisations.get().get(place.organisationId)))
    throw new LinliError('not_found')
}
