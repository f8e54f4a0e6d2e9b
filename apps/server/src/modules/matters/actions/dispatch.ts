import type { BodyOf, dispatchMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { NewClock } from '../change.ts'
import { running, startClock, tellOrganisation, tellReporter } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { type Assignment, heldByOrganisation } from '../matter.ts'

/** The desk gives the matter to one lead and any co-handlers, each with a share and a limit of its own. */
export const dispatch: Decide<BodyOf<typeof dispatchMatter>> = ({ matter, input, context }) => {
  const coHandlers = input.coHandlerOrganisationIds ?? []
  const chosen = [input.leadOrganisationId, ...coHandlers]
  for (const id of chosen) if (!context.organisation(id)) throw new LinliError('unknown_organisation')
  const busy = matter.assignments
    .filter((assignment) => assignment.state === 'dispatched' || assignment.state === 'claimed')
    .map((assignment) => assignment.organisationId)
  if (new Set(chosen).size !== chosen.length || chosen.some((id) => busy.includes(id))) throw new LinliError('one_lead_needed')

  const handleBy = running(matter, 'handle')[0]?.dueAt ?? matter.promisedAt
  const added: Assignment[] = []
  const clocks: NewClock[] = []
  for (const [index, organisationId] of chosen.entries()) {
    const id = context.newId()
    added.push({
      id,
      organisationId,
      part: index === 0 ? 'lead' : 'co_handler',
      state: 'dispatched',
      instruction: input.instruction ?? null,
      dispatchedAt: context.now,
      claimedAt: null,
      finishedAt: null,
      handlerAccountId: null,
      result: null,
      returnReason: null,
      dueAt: handleBy,
    })
    clocks.push(startClock(context, matter, 'claim', id))
  }
  const nameOf = (id: string) => context.organisation(id)?.nameZh ?? ''
  return {
    to: 'dispatched',
    set: { holder: heldByOrganisation(input.leadOrganisationId), organisationIds: [...new Set([...matter.organisationIds, ...chosen])] },
    addAssignments: added,
    stopClocks: running(matter, 'dispatch'),
    startClocks: clocks,
    notices: [
      ...chosen.map((id) => tellOrganisation(context, id, 'assignment_dispatched')),
      ...tellReporter(context, matter, 'matter_dispatched', { organisation: nameOf(input.leadOrganisationId) }),
    ],
    entry: {
      visibility: 'public',
      content: {
        lead: nameOf(input.leadOrganisationId),
        leadOrganisationId: input.leadOrganisationId,
        coHandlers: coHandlers.map(nameOf),
        coHandlerOrganisationIds: coHandlers,
        ...(input.instruction && { instruction: input.instruction }),
      },
    },
  }
}
