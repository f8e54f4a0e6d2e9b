import type { NoticeEvent } from '../notices/index.ts'
import type { NewNotice } from './change.ts'
import type { DecisionContext } from './decision-context.ts'
import type { Holder, Matter } from './matter.ts'

type Facts = Record<string, unknown>
type Told = Pick<Matter, 'severity'>

/** A notice to whoever reported: by their account, or at the number they left. */
export function tellReporter(context: DecisionContext, matter: Matter, event: NoticeEvent, facts: Facts = {}): NewNotice[] {
  if (matter.reporterAccountId !== null) return [tell(context, matter, { accountId: matter.reporterAccountId }, event, facts)]
  return matter.hasContact ? [tell(context, matter, { contact: true }, event, facts)] : []
}

/** A notice to whoever reported and to all who follow. */
export function tellFollowers(context: DecisionContext, matter: Matter, event: NoticeEvent, facts: Facts = {}): NewNotice[] {
  const toFollowers = matter.followerIds.length > 0 ? [tell(context, matter, { followers: true }, event, facts)] : []
  return [...tellReporter(context, matter, event, facts), ...toFollowers]
}

/** A notice to one person. */
export function tellAccount(context: DecisionContext, matter: Told, accountId: string, event: NoticeEvent, facts: Facts = {}): NewNotice {
  return tell(context, matter, { accountId }, event, facts)
}

/** A notice to those in post at an area. */
export function tellArea(context: DecisionContext, matter: Told, areaId: string, event: NoticeEvent, facts: Facts = {}): NewNotice {
  return tell(context, matter, { areaId }, event, facts)
}

/** A notice to those in post at an organisation. */
export function tellOrganisation(
  context: DecisionContext,
  matter: Told,
  organisationId: string,
  event: NoticeEvent,
  facts: Facts = {},
): NewNotice {
  return tell(context, matter, { organisationId }, event, facts)
}

/** A notice to whoever must act; nobody when nobody must. */
export function tellHolder(context: DecisionContext, matter: Told, holder: Holder, event: NoticeEvent, facts: Facts = {}): NewNotice[] {
  if (holder.organisationId !== null) return [tellOrganisation(context, matter, holder.organisationId, event, facts)]
  return holder.areaId === null ? [] : [tellArea(context, matter, holder.areaId, event, facts)]
}

function tell(context: DecisionContext, matter: Told, to: NewNotice['to'], event: NoticeEvent, facts: Facts): NewNotice {
  return { id: context.newId(), event, to, facts, urgent: matter.severity === 'urgent' }
}
