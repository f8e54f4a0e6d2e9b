import { Id, Instant, type Static, Type, words } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Actor } from '../../access/index.ts'
import { atDesk, ended } from '../actions/moves.ts'
import { requireAhead } from '../actions/suspend.ts'
import type { Hat } from '../change.ts'
import { running, startClock, startClockUntil } from '../clocks.ts'
import type { DecisionContext } from '../decision-context.ts'
import { type Assignment, heldByArea, heldByOrganisation, type Holder, type Matter } from '../matter.ts'
import type { NoticeEvent } from '../../notices/index.ts'
import { hatOf, platformItself, postAt, superiorArea } from '../rights.ts'
import { tellArea, tellHolder } from '../telling.ts'
import { type Decide, defineKind, type Right } from './kind.ts'
import { climbing, limit, pressedEdges, supervised } from './shared.ts'

const Say = words({ most: 2000 })
const Words = Type.Object({ words: Say }, { additionalProperties: false })
const MayBeWords = Type.Object({ words: Type.Optional(Say) }, { additionalProperties: false })

const Issue = Type.Object(
  {
    /** Who does it: an organisation or an area, one of the two. */
    toOrganisationId: Type.Optional(Id),
    toAreaId: Type.Optional(Id),
    /** By when; otherwise the city's limit for tasks. */
    dueAt: Type.Optional(Instant),
    /** The matter it comes from, and the supervision card there that asks for it. */
    originMatterId: Type.Optional(Id),
    cardId: Type.Optional(Id),
  },
  { additionalProperties: false },
)
const Done = Type.Object({ result: Say }, { additionalProperties: false })
const Check = Type.Object({ passed: Type.Boolean(), words: Type.Optional(Say) }, { additionalProperties: false })

const open = ['issued', 'accepted', 'in_progress', 'finished', 'checked'] as const

/** Whoever the task was given to. */
const doer: Right = (actor, matter) => doerOf(actor, matter)
/** The desk or supervisor of the area that issued it. */
const issuer: Right = (actor, matter) =>
  hatOf(actor, (post) => post.areaId === matter.deskAreaId && (post.role === 'desk_clerk' || post.role === 'supervisor'))
/** The platform when the time has come, or the issuer before. */
const platformOrIssuer: Right = (actor, matter, target) => platformItself(actor, matter, target) ?? issuer(actor, matter, target)
/** Nobody checks their own work: what a desk gave itself is checked above it. */
const checker: Right = (actor, matter, target) =>
  doerOf(actor, matter) ? null : (issuer(actor, matter, target) ?? (isOwnTask(matter) ? superiorArea(actor, matter, target) : null))

/**
 * Work given by one desk to an organisation or an area: from a supervision card, a decision, an emergency, an inspection
 * finding (domain.md §2).
 */
