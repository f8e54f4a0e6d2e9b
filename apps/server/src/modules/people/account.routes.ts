import { routes } from '@linli/contract'
import type { Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { findPeople } from './accounts.queries.ts'
import { disableNow, findHoldings, leave } from './leaving.ts'
import { hashPassword } from './passwords.ts'
import { requireAdministered } from './people-scope.ts'
import { peopleChanged, type PeopleTools } from './people.tools.ts'
import { endSessionsOf } from './sessions.store.ts'

/** Accounts of the staff: found, made, reset, disabled, and left. */
export function accountRoutes(serve: Serve<Actor>, tools: PeopleTools): void {
  const now = () => tools.clock.now()

  serve(routes.listAccounts, async ({ query, caller }) => findPeople(tools, caller, query))

  serve(routes.getAccount, async ({ params, caller }) => {
    const { items } = await findPeople(tools, caller, { accountId: params.accountId })
    const [person] = items
    if (!person) throw new LinliError('not_found')
    return person
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
          phone_cipher: body.phone === undefined ? null : tools.keys.encrypt(body.phone),
          phone_hash: body.phone === undefined ? null : tools.keys.lookupHash(body.phone),
          created_at: now(),
          created_by: caller.accountId,
        })
        .execute()
      await audit(tx, caller, 'account_created', id, { loginName: body.loginName })
      return { id, loginName: body.loginName, displayName: body.displayName, disabledAt: null }
    })
    return { account, oneTimePassword: tools.keys.oneTimePassword(account.id) }
  })

  serve(routes.resetPassword, async ({ params, body, caller, intention }) => {
    // A reset has an id of its own, from which its password follows, so that no two are alike and a repetition gets the same.
    const id = randomIds.next(now())
    const passwordHash = await hashPassword(tools.keys.oneTimePassword(id))
    const { resetId } = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      await requireAdministered(tools, tx, caller, params.accountId, 'reset_password')
      await tx
        .updateTable('accounts')
        .set({ password_hash: passwordHash, must_change_password: true })
        .where('id', '=', params.accountId)
        .execute()
      const endedSessions = await endSessionsOf(tx, params.accountId, null, now())
      await audit(tx, caller, 'password_reset', params.accountId, { reason: body.reason, endedSessions })
      return { resetId: id }
    })
    peopleChanged(tools)
    return { oneTimePassword: tools.keys.oneTimePassword(resetId) }
  })

  serve(routes.disableAccount, async ({ params, body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), async (tx) => {
      await requireAdministered(tools, tx, caller, params.accountId, 'disable')
      await disableNow(tools, tx, caller, params.accountId, body.reason)
      const account = await tx
        .selectFrom('accounts')
        .select(['id', 'login_name', 'display_name', 'disabled_at'])
        .where('id', '=', params.accountId)
        .executeTakeFirstOrThrow()
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

  serve(routes.getHoldings, async ({ params, caller }) => ({ posts: await findHoldings(tools, caller, params.accountId) }))

  serve(routes.leavePosts, async ({ params, body, caller, intention }) => {
    const answer = await inTransactionOnce(tools.db, intention, now(), (tx) => leave(tools, tx, caller, params.accountId, body))
    peopleChanged(tools)
    return answer
  })

  function audit(tx: Transaction, caller: Actor, action: string, accountId: string, detail: Record<string, unknown>): Promise<void> {
    return writeAudit(tx, { accountId: caller.accountId, action, objectKind: 'account', objectId: accountId, detail }, now())
  }
}
