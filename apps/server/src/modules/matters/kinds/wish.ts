import { Id, Type, words } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Actor } from '../../access/index.ts'
import type { Hat } from '../change.ts'
import { startClock } from '../clocks.ts'
import { heldByArea, heldByOrganisation, type Matter } from '../matter.ts'
import { answeringDesk, hatOf, platformItself, postAt, reporterOrDesk } from '../rights.ts'
import { tellArea, tellReporter } from '../telling.ts'
import { type Beginning, defineKind, type Right } from './kind.ts'
import { climbing, ending, limit, pressedEdges, step, supervised } from './shared.ts'

const Say = words({ most: 2000 })
const Nothing = Type.Object({}, { additionalProperties: false })
const Words = Type.Object({ words: Say }, { additionalProperties: false })

const open = ['collected', 'reviewed', 'pooled', 'claimed', 'in_progress', 'called_back'] as const

/** What the engine keeps of who did what, so that nobody judges their own part (domain.md §2 wish). */
interface WishForm {
  alias?: string
  consent?: boolean
  reviewerAccountId?: string
  /** Null when whoever claimed it left and the organisation goes on with it. */
  claimantAccountId?: string | null
  claimantOrganisationId?: string | null
}
const formOf = (matter: Matter) => matter.form as WishForm

/** Somebody who stands for an organisation, but not whoever reviewed the wish. */
const claimant: Right = (actor, matter) =>
  actor.accountId !== null && actor.accountId !== formOf(matter).reviewerAccountId
    ? hatOf(actor, (post) => post.organisationId !== null && (post.role === 'dispatcher' || post.role === 'handler'))
    : null
/** Whoever has claimed it, or, when they left, anybody of their organisation. */
const activeClaimant: Right = (actor, matter, target) => {
  const { claimantAccountId, claimantOrganisationId } = formOf(matter)
  if (claimantAccountId === null && claimantOrganisationId) return postAt(actor, claimantOrganisationId, ['dispatcher', 'handler'])
  return claimantAccountId === actor.accountId ? claimant(actor, matter, target) : null
}
/** A clerk of the desk who is neither reviewer nor claimant. */
const callerBack: Right = (actor, matter, target) =>
  [formOf(matter).reviewerAccountId, formOf(matter).claimantAccountId].includes(actor.accountId ?? '')
    ? null
    : answeringDesk(actor, matter, target)

/** The desk, if the wisher has consented. */
const publisher: Right = (actor, matter, target) => (formOf(matter).consent === true ? answeringDesk(actor, matter, target) : null)

