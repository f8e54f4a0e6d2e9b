import type { Light, Matter as PresentedMatter, MatterRow, TimelineEntry } from '@linli/contract'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Reader } from '../../platform/db.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import { maskPhone, type OrganisationBook } from '../people/index.ts'
import type { RoutingProposal } from '../routing/index.ts'
import { filesOfMatter, presentAttachedFile } from '../files/index.ts'
import type { Routed } from './decision-context.ts'
import type { Matter, OpenRequest } from './matter.ts'
import { abilities, maySee, seesByPost, sightOf } from './matter.policy.ts'
import { findCards, findClocks, findContact, findLinks, findNames, findRating, findTimeline, visibilityOf } from './matter.queries.ts'
import type { ListedMatter } from './lists/find-matters.ts'
import { follows, reporter } from './rights.ts'

/** What a presenter looks names up in. */
export interface Names {
  areas: AreaTree
  organisations: OrganisationBook
  categories: CategoryBook
  propose(matter: Routed, at: Date): RoutingProposal | null
}

/** Green below 80 % of a limit, yellow from there, red over it; none when nobody has to act. */
export function lightOf(dueAt: Date | null, yellowAt: Date | null, now: Date): Light {
  if (dueAt === null) return 'none'
  if (now > dueAt) return 'red'
  return yellowAt !== null && now >= yellowAt ? 'yellow' : 'green'
}

/** A row of a list. Who only follows a matter reads nothing of what its reporter said, here as on its own page. */
export function presentRow(row: ListedMatter, actor: Actor, names: Names, now: Date): MatterRow {
  const asReporterOrStaff = { ...sightOf(actor), followerIds: [], ...(actor.receiptFollowerId !== null && { receiptMatterId: null }) }
  const mayReadWords = maySee(asReporterOrStaff, visibilityOf(row))
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as MatterRow['kind'],
    state: row.state,
    version: row.version,
    text: !mayReadWords ? '' : row.text.length > 200 ? `${row.text.slice(0, 200)}…` : row.text,
    address: mayReadWords ? row.address : null,
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
    cardLevel: row.card_level as MatterRow['cardLevel'],
    supporterCount: row.supporter_count,
  }
}

/**
 * A whole matter as this actor may see it: the handled party never learns who reported, the public not what is internal, and
 * those who joined not what the reporter said.
 */
