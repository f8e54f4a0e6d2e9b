import { type Db, runStatement } from '../../platform/db.ts'
import type { Intention } from '../../platform/idempotency.ts'
import type { Limit } from '../deadlines/index.ts'
import type { Assignment, Matter, OpenCard, OpenRequest, RunningClock } from './matter.ts'

/** A matter with all a decision needs, and the answer this intention has got before, in one round trip. */
export async function loadMatter(
  db: Db,
  matterId: string,
  intention: Intention | null,
  now: Date,
): Promise<{ matter: Matter | null; stored: { request_hash: Buffer; answer: unknown } | null }> {
  const [row] = await runStatement<LoadedRow>(db, {
    name: 'load_matter',
    text: loadText,
    values: [matterId, intention?.owner ?? null, intention?.key ?? null, now],
  })
  if (!row) return { matter: null, stored: null }
  return {
    matter: row.id === null ? null : matterOf(row as LoadedRow & MatterColumns),
    stored: row.stored_hash === null ? null : { request_hash: row.stored_hash, answer: row.stored_answer },
  }
}

/** These matters, in the order of their ids; for proofs and recounts that go through all of them in pages. */
export async function loadMatters(db: Db, matterIds: readonly string[], now: Date): Promise<Matter[]> {
  const rows = await runStatement<MatterColumns & Record<string, unknown>>(db, {
    name: 'load_matters',
    text: loadManyText,
    values: [matterIds, now],
  })
  return rows.map(matterOf)
}

// Fields of the json objects are named as in matter.ts, so that only the dates are left to convert.
const partsAt = (now: string) => `
  (select json_agg(json_build_object(
      'id', a.id, 'organisationId', a.organisation_id, 'part', a.part, 'state', a.state, 'instruction', a.instruction,
      'dispatchedAt', a.dispatched_at, 'claimedAt', a.claimed_at, 'finishedAt', a.finished_at,
      'handlerAccountId', a.handler_account_id, 'result', a.result, 'returnReason', a.return_reason, 'dueAt', a.due_at,
      'whistle', a.whistle, 'arrivedAt', a.arrived_at, 'arrivedDistanceM', a.arrived_distance_m) order by a.dispatched_at, a.id)
   from assignments a where a.matter_id = m.id) as assignments,
  (select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'assignmentId', c.assignment_id, 'startedAt', c.started_at, 'dueAt', c.due_at, 'yellowAt', c.yellow_at,
      'limitAmount', c.limit_amount, 'limitUnit', c.limit_unit, 'extendedDays', c.extended_days, 'pauses', c.pauses, 'announced', c.calendar_announced,
      'step', c.step, 'nextAt', c.next_at) order by c.started_at, c.id)
   from clocks c where c.matter_id = m.id and c.stopped_at is null) as clocks,
  (select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'assignmentId', r.assignment_id, 'reason', r.reason, 'words', r.words, 'askedDays', r.asked_days,
      'planDate', r.plan_date, 'askedAt', r.asked_at, 'askedBy', r.asked_by, 'toAreaId', r.to_area_id) order by r.asked_at, r.id)
   from requests r where r.matter_id = m.id and r.ruled_at is null) as requests,
  (select json_agg(json_build_object('id', s.id, 'level', s.level, 'areaId', s.area_id, 'automatic', s.raised_by is null, 'answerBy', s.answer_by,
      'to', json_build_object('areaId', s.to_area_id, 'organisationId', s.to_organisation_id)) order by s.raised_at, s.id)
   from supervision_cards s where s.matter_id = m.id and s.answered_at is null and s.ended_at is null) as cards,
  (select count(*)::integer from matters child where child.parent_id = m.id and child.closed_at is null) as open_children,
  array(select other_id from matter_links where matter_id = m.id union select matter_id from matter_links where other_id = m.id order by 1) as linked_ids,
  exists (select 1 from posts p where p.area_id = m.area_id and p.role = 'grid_worker' and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})) as has_grid_worker`

const loadText = `
select m.*, d.path as desk_area_path, k.request_hash as stored_hash, k.answer as stored_answer,${partsAt('$4')}
from (values (1)) as one
left join matters m on m.id = $1
left join areas d on d.id = m.desk_area_id
left join idempotency_keys k on k.owner = $2 and k.key = $3`

const loadManyText = `
select m.*, d.path as desk_area_path,${partsAt('$2')}
from matters m
left join areas d on d.id = m.desk_area_id
where m.id = any($1::uuid[])
order by m.id`

interface LoadedRow {
  id: string | null
  stored_hash: Buffer | null
  stored_answer: unknown
  [column: string]: unknown
}

type Json<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] }