export const task = defineKind({
  kind: 'task',
  words: { zh: '任务', en: 'Task' },
  private: false,
  begin: {
    action: 'issue',
    words: { zh: '下达', en: 'Issue' },
    to: 'issued',
    by: (actor, area) =>
      hatOf(
        actor,
        (post) =>
          post.areaPath !== null && area.path.startsWith(post.areaPath) && (post.role === 'desk_clerk' || post.role === 'supervisor'),
      ),
    origin: ({ originMatterId }: Static<typeof Issue>) => originMatterId ?? null,
    form: Issue,
    rule: 'domain.md §2 task (issued)',
    decide: ({
      matter,
      form,
      origin,
      hat,
      context,
    }: {
      matter: Matter
      form: Static<typeof Issue>
      origin: Matter | null
      hat: Hat
      context: DecisionContext
    }) => issue(matter, form, origin, hat, context),
  },
  states: {
    issued: { zh: '已下达', en: 'Issued', clocks: [['task_accept']], ended: false },
    accepted: { zh: '已接受', en: 'Accepted', clocks: [['task_handle']], ended: false },
    in_progress: { zh: '办理中', en: 'In progress', clocks: [['task_handle']], ended: false },
    finished: { zh: '待检查', en: 'To check', clocks: [['task_check']], ended: false },
    checked: { zh: '已检查', en: 'Checked', clocks: [['task_close']], ended: false },
    closed: { zh: '已结束', en: 'Closed', clocks: [], ended: true },
    declined: { zh: '未接受', en: 'Declined', clocks: [], ended: true },
    cancelled: { zh: '已取消', en: 'Cancelled', clocks: [], ended: true },
  },
  actions: {
    accept_task: { zh: '接受任务', en: 'Take on' },
    decline: { zh: '不接受', en: 'Decline' },
    start: { zh: '开始办理', en: 'Start' },
    note: { zh: '记录进展', en: 'Note progress' },
    finish_task: { zh: '报告完成', en: 'Report done' },
    check: { zh: '检查', en: 'Check' },
    close_task: { zh: '结束', en: 'Close' },
    cancel: { zh: '取消', en: 'Cancel' },
  },
  limits: [
    limit('task_accept', 1, 'working_days'),
    limit('task_handle', 5, 'working_days'),
    limit('task_check', 2, 'working_days'),
    limit('task_close', 1, 'working_days'),
  ],
  regimes: {
    task_accept: climbing,
    task_handle: climbing,
    task_check: climbing,
    task_close: { near: null, due: 'close_task' },
    supervision: supervised,
  },
  edges: [
    {
      action: 'accept_task',
      from: ['issued'],
      to: ['accepted'],
      by: doer,
      rule: 'domain.md §2 task (accepted)',
      form: MayBeWords,
      decide: (({ matter, actor, context }) => ({
        to: 'accepted',
        set: {},
        setAssignments: matter.assignments.map((each) => ({
          ...each,
          state: 'claimed',
          claimedAt: context.now,
          handlerAccountId: actor.accountId,
        })),
        stopClocks: running(matter, 'task_accept'),
        startClocks: [handling(matter, context)],
        entry: { visibility: 'internal', content: {} },
      })) satisfies Decide<unknown>,
    },
    {
      action: 'decline',
      from: ['issued'],
      to: ['declined'],
      by: doer,
      rule: 'domain.md §2 task (every state has an exit)',
      form: Words,
      decide: (({ matter, input, context }) => over('declined', 'task_declined', matter, input.words, context)) satisfies Decide<
        Static<typeof Words>
      >,
    },
    {
      action: 'start',
      from: ['accepted'],
      to: ['in_progress'],
      by: doer,
      rule: 'domain.md §2 task (in_progress)',
      form: MayBeWords,
      decide: (() => ({ to: 'in_progress', set: {}, entry: { visibility: 'internal', content: {} } })) satisfies Decide<unknown>,
    },
    {
      action: 'note',
      from: ['accepted', 'in_progress'],
      to: ['accepted', 'in_progress'],
      by: doer,
      aside: true,
      rule: 'domain.md §2 progress',
      form: Words,
      decide: (({ matter, input }) => ({
        to: matter.state,
        set: {},
        entry: { visibility: 'internal', content: { words: input.words } },
      })) satisfies Decide<Static<typeof Words>>,
    },
    {
      action: 'finish_task',
      from: ['accepted', 'in_progress'],
      to: ['finished'],
      by: doer,
      rule: 'domain.md §2 task (finished)',
      form: Done,
      decide: (({ matter, input, context }) => ({
        to: 'finished',
        set: { handledAt: context.now, holder: heldByArea(matter.deskAreaId), publicAnswer: input.result },
        setAssignments: matter.assignments.map((each) => ({ ...each, state: 'finished', finishedAt: context.now, result: input.result })),
        stopClocks: running(matter, 'task_handle'),
        startClocks: [startClock(context, matter, 'task_check')],
        notices: [tellArea(context, matter, matter.deskAreaId, 'task_finished')],
        entry: { visibility: 'internal', content: { result: input.result } },
      })) satisfies Decide<Static<typeof Done>>,
    },
    {
      action: 'check',
      from: ['finished'],
      to: ['checked', 'in_progress'],
      by: checker,
      whyNot: (actor, matter) => (doerOf(actor, matter) ? 'own_work' : null),
      rule: 'domain.md §2 task (checked)',
      form: Check,
      decide: (({ matter, input, context }) => checkedOrBack(matter, input, context)) satisfies Decide<Static<typeof Check>>,
    },
    {
      action: 'close_task',
      from: ['checked'],
      to: ['closed'],
      by: platformOrIssuer,
      rule: 'domain.md §2 task (closed)',
      form: MayBeWords,
      decide: (({ matter, context }) => ({
        ...ended(matter, context.now),
        to: 'closed',
        entry: { visibility: 'internal', content: {} },
      })) satisfies Decide<unknown>,
    },
    {
      action: 'cancel',
      from: ['issued', 'accepted', 'in_progress'],
      to: ['cancelled'],
      by: issuer,
      rule: 'domain.md §2 task (every state has an exit)',
      form: Words,
      decide: (({ matter, input, context }) => over('cancelled', 'task_cancelled', matter, input.words, context)) satisfies Decide<
        Static<typeof Words>
      >,
    },
    ...pressedEdges(open),
  ],
})