export async function presentMatter(
  db: Reader,
  keys: PersonalDataKeys,
  matter: Matter,
  actor: Actor,
  names: Names,
  now: Date,
): Promise<PresentedMatter> {
  const isReporter = reporter(actor, matter, { assignment: null, cardId: null }) !== null
  const isStaff = actor.kind === 'staff' && (seesByPost(sightOf(actor), matter) || isReporter)
  const mayReadWords = isStaff || isReporter
  const isDesk = actor.posts.some(
    (post) => post.role === 'desk_clerk' && post.areaPath !== null && matter.areaPath.startsWith(post.areaPath),
  )
  const [timeline, clocks, rating, cards, links, files, contact] = await Promise.all([
    findTimeline(db, matter.id),
    findClocks(db, matter.id),
    findRating(db, matter.id),
    isStaff ? findCards(db, matter.id) : [],
    findLinks(db, matter),
    filesOfMatter(db, matter.id),
    isDesk && !matter.anonymous ? findContact(db, matter.id) : null,
  ])
  const visible = timeline.filter((entry) => isStaff || entry.visibility === 'public')
  const handlers = matter.assignments.flatMap((assignment) => (assignment.handlerAccountId === null ? [] : [assignment.handlerAccountId]))
  const actors = visible.flatMap((entry) => (entry.account_id === null || isOutside(entry.actor_role) ? [] : [entry.account_id]))
  const people = isStaff ? await findNames(db, [...handlers, ...actors]) : new Map<string, string>()

  const proposal = isStaff && matter.kind === 'event' ? names.propose(matter, now) : null

  return {
    id: matter.id,
    number: matter.number,
    kind: matter.kind,
    state: matter.state,
    version: matter.version,
    text: mayReadWords ? matter.text : '',
    address: mayReadWords ? matter.address : null,
    categoryCode: matter.categoryCode,
    severity: matter.severity,
    source: matter.source,
    area: areaName(names, matter.areaId),
    holder:
      matter.state === 'awaiting_reporter'
        ? { kind: 'reporter', areaId: null, organisationId: null, name: null }
        : holderName(names, matter.holder.areaId, matter.holder.organisationId),
    reportedAt: matter.reportedAt.toISOString(),
    promisedAt: matter.promisedAt?.toISOString() ?? null,
    dueAt: matter.dueAt?.toISOString() ?? null,
    light: lightOf(matter.dueAt, matter.yellowAt, now),
    reworkCount: matter.reworkCount,
    cardLevel: matter.cardLevel,
    supporterCount: matter.supporterCount,
    ancestors: names.areas.ancestorsOf(matter.areaId).map(({ id, name, level }) => ({ id, name, level })),
    point: matter.longitude === null || matter.latitude === null ? null : { longitude: matter.longitude, latitude: matter.latitude },
    located: matter.located,
    reporterPhoneMasked: contact ? maskPhone(keys.decrypt(contact)) : null,
    isReporter,
    isFollower: follows(actor, matter),
    desk: areaName(names, matter.deskAreaId),
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
          words: mayReadWords ? rating.words : null,
          at: rating.at.toISOString(),
          givenBy: rating.given_by as NonNullable<PresentedMatter['rating']>['givenBy'],
        }
      : null,
    rateUntil: matter.rateUntil?.toISOString() ?? null,
    remindedAt: matter.remindedAt?.toISOString() ?? null,
    remindCount: matter.remindCount,
    files: files
      .filter((file) => isStaff || (mayReadWords && file.visibility === 'public'))
      .map((file) => presentAttachedFile(keys, file, now)),
    requests: isStaff ? matter.requests.map((request) => presentRequest(request, matter, names)) : [],
    cards: cards.map((card) => presentCard(card, names)),
    links: links.filter((linked) => maySee(sightOf(actor), linked.visibility)).map(presentLink),
    form: mayReadWords ? presentForm(matter) : {},
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
      whistle: assignment.whistle,
      arrivedAt: assignment.arrivedAt?.toISOString() ?? null,
      arrivedDistanceM: isStaff ? assignment.arrivedDistanceM : null,
    })),
    clocks: clocks.map((clock) => ({
      kind: clock.kind,
      assignmentId: clock.assignment_id,
      startedAt: clock.started_at.toISOString(),
      dueAt: clock.due_at.toISOString(),
      stoppedAt: clock.stopped_at?.toISOString() ?? null,
      paused: isPausedRow(clock),
      extendedDays: clock.extended_days,
      light: isPausedRow(clock) ? 'none' : lightOf(clock.due_at, clock.yellow_at, clock.stopped_at ?? now),
      calendarAnnounced: clock.calendar_announced,
    })),
    timeline: visible.map((entry) => presentEntry(entry, names, people, mayReadWords)),
    abilities: abilities(actor, matter),
    proposal: proposal && { ...proposal, coHandlerOrganisationIds: [...proposal.coHandlerOrganisationIds] },
    proposedOrganisationId: proposal?.leadOrganisationId ?? null,
  }
}

type EntryRow = Awaited<ReturnType<typeof findTimeline>>[number]

function presentEntry(entry: EntryRow, names: Names, people: ReadonlyMap<string, string>, mayReadWords: boolean): TimelineEntry {
  const place = entry.actor_organisation_id
    ? organisationName(names, entry.actor_organisation_id)
    : entry.actor_area_id
      ? areaName(names, entry.actor_area_id).name
      : null
  return {
    seq: entry.seq,
    at: entry.at.toISOString(),
    action: entry.action,
    fromState: entry.from_state,
    toState: entry.to_state,
    actor: { role: entry.actor_role, name: (entry.account_id !== null && people.get(entry.account_id)) || null, place },
    visibility: entry.visibility as TimelineEntry['visibility'],
    content: mayReadWords ? (entry.content as Record<string, unknown>) : withoutWords(entry),
    hash: entry.hash.toString('hex'),
  }
}

