import { chinaOffsetMinutes } from '../deadlines/index.ts'
import type { Assignment, Matter } from './matter.ts'

/** What is counted of one matter on one day. Two matters that look the same are counted the same. */
export interface Tally {
  areaId: string
  /** Of the city's own calendar, as `2026-03-18`. */
  day: string
  categoryCode: string | null
  source: Matter['source']
  severity: Matter['severity']
  kind: Matter['kind']
  /** Whose work it was; null for what an area counts. */
  organisationId: string | null
  counts: Counts
}

/** What of a matter is counted; nothing else of it changes a figure. */
export type Tallied = Pick<
  Matter,
  | 'private'
  | 'version'
  | 'areaId'
  | 'categoryCode'
  | 'source'
  | 'severity'
  | 'kind'
  | 'state'
  | 'solvedOnSpot'
  | 'reworkCount'
  | 'reopenCount'
  | 'cardLevel'
  | 'reportedAt'
  | 'acceptedAt'
  | 'handledAt'
  | 'outcome'
> & { assignments: readonly TalliedAssignment[] }
type TalliedAssignment = Pick<
  Assignment,
  'organisationId' | 'part' | 'state' | 'dispatchedAt' | 'claimedAt' | 'finishedAt' | 'dueAt' | 'claimedInTime'
>

/** How many of what, by the name of the measure (figures.ts of the contract says what each is). Never zero. */
export type Counts = Record<string, number>

/** A rating from so many stars on counts as content (domain.md §5 satisfaction). */
const contentStars = 4

/**
 * Everything a matter counts for as it stands. The counts of all matters add up to the figures, so what an action changes in
 * them is the difference of two of these, and a recount is their sum. What is private counts nowhere: a number could tell.
 */
export function talliesOf(matter: Tallied): Tally[] {
  if (matter.private || matter.version === 0) return []
  const tallies = new Map<string, Tally>()
  const count = (at: Date, organisationId: string | null, counts: Record<string, boolean | undefined>) => {
    const day = dayOf(at)
    const key = `${day} ${organisationId}`
    const tally = tallies.get(key) ?? { ...whatOf(matter), day, organisationId, counts: {} }
    for (const [measure, holds] of Object.entries(counts)) if (holds) tally.counts[measure] = (tally.counts[measure] ?? 0) + 1
    tallies.set(key, tally)
  }
  countReport(matter, count)
  countHandling(matter, count)
  for (const assignment of matter.assignments) countAssignment(assignment, count)
  return [...tallies.values()].filter((tally) => Object.keys(tally.counts).length > 0)
}

/** What is counted differently after an action: nothing for most. Of a matter that begins `before` is null. */
export function tallyChanges(before: Tallied | null, after: Tallied): Tally[] {
  const sums = new Map<string, Tally>()
  const add = (tally: Tally, sign: 1 | -1) => {
    const key = [tally.areaId, tally.day, tally.categoryCode, tally.source, tally.severity, tally.kind, tally.organisationId].join(' ')
    const sum = sums.get(key) ?? { ...tally, counts: {} }
    for (const [measure, amount] of Object.entries(tally.counts)) {
      const next = (sum.counts[measure] ?? 0) + sign * amount
      if (next === 0) delete sum.counts[measure]
      else sum.counts[measure] = next
    }
    sums.set(key, sum)
  }
  for (const tally of before === null ? [] : talliesOf(before)) add(tally, -1)
  for (const tally of talliesOf(after)) add(tally, 1)
  return [...sums.values()].filter((sum) => Object.keys(sum.counts).length > 0)
}

type Count = (at: Date, organisationId: string | null, counts: Record<string, boolean | undefined>) => void

/** By the day of report: what became of what was reported in a period. */
function countReport(matter: Tallied, count: Count): void {
  const { state } = matter
  count(matter.reportedAt, null, {
    reported: true,
    taken_up: matter.acceptedAt !== null,
    sent_out: matter.solvedOnSpot || matter.assignments.length > 0,
    worked_off: matter.handledAt !== null,
    answered: matter.outcome.ratedAt !== null,
    closed: state === 'closed',
    withdrawn: state === 'withdrawn',
    merged: state === 'merged',
    refused: state === 'refused',
    solved_in_grid: state === 'closed' && matter.solvedOnSpot,
    reworked: matter.reworkCount > 0,
    reopened: matter.reopenCount > 0,
    supervised: matter.cardLevel !== null,
  })
  if (matter.acceptedAt)
    count(matter.acceptedAt, null, { accepted: true, [`response:${stepOf(matter.acceptedAt, matter.reportedAt)}`]: true })
}

/** By the day it was handled, and by the day somebody rated it: for the area, and for the organisation that led. */
function countHandling(matter: Tallied, count: Count): void {
  const { outcome, handledAt } = matter
  const lead = matter.assignments.findLast((assignment) => assignment.part === 'lead' && assignment.state === 'finished')?.organisationId
  if (handledAt) {
    count(handledAt, null, {
      handled: true,
      handled_in_time: outcome.handledInTime === true,
      handled_extended: outcome.extended,
      handled_suspended: outcome.suspendedOnce,
      [`handling:${stepOf(handledAt, matter.reportedAt)}`]: true,
    })
    if (lead) count(handledAt, lead, { led: true, reworked: matter.reworkCount > 0 })
  }
  if (outcome.ratedAt) {
    const rated = { rated: true, rated_solved: outcome.ratedSolved === true, rated_content: (outcome.ratedStars ?? 0) >= contentStars }
    count(outcome.ratedAt, null, rated)
    if (outcome.ratedLeadId) count(outcome.ratedAt, outcome.ratedLeadId, rated)
  }
}

/** By the day of dispatch: how an organisation answered it. By the day of finishing: whether it was in time. */
function countAssignment(assignment: TalliedAssignment, count: Count): void {
  const { organisationId, dispatchedAt, finishedAt } = assignment
  const answered = {
    dispatched: true,
    claimed: assignment.claimedAt !== null,
    claimed_in_time: assignment.claimedInTime === true,
    returned: assignment.state === 'returned',
  }
  count(dispatchedAt, null, answered)
  count(dispatchedAt, organisationId, answered)
  if (finishedAt)
    count(finishedAt, organisationId, { finished: true, finished_in_time: assignment.dueAt === null || finishedAt <= assignment.dueAt })
}

function whatOf({ areaId, categoryCode, source, severity, kind }: Tallied) {
  return { areaId, categoryCode, source, severity, kind }
}

/** Each step of time is a tenth longer than the one before: a median read from them is right within a twentieth. */
const stepRatio = 1.1
/** About two years; what takes longer is counted there. */
const lastStep = 145

/** The step of time in which so much time lies: step 0 is up to a minute. */
export function stepOf(to: Date, from: Date): number {
  const minutes = Math.max(1, (to.getTime() - from.getTime()) / 60_000)
  return Math.min(lastStep, Math.floor(Math.log(minutes) / Math.log(stepRatio)))
}

/** The minutes in the middle of a step. */
export function minutesOf(step: number): number {
  return stepRatio ** (step + 0.5)
}

function dayOf(at: Date): string {
  return new Date(at.getTime() + chinaOffsetMinutes * 60_000).toISOString().slice(0, 10)
}
