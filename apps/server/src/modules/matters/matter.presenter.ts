import type { Light, Matter as PresentedMatter, MatterRow, TimelineEntry } from '@linli/contract'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Reader } from '../../platform/db.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import { maskPhone, type OrganisationBook } from '../people/index.ts'
import type { Matter } from './matter.ts'
import { abilities } from './matter.policy.ts'
import { findClocks, findContact, findNames, findRating, findTimeline, type ListedMatter } from './matter.queries.ts'

/** What a presenter looks names up in. */
export interface Names {
  areas: AreaTree
  organisations: OrganisationBook
  categories: CategoryBook
}

/** Green below 80 % of a limit, yellow from there, red over it; none when nobody has to act. */
export function lightOf(dueAt: Date | null, yellowAt: Date | null, now: Date): Light {
  if (dueAt === null) return 'none'
  if (now > dueAt) return 'red'
  return yellowAt !== null && now >= yellowAt ? 'yellow' : 'green'
}

/** A row of a list. */
export function presentRow(row: ListedMatter, names: Names, now: Date): MatterRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as MatterRow['kind'],
    state: row.state as MatterRow['state'],
    version: row.version,
    text: row.text.length > 200 ? `${row.text.slice(0, 200)}…` : row.text,
    address: row.address,
    categoryCode: row.category_code,
    severity: row.severity as MatterRow['severity'],
    source: row.source as MatterRow['source'],
    area: areaName(names, row.area_id),
    holder: holderName(names, row.holder_area_id, row.holder_organisation_id),
    reportedAt: row.reported_at.toISOString(),
    promisedAt: row.promised_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    light: lightOf(row.due_at, row.yellow_at, now),
    reworkCount: row.rework_count,
  }
}

/** A whole matter as this actor may see it: the handled party never learns who reported, the public not what is internal. */
export async function presentMatter(
  db: Reader,
  keys: PersonalDataKeys,
  matter: Matter,
  actor: Actor,
  names: Names,
  now: Date,
): Promise<PresentedMatter> {
  const isReporter = actor.receiptMatterId === matter.id || (actor.accountId !== null && actor.accountId === matter.reporterAccountId)
  const isStaff = actor.kind === 'staff'
  const isDesk = actor.posts.some(
    (post) => post.role === 'desk_clerk' && post.areaPath !== null && matter.areaPath.startsWith(post.areaPath),
  )
  const [timeline, clocks, rating, contact] = await Promise.all([
    findTimeline(db, matter.id),
    findClocks(db, matter.id),
    findRating(db, matter.id),
    isDesk && !matter.anonymous ? findContact(db, matter.id) : null,
  ])
  const visible = timeline.filter((entry) => isStaff || entry.visibility === 'public')
  const handlers = matter.assignments.flatMap((assignment) => (assignment.handlerAccountId === null ? [] : [assignment.handlerAccountId]))
  const actors = visible.flatMap((entry) => (entry.account_id === null || entry.actor_role === 'reporter' ? [] : [entry.account_id]))
  const people = isStaff ? await findNames(db, [...handlers, ...actors]) : new Map<string, string>()

  return {
    id: matter.id,
    number: matter.number,
    kind: matter.kind,
    state: matter.state,
    version: matter.version,
    text: matter.text,
    address: matter.address,
    categoryCode: matter.categoryCode,
    severity: matter.severity,
    source: matter.source,
    area: areaName(names, matter.areaId),
    holder: holderName(names, matter.holder.areaId, matter.holder.organisationId),
    reportedAt: matter.reportedAt.toISOString(),
    promisedAt: matter.promisedAt?.toISOString() ?? null,
    dueAt: matter.dueAt?.toISOString() ?? null,
    light: lightOf(matter.dueAt, matter.yellowAt, now),
    reworkCount: matter.reworkCount,
    ancestors: names.areas.ancestorsOf(matter.areaId).map(({ id, name, level }) => ({ id, name, level })),
    point: matter.longitude === null || matter.latitude === null ? null : { longitude: matter.longitude, latitude: matter.latitude },
    located: matter.located,
    reporterPhoneMasked: contact ? maskPhone(keys.decrypt(contact)) : null,
    isReporter,
    anonymous: matter.anonymous,
    solvedOnSpot: matter.solvedOnSpot,
    acceptedAt: matter.acceptedAt?.toISOString() ?? null,
    handledAt: matter.handledAt?.toISOString() ?? null,
    verifiedAt: matter.verifiedAt?.toISOString() ?? null,
    closedAt: matter.closedAt?.toISOString() ?? null,
    publicAnswer: matter.publicAnswer,
    refusal: matter.refusalReason === null ? null : { reason: matter.refusalReason, words: matter.refusalWords ?? '' },
    rating: rating
      ? {
          solved: rating.solved,
          stars: rating.stars,
          reasons: rating.reasons as NonNullable<PresentedMatter['rating']>['reasons'],
          words: rating.words,
          at: rating.at.toISOString(),
        }
      : null,
    assignments: matter.assignments.map((assignment) => ({
      id: assignment.id,
      part: assignment.part,
      state: assignment.state,
      organisationId: assignment.organisationId,
      organisationName: organisationName(names, assignment.organisationId),
      handlerName: (assignment.handlerAccountId !== null && people.get(assignment.handlerAccountId)) || null,
      instruction: isStaff ? assignment.instruction : null,
      dispatchedAt: assignment.dispatchedAt.toISOString(),
      claimedAt: assignment.claimedAt?.toISOString() ?? null,
      finishedAt: assignment.finishedAt?.toISOString() ?? null,
      dueAt: assignment.dueAt?.toISOString() ?? null,
      result: isStaff ? assignment.result : null,
      returnReason: isStaff ? assignment.returnReason : null,
    })),
    clocks: clocks.map((clock) => ({
      kind: clock.kind as PresentedMatter['clocks'][number]['kind'],
      assignmentId: clock.assignment_id,
      startedAt: clock.started_at.toISOString(),
      dueAt: clock.due_at.toISOString(),
      stoppedAt: clock.stopped_at?.toISOString() ?? null,
      light: lightOf(clock.due_at, clock.yellow_at, clock.stopped_at ?? now),
      calendarAnnounced: clock.calendar_announced,
    })),
    timeline: visible.map((entry) => presentEntry(entry, names, people)),
    abilities: abilities(actor, matter),
    proposedOrganisationId: isStaff ? proposedOrganisation(matter, names) : null,
  }
}

