import type { Category, ClockKind } from '@linli/contract'
import type { AreaTree } from '../areas/index.ts'
import type { Deadlines } from '../deadlines/index.ts'
import type { OrganisationRow } from '../people/index.ts'
import type { NewClock, NewNotice } from './change.ts'
import type { Matter, RunningClock } from './matter.ts'

/** What a decision may look up. Everything is in memory, so that deciding costs no round trip. */
export interface DecisionContext {
  now: Date
  newId(): string
  areas: AreaTree
  deadlines: Deadlines
  category(code: string): Category | undefined
  /** An organisation in use. */
  organisation(id: string): OrganisationRow | undefined
}

/** A clock of this matter that starts now. */
export function startClock(
  context: DecisionContext,
  matter: Pick<Matter, 'categoryCode' | 'severity' | 'areaId'>,
  kind: ClockKind,
  assignmentId: string | null = null,
): NewClock {
  const areaClass = context.areas.get(matter.areaId)?.areaClass ?? 'town'
  const deadline = context.deadlines.deadline(
    { clock: kind, categoryCode: matter.categoryCode, severity: matter.severity, areaClass },
    context.now,
  )
  return {
    id: context.newId(),
    kind,
    assignmentId,
    startedAt: context.now,
    dueAt: deadline.dueAt,
    yellowAt: deadline.yellowAt,
    announced: deadline.announced,
  }
}

/** The running clocks of these kinds. */
export function running(matter: Matter, ...kinds: ClockKind[]): RunningClock[] {
  return matter.clocks.filter((clock) => kinds.includes(clock.kind))
}

/** A notice to whoever reported, if they have an account. */
export function tellReporter(context: DecisionContext, matter: Matter, event: string, facts: Record<string, unknown> = {}): NewNotice[] {
  return matter.reporterAccountId === null ? [] : [{ id: context.newId(), event, to: { accountId: matter.reporterAccountId }, facts }]
}

/** A notice to those in post at an area. */
export function tellArea(context: DecisionContext, areaId: string, event: string, facts: Record<string, unknown> = {}): NewNotice {
  return { id: context.newId(), event, to: { areaId }, facts }
}

/** A notice to those in post at an organisation. */
export function tellOrganisation(
  context: DecisionContext,
  organisationId: string,
  event: string,
  facts: Record<string, unknown> = {},
): NewNotice {
  return { id: context.newId(), event, to: { organisationId }, facts }
}

/** The desk a matter falls to. Throws when the tree has no desk above it: areas without any desk cannot hold matters. */
export function deskOfMatter(context: DecisionContext, matter: Pick<Matter, 'areaId'>): string {
  const desk = context.areas.deskOf(matter.areaId)
  if (!desk) throw new Error(`No desk above area ${matter.areaId}`)
  return desk.id
}