/** What somebody who joined is told of an entry: not what the reporter said. */
function withoutWords(entry: EntryRow): Record<string, unknown> {
  const { text: _text, address: _address, ...content } = entry.content as Record<string, unknown>
  // A desk writes down what the reporter answered or said on the telephone.
  if (!isOutside(entry.actor_role) && !['answer', 'call_back'].includes(entry.action)) return content
  const { words: _words, note: _note, ...rest } = content
  return rest
}

/** Whoever reported or joined: nobody is told their names. */
function isOutside(role: string): boolean {
  return role === 'reporter' || role === 'follower'
}

function presentRequest(request: OpenRequest, matter: Matter, names: Names): PresentedMatter['requests'][number] {
  const organisationId = matter.assignments.find((assignment) => assignment.id === request.assignmentId)?.organisationId
  return {
    id: request.id,
    kind: request.kind,
    assignmentId: request.assignmentId,
    organisationName: organisationId === undefined ? '' : organisationName(names, organisationId),
    reason: request.reason,
    words: request.words,
    askedDays: request.askedDays,
    planDate: request.planDate?.toISOString() ?? null,
    askedAt: request.askedAt.toISOString(),
    toArea: areaName(names, request.toAreaId),
  }
}

/** A card with the names of those it is from and to. */
export function presentCard(
  card: Awaited<ReturnType<typeof findCards>>[number],
  names: Pick<Names, 'areas' | 'organisations'>,
): PresentedMatter['cards'][number] {
  return {
    id: card.id,
    level: card.level as PresentedMatter['cards'][number]['level'],
    area: areaName(names, card.area_id),
    automatic: card.raised_by === null,
    instruction: card.instruction,
    raisedAt: card.raised_at.toISOString(),
    answerBy: card.answer_by.toISOString(),
    to: card.to_organisation_id === null ? areaName(names, card.to_area_id ?? '').name : organisationName(names, card.to_organisation_id),
    answeredAt: card.answered_at?.toISOString() ?? null,
    answer: card.answer,
    endedAt: card.ended_at?.toISOString() ?? null,
  }
}

/** The form without what only the engine keeps there. */
function presentForm({ form }: Matter): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'broughtFollowerIds' && !name.endsWith('AccountId')))
}

function presentLink({
  id,
  number,
  kind,
  state,
  relation,
}: Awaited<ReturnType<typeof findLinks>>[number]): PresentedMatter['links'][number] {
  return { id, number, kind, state, relation }
}

function isPausedRow(clock: { pauses: unknown; stopped_at: Date | null }): boolean {
  const last = (clock.pauses as [string, string | null][]).at(-1)
  return clock.stopped_at === null && last !== undefined && last[1] === null
}

/** An area as people call it. */
export function areaName(names: Pick<Names, 'areas'>, areaId: string): { id: string; name: string; level: string } {
  const area = names.areas.get(areaId)
  return { id: areaId, name: area?.name ?? '', level: area?.level ?? '' }
}

function organisationName(names: Pick<Names, 'organisations'>, organisationId: string): string {
  return names.organisations.get(organisationId)?.nameZh ?? ''
}

function holderName(names: Names, areaId: string | null, organisationId: string | null): MatterRow['holder'] {
  if (areaId !== null) return { kind: 'area', areaId, organisationId: null, name: areaName(names, areaId).name }
  if (organisationId !== null) return { kind: 'organisation', areaId: null, organisationId, name: organisationName(names, organisationId) }
  return { kind: 'none', areaId: null, organisationId: null, name: null }
}
