import { routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { writeAudit } from '../audit/index.ts'
import { requireAdministered } from './people-scope.ts'
import { peopleChanged, type PeopleTools } from './people.tools.ts'
import { asksSecondFactor } from './second-factor-rule.ts'
import { beginEnrolment, completeSignIn, confirmEnrolment, deleteSecondFactor, type Enrolling, findSecondFactor } from './second-factor.ts'
import { originOf, presentMe, welcome } from './session.routes.ts'
import { endSessionsOf } from './sessions.store.ts'
import { tellRemoval } from './tell-removal.ts'

export function secondFactorRoutes(serve: Serve<Actor>, tools: PeopleTools): void {
  serve(routes.giveSecondFactor, async ({ caller, body, request, reply }) => {
    if (caller.half?.awaits !== 'second_factor') throw new LinliError('not_signed_in')
    return welcome(tools, reply, await completeSignIn(tools, caller.half, body.code, originOf(request)))
  })

  serve(routes.getMySecondFactor, async ({ caller }) => {
    const { accountId } = caller
    const mine = accountId === null ? null : await findSecondFactor(tools.db.read, accountId)
    const account =
      accountId === null
        ? null
        : await tools.db.read.selectFrom('accounts').select('password_hash').where('id', '=', accountId).executeTakeFirst()
    return {
      confirmedAt: mine?.confirmedAt.toISOString() ?? null,
      recoveryCodesLeft: mine?.recoveryCodesLeft ?? 0,
      required: asksSecondFactor(tools.settings.get().signIn.secondFactor, caller.posts),
      hasPassword: account?.password_hash != null,
    }
  })

  serve(routes.beginSecondFactor, async ({ caller, body, request }) => {
    const begun = await beginEnrolment(tools, enrolling(caller), body, request.ip)
    return { ...begun, validUntil: begun.validUntil.toISOString() }
  })

  serve(routes.confirmSecondFactor, async ({ caller, body, request, reply }) => {
    const { recoveryCodes, session } = await confirmEnrolment(tools, enrolling(caller), body.code, originOf(request))
    return { recoveryCodes, me: session ? await welcome(tools, reply, session) : await presentMe(tools, caller) }
  })

  serve(routes.removeSecondFactor, async ({ params, body, caller, intention }) => {
    const now = tools.clock.now()
    const answer = await inTransactionOnce(tools.db, intention, now, async (tx) => {
      await requireAdministered(tools, tx, caller, params.accountId, 'remove_second_factor')
      const removed = await deleteSecondFactor(tx, params.accountId)
      const endedSessions = await endSessionsOf(tx, params.accountId, null, now)
      if (removed) await tellRemoval(tx, params.accountId, now)
      await writeAudit(
        tx,
        {
          accountId: caller.accountId,
          action: 'second_factor_removed',
          objectKind: 'account',
          objectId: params.accountId,
          detail: { reason: body.reason, removed, endedSessions },
        },
        now,
      )
      return { removed }
    })
    peopleChanged(tools)
    return answer
  })
}

/** Staff who are signed in, or who are kept at the door until they have a factor. */
function enrolling(caller: Actor): Enrolling {
  if (caller.half?.awaits === 'enrolment') return { accountId: caller.half.accountId, half: caller.half }
  if (caller.accountId === null) throw new LinliError(caller.kind === 'receipt' ? 'not_allowed' : 'not_signed_in')
  if (caller.kind !== 'staff') throw new LinliError('not_allowed')
  return { accountId: caller.accountId, half: null }
}