function issue(matter: Matter, form: Static<typeof Issue>, origin: Matter | null, hat: Hat, context: DecisionContext) {
  const { toOrganisationId, toAreaId } = form
  if ((toOrganisationId === undefined) === (toAreaId === undefined))
    throw new LinliError('validation_failed', { fields: [{ pointer: '/form', message: 'Give the task to one organisation or one area' }] })
  if (toOrganisationId !== undefined && !context.organisation(toOrganisationId)) throw new LinliError('unknown_organisation')
  const toArea = toAreaId === undefined ? undefined : context.areas.get(toAreaId)
  if (toAreaId !== undefined && (!toArea || toArea.validTo !== null || !matter.areaPath.startsWith(toArea.path)))
    throw new LinliError('unknown_area')
  const dueAt = form.dueAt === undefined ? null : requireAhead(context.now, form.dueAt)
  const holder: Holder = toOrganisationId === undefined ? heldByArea(toAreaId ?? '') : heldByOrganisation(toOrganisationId)
  const begun: Matter = {
    ...matter,
    ...atDesk(context, context.areas.deskOf(hat.areaId ?? matter.deskAreaId)?.id ?? matter.deskAreaId),
    holder,
    source: form.cardId === undefined ? matter.source : 'supervision',
    form: { ...form },
  }
  const assignment = toOrganisationId === undefined ? null : shareOf(context, toOrganisationId, matter.text, dueAt)
  const content = { text: matter.text, ...form }
  return {
    to: 'issued',
    begun,
    set: { organisationIds: toOrganisationId === undefined ? [] : [toOrganisationId] },
    addAssignments: assignment ? [assignment] : [],
    startClocks: [startClock(context, begun, 'task_accept')],
    notices: tellHolder(context, matter, holder, 'task_issued', dueAt ? { dueAt: dueAt.toISOString() } : {}),
    entry: { visibility: 'internal' as const, content },
    ...(origin && {
      links: [{ otherId: origin.id, relation: 'task' as const }],
      other: {
        action: 'issue_task',
        linkedFrom: matter.id,
        to: origin.state,
        set: {},
        entry: { visibility: 'internal' as const, content: { taskId: matter.id, text: matter.text } },
      },
    }),
  }
}

function shareOf(context: DecisionContext, organisationId: string, instruction: string, dueAt: Date | null): Assignment {
  return {
    id: context.newId(),
    organisationId,
    part: 'lead',
    state: 'dispatched',
    instruction,
    dispatchedAt: context.now,
    claimedAt: null,
    finishedAt: null,
    handlerAccountId: null,
    result: null,
    returnReason: null,
    dueAt,
    whistle: false,
    arrivedAt: null,
    arrivedDistanceM: null,
    claimedInTime: null,
  }
}

/** Until the day the issuer named, or the city's limit. A day that has passed already counts from now by the limit. */
function handling(matter: Matter, context: DecisionContext) {
  const named = (matter.form as Static<typeof Issue>).dueAt
  const dueAt = named === undefined ? null : new Date(named)
  return dueAt && dueAt > context.now ? startClockUntil(context, matter, 'task_handle', dueAt) : startClock(context, matter, 'task_handle')
}

function checkedOrBack(matter: Matter, input: Static<typeof Check>, context: DecisionContext) {
  const entry = { visibility: 'internal' as const, content: { passed: input.passed, ...(input.words && { words: input.words }) } }
  const holder = holderOf(matter)
  const notices = tellHolder(context, matter, holder, 'task_checked', { passed: input.passed })
  const stopClocks = running(matter, 'task_check')
  if (input.passed)
    return {
      to: 'checked',
      set: { verifiedAt: context.now },
      stopClocks,
      startClocks: [startClock(context, matter, 'task_close')],
      notices,
      entry,
    }
  return {
    to: 'in_progress',
    set: { holder, handledAt: null, reworkCount: matter.reworkCount + 1 },
    setAssignments: matter.assignments.map((each) => ({ ...each, state: 'claimed' as const, finishedAt: null })),
    stopClocks,
    startClocks: [startClock(context, matter, 'task_handle')],
    notices,
    entry,
  }
}

function over(to: 'declined' | 'cancelled', event: NoticeEvent, matter: Matter, why: string, context: DecisionContext) {
  const toTell = to === 'declined' ? heldByArea(matter.deskAreaId) : holderOf(matter)
  return {
    ...ended(matter, context.now),
    to,
    setAssignments: matter.assignments.map((each) => ({ ...each, state: 'revoked' as const })),
    notices: tellHolder(context, matter, toTell, event),
    entry: { visibility: 'internal' as const, content: { words: why } },
  }
}

/** Whoever does it, whoever holds it now. */
function holderOf(matter: Matter): Holder {
  const { toOrganisationId, toAreaId } = matter.form as Static<typeof Issue>
  return toOrganisationId === undefined ? heldByArea(toAreaId ?? matter.deskAreaId) : heldByOrganisation(toOrganisationId)
}

function doerOf(actor: Actor, matter: Matter): Hat | null {
  const { organisationId, areaId } = holderOf(matter)
  if (organisationId !== null) return postAt(actor, organisationId, ['handler', 'dispatcher'])
  return hatOf(actor, (post) => post.areaId === areaId && (post.role === 'desk_clerk' || post.role === 'grid_worker'))
}

/** A task a desk has given itself. */
function isOwnTask(matter: Matter): boolean {
  return holderOf(matter).areaId === matter.deskAreaId
}