type EntryRow = Awaited<ReturnType<typeof findTimeline>>[number]

function presentEntry(entry: EntryRow, names: Names, people: ReadonlyMap<string, string>): TimelineEntry {
  const place = entry.actor_organisation_id
    ? organisationName(names, entry.actor_organisation_id)
    : entry.actor_area_id
      ? areaName(names, entry.actor_area_id).name
      : null
  return {
    seq: entry.seq,
    at: entry.at.toISOString(),
    action: entry.action,
    fromState: entry.from_state as TimelineEntry['fromState'],
    toState: entry.to_state as TimelineEntry['toState'],
    actor: { role: entry.actor_role, name: (entry.account_id !== null && people.get(entry.account_id)) || null, place },
    visibility: entry.visibility as TimelineEntry['visibility'],
    content: entry.content as Record<string, unknown>,
    hash: entry.hash.toString('hex'),
  }
}

/** The default department of the category, if it is still in use. */
function proposedOrganisation(matter: Matter, names: Names): string | null {
  const code = matter.categoryCode === null ? null : names.categories.get(matter.categoryCode)?.defaultOrganisationCode
  const organisation = code ? names.organisations.byCode(code) : undefined
  return organisation && organisation.endedAt === null ? organisation.id : null
}

function areaName(names: Names, areaId: string): { id: string; name: string; level: string } {
  const area = names.areas.get(areaId)
  return { id: areaId, name: area?.name ?? '', level: area?.level ?? '' }
}

function organisationName(names: Names, organisationId: string): string {
  return names.organisations.get(organisationId)?.nameZh ?? ''
}

function holderName(names: Names, areaId: string | null, organisationId: string | null): MatterRow['holder'] {
  if (areaId !== null) return { kind: 'area', areaId, organisationId: null, name: areaName(names, areaId).name }
  if (organisationId !== null) return { kind: 'organisation', areaId: null, organisationId, name: organisationName(names, organisationId) }
  return { kind: 'none', areaId: null, organisationId: null, name: null }
}
