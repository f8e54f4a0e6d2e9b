import type { areaRoles } from '@linli/contract'
import { routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import { writeAudit } from '../audit/index.ts'
import { type Actor, mayAt } from '../access/index.ts'
import { insertOrganisation, presentOrganisation } from './organisations.ts'
import { hashPassword } from './passwords.ts'
import type { PeopleTools } from './people.tools.ts'
import { endPostNow, findPosts, insertPost, requirePost } from './posts.ts'
import { endSessionsOf } from './sessions.store.ts'

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

  serve(routes.createStaffAccount, async ({ body, caller, intention }) => {
    const id = randomIds.next(now())
    const passwordHash = await hashPassword(tools.keys.oneTimePassword(id))
    // The password is not part of the answer that is kept; it follows from the account's id.
    const account = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      await tx
        .insertInto('accounts')
        .values({
          id,
          login_name: body.loginName,
          display_name: body.displayName,
          password_hash: passwordHash,
          must_change_password: true,
          created_at: now(),
        })
        .execute()
      await writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'account_created',
          objectKind: 'account',
          objectId: id,
          detail: { loginName: body.loginName },
        },
        now(),
      )
      return { id, loginName: body.loginName, displayName: body.displayName, disabledAt: null }
    })
    return { account, oneTimePassword: tools.keys.oneTimePassword(account.id) }
  })

  serve(routes.disableAccount, async ({ params, body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      const account = await tx
        .updateTable('accounts')
        .set({ disabled_at: now() })
        .where('id', '=', params.accountId)
        .where('login_name', 'is not', null)
        .returning(['id', 'login_name', 'display_name', 'disabled_at'])
        .executeTakeFirst()
      if (!account) throw new LinliError('not_found')
      await endSessionsOf(tx, account.id, null, now())
      await writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'account_disabled',
          objectKind: 'account',
          objectId: account.id,
          detail: { reason: body.reason },
        },
        now(),
      )
      return {
        id: account.id,
        loginName: account.login_name,
        displayName: account.display_name,
        disabledAt: account.disabled_at?.toISOString() ?? null,
      }
    })
    peopleChanged(tools)
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
      await closePost(tools, tx, caller, { postId: params.postId, toAccountId: null, reason: body.reason })
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
      const post = await requirePost(tx, params.postId, now())
      const handedOverAssignments = await closePost(tools, tx, caller, {
        postId: params.postId,
        toAccountId: body.toAccountId,
        reason: body.reason,
      })
      const id = await insertPost(tx, {
        accountId: body.toAccountId,
        role: post.role,
        areaId: post.areaId ?? undefined,
        organisationId: post.organisationId ?? undefined,
        validFrom: now(),
        pairedPostId: post.pairedPostId ?? undefined,
      })
      return { post: await requirePost(tx, id, now()), handedOverAssignments }
    })
    peopleChanged(tools)
    return answer
  })
}

/** Ends a post and passes on the open work that hangs on the person. */
async function closePost(
  tools: PeopleTools,
  tx: Transaction,
  caller: Actor,
  ending: { postId: string; toAccountId: string | null; reason: string },
): Promise<number> {
  const now = tools.clock.now()
  const post = await requirePost(tx, ending.postId, now)
  requirePlace(tools, caller, post)
  if (!(await endPostNow(tx, post.id, now))) throw new LinliError('not_found')
  const handedOver =
    post.organisationId === null
      ? 0
      : await tools.handOverWork(
          tx,
          { fromAccountId: post.accountId, toAccountId: ending.toAccountId, organisationId: post.organisationId, reason: ending.reason },
          caller,
          now,
        )
  await writeAudit(
    tx,
    {
      accountId: caller.accountId,
      action: 'post_ended',
      objectKind: 'post',
      objectId: post.id,
      detail: { reason: ending.reason, toAccountId: ending.toAccountId, handedOver },
    },
    now,
  )
  return handedOver
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
  // A post at an organisation counts for the whole city, so only who administers the whole city may give or end it.
  const [top] = tools.areas.get().all()
  const isCityWide = mayAt(caller, 'people.write', top?.path ?? '')
  if (place.organisationId && !(isCityWide && tools.organisations.get().get(place.organisationId))) throw new LinliError('not_found')
}

function peopleChanged(tools: PeopleTools): void {
  tools.authenticator.forget()
  tools.wakeup.signal('people')
}