/** The columns of `matters` with the parts read beside them. */
export interface MatterColumns {
  id: string
  number: string
  kind: string
  state: string
  version: number
  chain_head: Buffer
  text: string
  address: string | null
  category_code: string | null
  severity: string
  source: string
  anonymous: boolean
  reporter_account_id: string | null
  receipt_hash: Buffer | null
  contact_hash: Buffer | null
  longitude: number | null
  latitude: number | null
  located: string
  area_id: string
  area_path: string
  holder_area_id: string | null
  holder_organisation_id: string | null
  organisation_ids: string[]
  reported_at: Date
  accepted_at: Date | null
  handled_at: Date | null
  verified_at: Date | null
  closed_at: Date | null
  promised_at: Date | null
  due_at: Date | null
  yellow_at: Date | null
  rework_count: number
  return_count: number
  reopen_count: number
  solved_on_spot: boolean
  sampled: boolean
  refusal_reason: string | null
  refusal_words: string | null
  public_answer: string | null
  desk_area_id: string
  desk_area_path: string
  resume_state: string | null
  appealed_at: Date | null
  merged_into_id: string | null
  parent_id: string | null
  rate_until: Date | null
  remind_count: number
  reminded_at: Date | null
  follower_ids: string[]
  supporter_count: number
  card_level: string | null
  form: Record<string, unknown>
  private: boolean
  substance_version: number
  assignments: Json<Assignment>[] | null
  clocks: ClockJson[] | null
  requests: Json<OpenRequest>[] | null
  cards: Json<OpenCard>[] | null
  open_children: number
  linked_ids: string[]
  has_grid_worker: boolean
}

function matterOf(row: MatterColumns): Matter {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as Matter['kind'],
    state: row.state,
    version: row.version,
    chainHead: row.chain_head,
    text: row.text,
    address: row.address,
    categoryCode: row.category_code,
    severity: row.severity as Matter['severity'],
    source: row.source as Matter['source'],
    anonymous: row.anonymous,
    reporterAccountId: row.reporter_account_id,
    hasReceipt: row.receipt_hash !== null,
    hasContact: row.contact_hash !== null,
    longitude: row.longitude,
    latitude: row.latitude,
    located: row.located as Matter['located'],
    areaId: row.area_id,
    areaPath: row.area_path,
    holder: { areaId: row.holder_area_id, organisationId: row.holder_organisation_id },
    organisationIds: row.organisation_ids,
    reportedAt: row.reported_at,
    acceptedAt: row.accepted_at,
    handledAt: row.handled_at,
    verifiedAt: row.verified_at,
    closedAt: row.closed_at,
    promisedAt: row.promised_at,
    dueAt: row.due_at,
    yellowAt: row.yellow_at,
    reworkCount: row.rework_count,
    returnCount: row.return_count,
    reopenCount: row.reopen_count,
    solvedOnSpot: row.solved_on_spot,
    sampled: row.sampled,
    refusalReason: row.refusal_reason as Matter['refusalReason'],
    refusalWords: row.refusal_words,
    publicAnswer: row.public_answer,
    deskAreaId: row.desk_area_id,
    deskAreaPath: row.desk_area_path,
    resumeState: row.resume_state,
    appealedAt: row.appealed_at,
    mergedIntoId: row.merged_into_id,
    parentId: row.parent_id,
    rateUntil: row.rate_until,
    remindCount: row.remind_count,
    remindedAt: row.reminded_at,
    followerIds: row.follower_ids,
    supporterCount: row.supporter_count,
    cardLevel: row.card_level as Matter['cardLevel'],
    form: row.form,
    private: row.private,
    substanceVersion: row.substance_version,
    assignments: (row.assignments ?? []).map((assignment) => ({
      ...assignment,
      dispatchedAt: new Date(assignment.dispatchedAt),
      claimedAt: dateOf(assignment.claimedAt),
      finishedAt: dateOf(assignment.finishedAt),
      dueAt: dateOf(assignment.dueAt),
      arrivedAt: dateOf(assignment.arrivedAt),
    })),
    clocks: (row.clocks ?? []).map(clockOf),
    requests: (row.requests ?? []).map((request) => ({
      ...request,
      askedAt: new Date(request.askedAt),
      planDate: dateOf(request.planDate),
    })),
    cards: (row.cards ?? []).map((card) => ({ ...card, answerBy: new Date(card.answerBy) })),
    openChildren: row.open_children,
    linkedIds: row.linked_ids,
    hasGridWorker: row.has_grid_worker,
  }
}

type ClockJson = Json<Omit<RunningClock, 'limit' | 'pauses'>> & {
  limitAmount: number | null
  limitUnit: string | null
  pauses: [string, string | null][]
}

function clockOf({ limitAmount, limitUnit, pauses, ...clock }: ClockJson): RunningClock {
  return {
    ...clock,
    startedAt: new Date(clock.startedAt),
    dueAt: new Date(clock.dueAt),
    yellowAt: new Date(clock.yellowAt),
    nextAt: dateOf(clock.nextAt),
    limit: limitAmount === null ? null : { amount: limitAmount, unit: limitUnit as Limit['unit'] },
    pauses: pauses.map(([from, to]) => ({ from: new Date(from), to: dateOf(to) })),
  }
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
