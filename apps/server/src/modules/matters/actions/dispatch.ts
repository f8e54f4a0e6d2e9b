import type { BodyOf, dispatchMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { clocksOf, handleClock, running, startClock } from '../clocks.ts'
import { type DecisionContext, nameOfOrganisation } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { type Assignment, heldByOrganisation, type Matter, type RunningClock } from '../matter.ts'
import { tellFollowers, tellOrganisation } from '../telling.ts'
import { leadOf } from './assignments.ts'
import { lapse } from './moves.ts'

type Input = BodyOf<typeof dispatchMatter>
type Share = NonNullable<Input['shares']>[number]

/**
 * The desk gives the matter to one lead and any co-handlers, each with a share and a limit of its own, by whistle or not.
 * While work is going on it may add co-handlers under the same lead, or name another lead, whose claiming begins it anew.
 */
export const dispatch: Decide<Input> = ({ matter, input, context }) => {
  const chosen = [input.leadOrganisationId, ...(input.coHandlerOrganisationIds ?? [])]
  for (const id of chosen) if (!context.organisation(id)) throw new LinliError('unknown_organisation')
  const lead = matter.state === 'in_progress' ? leadOf(matter) : null
  const leadStays = lead !== null && lead.organisationId === input.leadOrganisationId
  const replaced = lead !== null && !leadStays ? lead : null
  const added = leadStays ? chosen.slice(1) : chosen
  const busy = matter.assignments.filter((each) => isBusy(each) && each.id !== replaced?.id).map((each) => each.organisationId)
  const isTwice = new Set(chosen).size !== chosen.length || added.some((id) => busy.includes(id))
  const isStrange = (input.shares ?? []).some((share) => !chosen.includes(share.organisationId))
  if (added.length === 0 || isTwice || isStrange) throw new LinliError('one_lead_needed')

  const made = added.map((id) => assign(context, matter, input, id, id === input.leadOrganisationId))
  const lapsed = replaced ? matter.requests.filter((request) => request.assignmentId === replaced.id) : []
  const leadName = nameOfOrganisation(context, input.leadOrganisationId)
  return {
    to: leadStays ? 'in_progress' : 'dispatched',
    set: {
      // The desk keeps what it has to rule on.
      holder: leadStays ? matter.holder : heldByOrganisation(input.leadOrganisationId),
      organisationIds: [...new Set([...matter.organisationIds, ...chosen])],
    },
    addAssignments: made.map(({ assignment }) => assignment),
    setAssignments: replaced ? [{ ...replaced, state: 'revoked' }] : [],
    stopClocks: [...running(matter, 'dispatch'), ...(replaced ? clocksOf(matter, replaced.id) : [])],
    startClocks: made.flatMap(({ clocks }) => clocks),
    rule: lapse(lapsed),
    notices: [
      ...made.map(({ assignment }) =>
        tellOrganisation(context, matter, assignment.organisationId, assignment.whistle ? 'whistle_blown' : 'assignment_dispatched'),
      ),
      ...(replaced ? [tellOrganisation(context, matter, replaced.organisationId, 'assignment_revoked')] : []),
      ...(leadStays ? [] : tellFollowers(context, matter, 'matter_dispatched', { organisation: leadName })),
    ],
    entry: { visibility: 'public', content: contentOf(context, matter, input, leadName) },
  }
}

function assign(
  context: DecisionContext,
  matter: Matter,
  input: Input,
  organisationId: string,
  isLead: boolean,
): { assignment: Assignment; clocks: RunningClock[] } {
  const share: Share = input.shares?.find((each) => each.organisationId === organisationId) ?? { organisationId }
  const whistle = share.whistle ?? false
  const id = context.newId()
  const timed = { assignmentId: id, organisationId }
  const own = share.limit ? startClock(context, matter, 'handle', { ...timed, limit: share.limit }) : null
  const assignment: Assignment = {
    id,
    organisationId,
    part: isLead ? 'lead' : 'co_handler',
    state: 'dispatched',
    instruction: share.instruction ?? input.instruction ?? null,
    dispatchedAt: context.now,
    claimedAt: null,
    finishedAt: null,
    handlerAccountId: null,
    result: null,
    returnReason: null,
    dueAt: own?.dueAt ?? handleClock(matter)?.dueAt ?? matter.promisedAt,
    whistle,
    arrivedAt: null,
    arrivedDistanceM: null,
    claimedInTime: null,
  }
  return {
    assignment,
    clocks: [
      startClock(context, matter, 'claim', timed),
      ...(whistle ? [startClock(context, matter, 'arrive', timed)] : []),
      ...(own ? [own] : []),
    ],
  }
}

function contentOf(context: DecisionContext, matter: Matter, input: Input, lead: string): Record<string, unknown> {
  const coHandlers = input.coHandlerOrganisationIds ?? []
  const whistled = (input.shares ?? []).filter((share) => share.whistle).map((share) => nameOfOrganisation(context, share.organisationId))
  const proposal = context.propose(matter, context.now)
  return {
    lead,
    leadOrganisationId: input.leadOrganisationId,
    coHandlers: coHandlers.map((id) => nameOfOrganisation(context, id)),
    coHandlerOrganisationIds: coHandlers,
    ...(whistled.length > 0 && { whistled }),
    ...(input.instruction && { instruction: input.instruction }),
    // Which rule proposed whom, and whether the desk followed it (domain.md §2 dispatch).
    ...(proposal && {
      proposal: {
        ruleId: proposal.ruleId,
        ruleVersion: proposal.ruleVersion,
        leadOrganisationId: proposal.leadOrganisationId,
        followed: proposal.leadOrganisationId === input.leadOrganisationId,
      },
    }),
  }
}

function isBusy(assignment: Assignment): boolean {
  return assignment.state === 'dispatched' || assignment.state === 'claimed'
}
