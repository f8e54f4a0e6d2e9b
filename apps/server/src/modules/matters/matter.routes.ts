import { type MatterAction, type ReportReceipt, type RouteDefinition, routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { FastifyRequest } from 'fastify'
import { type Actor } from '../access/index.ts'
import { type Uploader, uploaderOf, uploadTokenHeader } from '../files/index.ts'
import { kindRoutes } from './kind.routes.ts'
import { joinMatter } from './join-matter.ts'
import { loadMatter } from './matter.load.ts'
import { maySee, sightOf } from './matter.policy.ts'
import { listRoutes } from './lists/list.routes.ts'
import { presentMatter } from './matter.presenter.ts'
import { contextAt, type MatterTools, namesOf } from './matter.tools.ts'
import { performAction } from './perform-action.ts'
import { proveMatter } from './proof.ts'
import { type Report, reportMatter } from './report-matter.ts'

export function matterRoutes(serve: Serve<Actor>, tools: MatterTools): void {
  serve(routes.reportMatter, ({ body: input, caller: actor, intention, request }) =>
    report(tools, { input, actor, intention, uploader: uploaderFrom(tools, actor, request) }),
  )
  serve(routes.solveOnSpot, ({ body: { result, beforeCount, ...input }, caller: actor, intention, request }) =>
    report(tools, { input, actor, intention, solvedWith: result, beforeCount, uploader: uploaderFrom(tools, actor, request) }),
  )

  for (const [definition, name] of actionRoutes) action(serve, tools, definition, name)
  serve(routes.joinMatter, async ({ params, body, caller, intention }) => {
    const joined = await joinMatter(tools, { matterId: params.matterId, actor: caller, intention, body })
    committed(tools, 'join')
    return joined
  })

  kindRoutes(serve, tools, (name) => committed(tools, name))

  listRoutes(serve, tools)

  serve(routes.getMatter, async ({ params, caller }) => {
    const matter = await requireVisible(tools, caller, params.matterId)
    return presentMatter(tools.db.read, tools.keys, matter, caller, namesOf(tools.books), tools.clock.now())
  })

  serve(routes.proveMatter, async ({ params, caller }) => {
    const matter = await requireVisible(tools, caller, params.matterId)
    return proveMatter(tools.db.read, matter.id, matter.chainHead)
  })
}

async function report(tools: MatterTools, given: Report): Promise<ReportReceipt> {
  const receipt = await reportMatter(tools, contextAt(tools.books, tools.clock.now()), given)
  committed(tools, given.solvedWith === undefined ? 'report' : 'solve_on_spot')
  return receipt
}

/** As whom somebody may have uploaded the files they name: their account or receipt, or the permit of a stranger. */
function uploaderFrom(tools: MatterTools, actor: Actor, request: FastifyRequest): Uploader {
  return uploaderOf(tools.keys, actor, request.headers[uploadTokenHeader], tools.clock.now())
}

type ActionRoute = RouteDefinition & { idempotent: true }

/** The actions of the event table that have a route of their own. */
export const actionRoutes: readonly (readonly [ActionRoute, MatterAction])[] = [
  [routes.solveReportedOnSpot, 'solve_on_spot'],
  [routes.acceptMatter, 'accept'],
  [routes.refuseMatter, 'refuse'],
  [routes.askReporter, 'ask'],
  [routes.answerQuestion, 'answer'],
  [routes.resolvePlace, 'resolve_place'],
  [routes.reclassifyMatter, 'reclassify'],
  [routes.mergeMatter, 'merge'],
  [routes.unmergeMatter, 'unmerge'],
  [routes.escalateMatter, 'escalate'],
  [routes.sendDownMatter, 'send_down'],
  [routes.dispatchMatter, 'dispatch'],
  [routes.splitMatter, 'split'],
  [routes.linkMatter, 'link'],
  [routes.claimAssignment, 'claim'],
  [routes.signInAtPlace, 'sign_in'],
  [routes.noteProgress, 'progress'],
  [routes.returnAssignment, 'return'],
  [routes.ruleReturn, 'rule_return'],
  [routes.askExtension, 'extend'],
  [routes.ruleExtension, 'rule_extension'],
  [routes.askSuspension, 'suspend'],
  [routes.ruleSuspension, 'rule_suspension'],
  [routes.resumeMatter, 'resume'],
  [routes.finishAssignment, 'finish'],
  [routes.verifyMatter, 'verify'],
  [routes.rateMatter, 'rate'],
  [routes.callBack, 'call_back'],
  [routes.reopenMatter, 'reopen'],
  [routes.withdrawMatter, 'withdraw'],
  [routes.appealRefusal, 'appeal'],
  [routes.remindHolder, 'remind'],
  [routes.superviseMatter, 'supervise'],
  [routes.answerSupervision, 'answer_supervision'],
]

/** Serves the route of an action on a matter; all of them differ only in the edge they take. */
function action(serve: Serve<Actor>, tools: MatterTools, definition: ActionRoute, name: MatterAction): void {
  serve(definition, async ({ params, body, caller, intention, request }) => {
    const { matterId, assignmentId, cardId } = params as unknown as { matterId: string; assignmentId?: string; cardId?: string }
    const { expectedVersion } = body as unknown as { expectedVersion: number }
    const receipt = await performAction(
      tools.db,
      contextAt(tools.books, tools.clock.now()),
      {
        action: name,
        matterId,
        ...(assignmentId !== undefined && { assignmentId }),
        ...(cardId !== undefined && { cardId }),
        input: body,
        expectedVersion,
        actor: caller,
        intention,
        uploader: uploaderFrom(tools, caller, request),
      },
      tools.numbers,
    )
    committed(tools, name)
    return receipt as never
  })
}

function committed(tools: MatterTools, name: MatterAction): void {
  tools.metrics.actions.inc({ action: name })
  tools.wakeup.signal('matters')
}

async function requireVisible(tools: MatterTools, caller: Actor, matterId: string) {
  const { matter } = await loadMatter(tools.db, matterId, null, tools.clock.now())
  if (!matter || !maySee(sightOf(caller), matter)) throw new LinliError('not_found')
  return matter
}