const beginning: Beginning = {
  action: 'collect',
  words: { zh: '征集', en: 'Collect' },
  to: 'collected',
  by: wisherOrCollector,
  form: Type.Object({ alias: Type.Optional(words({ most: 30 })), consent: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
  rule: 'domain.md §2 wish (collected)',
  decide: ({ matter, form, actor, hat, context }) => {
    const begun: Matter = {
      ...matter,
      form: { ...(form as WishForm) },
      reporterAccountId: hat.role === 'reporter' ? actor.accountId : null,
    }
    return {
      to: 'collected',
      begun,
      set: {},
      startClocks: [startClock(context, begun, 'wish_review')],
      notices: [tellArea(context, begun, begun.deskAreaId, 'wish_collected')],
      entry: { visibility: 'public', content: { text: matter.text } },
    }
  },
}

/** 微心愿: a small wish, granted by whoever claims it. */
export const wish = defineKind({
  kind: 'wish',
  words: { zh: '微心愿', en: 'Wish' },
  private: true,
  begin: beginning,
  states: {
    collected: { zh: '已征集', en: 'Collected', clocks: [['wish_review']], ended: false },
    reviewed: { zh: '已审核', en: 'Reviewed', clocks: [['wish_pool']], ended: false },
    pooled: { zh: '待认领', en: 'To claim', clocks: [['wish_wait']], ended: false },
    claimed: { zh: '已认领', en: 'Claimed', clocks: [['wish_claim']], ended: false },
    in_progress: { zh: '圆梦中', en: 'In progress', clocks: [['wish_claim']], ended: false },
    called_back: { zh: '已回访', en: 'Called back', clocks: [['wish_publish']], ended: false },
    published: { zh: '已公示', en: 'Published', clocks: [], ended: true },
    granted: { zh: '已实现', en: 'Granted', clocks: [], ended: true },
    refused: { zh: '未通过', en: 'Refused', clocks: [], ended: true },
    withdrawn: { zh: '已撤回', en: 'Withdrawn', clocks: [], ended: true },
    raised: { zh: '已转为项目', en: 'Raised to a project', clocks: [], ended: true },
  },
  actions: {
    review: { zh: '审核通过', en: 'Approve' },
    refuse_wish: { zh: '不予通过', en: 'Refuse' },
    pool: { zh: '放入心愿池', en: 'Put into the pool' },
    claim_wish: { zh: '认领', en: 'Claim' },
    start: { zh: '开始实现', en: 'Start' },
    give_back: { zh: '放弃认领', en: 'Give back' },
    lapse_claim: { zh: '认领到期', en: 'Claim lapses' },
    call_back_wish: { zh: '回访', en: 'Call back' },
    publish: { zh: '公示', en: 'Publish' },
    archive: { zh: '归档', en: 'File away' },
    withdraw_wish: { zh: '撤回', en: 'Withdraw' },
    raise: { zh: '转为项目', en: 'Raise to a project' },
  },
  limits: [
    limit('wish_review', 3, 'working_days'),
    limit('wish_pool', 2, 'working_days'),
    limit('wish_wait', 30, 'days'),
    limit('wish_claim', 15, 'days'),
    limit('wish_publish', 5, 'working_days'),
  ],
  regimes: {
    wish_review: climbing,
    wish_pool: climbing,
    wish_wait: climbing,
    wish_claim: { near: 'holder', due: 'lapse_claim' },
    wish_publish: climbing,
    supervision: supervised,
  },
  edges: [
    {
      action: 'review',
      from: ['collected'],
      to: ['reviewed'],
      by: answeringDesk,
      rule: 'domain.md §2 wish (reviewed)',
      form: Nothing,
      decide: step('reviewed', ({ matter, actor }) => ({
        set: { form: { ...matter.form, reviewerAccountId: actor.accountId } },
        starts: ['wish_pool'],
      })),
    },
    {
      action: 'refuse_wish',
      from: ['collected', 'reviewed'],
      to: ['refused'],
      by: answeringDesk,
      rule: 'domain.md §2 wish (refused)',
      form: Words,
      decide: ending('refused', 'public'),
    },
    {
      action: 'pool',
      from: ['reviewed'],
      to: ['pooled'],
      by: answeringDesk,
      rule: 'domain.md §2 wish (pooled)',
      form: Nothing,
      decide: step('pooled', () => ({ starts: ['wish_wait'] })),
    },
    {
      action: 'claim_wish',
      from: ['pooled'],
      to: ['claimed'],
      by: claimant,
      unseen: true,
      rule: 'domain.md §2 wish (one active claimant, taken atomically; reviewer ≠ claimant)',
      form: Type.Object({ organisationId: Id }, { additionalProperties: false }),
      decide: step('claimed', ({ matter, input, actor, context }) => {
        const organisationId = String(input['organisationId'])
        if (!actor.posts.some((post) => post.organisationId === organisationId)) throw new LinliError('unknown_organisation')
        return {
          set: {
            form: { ...matter.form, claimantAccountId: actor.accountId, claimantOrganisationId: organisationId },
            holder: heldByOrganisation(organisationId),
            organisationIds: [...new Set([...matter.organisationIds, organisationId])],
          },
          starts: ['wish_claim'],
          notices: tellReporter(context, matter, 'wish_claimed'),
        }
      }),
    },
    {
      action: 'start',
      from: ['claimed'],
      to: ['in_progress'],
      by: activeClaimant,
      rule: 'domain.md §2 wish (in_progress)',
      form: Nothing,
      // The date by which it was to be granted does not move by starting.
      decide: step('in_progress', () => ({ stopClocks: [] })),
    },
    {
      action: 'give_back',
      from: ['claimed', 'in_progress'],
      to: ['pooled'],
      by: activeClaimant,
      rule: 'domain.md §2 wish (back to the pool)',
      form: Words,
      decide: step('pooled', ({ matter }) => backToPool(matter)),
    },
    {
      action: 'lapse_claim',
      from: ['claimed', 'in_progress'],
      to: ['pooled'],
      by: platformItself,
      rule: 'domain.md §2 wish (lapsed claim: back to the pool after its date)',
      decide: step('pooled', ({ matter, context }) => ({
        ...backToPool(matter),
        notices: [tellArea(context, matter, matter.deskAreaId, 'wish_claim_lapsed')],
        entry: { visibility: 'internal', content: {} },
      })),
    },
    {
      action: 'call_back_wish',
      from: ['in_progress'],
      to: ['called_back', 'in_progress'],
      by: callerBack,
      whyNot: (actor, matter) => (answeringDesk(actor, matter, { assignment: null, cardId: null }) ? 'own_work' : null),
      rule: 'domain.md §2 wish (caller-back is neither reviewer nor claimant)',
      form: Type.Object({ granted: Type.Boolean(), words: Type.Optional(Say) }, { additionalProperties: false }),
      decide: (given) =>
        (given.input as { granted?: boolean }).granted
          ? step('called_back', ({ matter }) => ({ set: { holder: heldByArea(matter.deskAreaId) }, starts: ['wish_publish'] }))(given)
          : step('in_progress')(given),
    },
    {
      action: 'publish',
      from: ['called_back'],
      to: ['published'],
      by: publisher,
      rule: 'domain.md §2 wish (published only with consent and under an alias)',
      form: Type.Object({ alias: words({ most: 30 }) }, { additionalProperties: false }),
      decide: ending('published', 'public'),
    },
    {
      action: 'archive',
      from: ['called_back'],
      to: ['granted'],
      by: answeringDesk,
      rule: 'domain.md §2 wish (without consent it is not published)',
      form: Nothing,
      decide: ending('granted', 'public'),
    },
    {
      action: 'withdraw_wish',
      from: ['collected', 'reviewed', 'pooled', 'claimed'],
      to: ['withdrawn'],
      by: reporterOrDesk,
      rule: 'domain.md §2 wish (withdrawn)',
      form: Nothing,
      decide: ending('withdrawn', 'public'),
    },
    {
      action: 'raise',
      from: ['reviewed', 'pooled'],
      to: ['raised'],
      by: answeringDesk,
      rule: 'domain.md §2 wish (raised to project)',
      form: Words,
      decide: ending('raised', 'public'),
    },
    ...pressedEdges(open),
  ],
})

/** The wisher themselves, or the desk or worker of the area for them. */
function wisherOrCollector(actor: Actor, area: { path: string }): Hat | null {
  const post = hatOf(
    actor,
    (each) => each.areaPath !== null && area.path.startsWith(each.areaPath) && (each.role === 'desk_clerk' || each.role === 'grid_worker'),
  )
  if (post) return post
  return actor.kind === 'resident' ? { role: 'reporter', areaId: null, organisationId: null } : null
}

function backToPool(matter: Matter) {
  const { claimantAccountId: _account, claimantOrganisationId: _organisation, ...form } = formOf(matter)
  return { set: { form, holder: heldByArea(matter.deskAreaId) }, starts: ['wish_wait'] }
}
