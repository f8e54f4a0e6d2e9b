import { Id, Instant, Type, words } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import { startClock } from '../clocks.ts'
import { heldByArea, heldByOrganisation, type Matter } from '../matter.ts'
import { answeringDesk, hatOf, platformOrAnsweringDesk, postAt } from '../rights.ts'
import { tellOrganisation } from '../telling.ts'
import { type Beginning, defineKind, type Right } from './kind.ts'
import { climbing, ending, limit, pressedEdges, step, supervised } from './shared.ts'

const Say = words({ most: 2000 })
const Nothing = Type.Object({}, { additionalProperties: false })
const Words = Type.Object({ words: Say }, { additionalProperties: false })

const open = ['registered', 'accepted', 'mediating', 'agreed', 'failed', 'followed_up'] as const

interface DisputeForm {
  about?: string
  mediatorOrganisationId?: string
  sessions?: number
}
const formOf = (matter: Matter) => matter.form as DisputeForm

/** Somebody of the organisation that mediates. */
const mediator: Right = (actor, matter) => postAt(actor, formOf(matter).mediatorOrganisationId ?? '', ['handler', 'dispatcher'])

const beginning: Beginning = {
  action: 'register',
  words: { zh: '登记', en: 'Register' },
  to: 'registered',
  by: (actor, area) =>
    hatOf(
      actor,
      (post) =>
        post.areaPath !== null && area.path.startsWith(post.areaPath) && (post.role === 'desk_clerk' || post.role === 'grid_worker'),
    ),
  form: Type.Object({ about: words({ most: 200 }), parties: Type.Integer({ minimum: 2, maximum: 50 }) }, { additionalProperties: false }),
  rule: 'domain.md §2 dispute (registered)',
  decide: ({ matter, form, context }) => {
    const begun: Matter = { ...matter, form: { ...(form as DisputeForm) } }
    return {
      to: 'registered',
      begun,
      set: {},
      startClocks: [startClock(context, begun, 'dispute_accept')],
      entry: { visibility: 'internal', content: { text: matter.text, ...(form as DisputeForm) } },
    }
  },
}

/** 矛盾纠纷: seen only by the parties' desk and the mediators (domain.md §2). */
export const dispute = defineKind({
  kind: 'dispute',
  words: { zh: '矛盾纠纷', en: 'Dispute' },
  private: true,
  begin: beginning,
  states: {
    registered: { zh: '已登记', en: 'Registered', clocks: [['dispute_accept']], ended: false },
    accepted: { zh: '已受理', en: 'Accepted', clocks: [['dispute_begin']], ended: false },
    mediating: { zh: '调解中', en: 'Mediating', clocks: [['dispute_mediate']], ended: false },
    agreed: { zh: '已达成协议', en: 'Agreed', clocks: [['dispute_follow']], ended: false },
    failed: { zh: '调解未成', en: 'Failed', clocks: [['dispute_follow']], ended: false },
    followed_up: { zh: '已回访', en: 'Followed up', clocks: [['dispute_close']], ended: false },
    closed: { zh: '已办结', en: 'Closed', clocks: [], ended: true },
    refused: { zh: '不予受理', en: 'Refused', clocks: [], ended: true },
    withdrawn: { zh: '已撤回', en: 'Withdrawn', clocks: [], ended: true },
  },
  actions: {
    accept_dispute: { zh: '受理并交调解', en: 'Accept and hand to mediators' },
    refuse_dispute: { zh: '不予受理', en: 'Refuse' },
    withdraw_dispute: { zh: '当事人撤回', en: 'Parties withdraw' },
    begin_mediation: { zh: '开始调解', en: 'Begin mediation' },
    hold_session: { zh: '记录一次调解', en: 'Record a session' },
    agree: { zh: '达成协议', en: 'Agree' },
    fail: { zh: '调解不成', en: 'Fail' },
    follow_up: { zh: '回访履行情况', en: 'Follow up' },
    close_dispute: { zh: '办结', en: 'Close' },
  },
  limits: [
    limit('dispute_accept', 1, 'working_days'),
    limit('dispute_begin', 3, 'working_days'),
    limit('dispute_mediate', 30, 'days'),
    limit('dispute_follow', 30, 'days'),
    limit('dispute_close', 2, 'working_days'),
  ],
  regimes: {
    dispute_accept: climbing,
    dispute_begin: climbing,
    dispute_mediate: climbing,
    dispute_follow: climbing,
    dispute_close: { near: null, due: 'close_dispute' },
    supervision: supervised,
  },
  edges: [
    {
      action: 'accept_dispute',
      from: ['registered'],
      to: ['accepted'],
      by: answeringDesk,
      rule: 'domain.md §2 dispute (accepted)',
      form: Type.Object({ mediatorOrganisationId: Id }, { additionalProperties: false }),
      decide: step('accepted', ({ matter, input, context }) => {
        const organisationId = String(input['mediatorOrganisationId'])
        if (!context.organisation(organisationId)) throw new LinliError('unknown_organisation')
        return {
          set: {
            acceptedAt: context.now,
            form: { ...matter.form, mediatorOrganisationId: organisationId },
            holder: heldByOrganisation(organisationId),
            organisationIds: [...new Set([...matter.organisationIds, organisationId])],
          },
          starts: ['dispute_begin'],
          notices: [tellOrganisation(context, matter, organisationId, 'dispute_to_mediate')],
        }
      }),
    },
    {
      action: 'refuse_dispute',
      from: ['registered'],
      to: ['refused'],
      by: answeringDesk,
      rule: 'domain.md §2 dispute (every state has an exit)',
      form: Words,
      decide: ending('refused'),
    },
    {
      action: 'withdraw_dispute',
      from: ['registered', 'accepted', 'mediating'],
      to: ['withdrawn'],
      by: answeringDesk,
      rule: 'domain.md §2 dispute (every state has an exit)',
      form: Words,
      decide: ending('withdrawn'),
    },
    {
      action: 'begin_mediation',
      from: ['accepted'],
      to: ['mediating'],
      by: mediator,
      rule: 'domain.md §2 dispute (mediating)',
      form: Nothing,
      decide: step('mediating', () => ({ starts: ['dispute_mediate'] })),
    },
    {
      action: 'hold_session',
      from: ['mediating'],
      to: ['mediating'],
      by: mediator,
      rule: 'domain.md §2 dispute (sessions)',
      form: Type.Object({ heldAt: Instant, words: Say }, { additionalProperties: false }),
      decide: step('mediating', ({ matter, input }) => {
        const sessions = (formOf(matter).sessions ?? 0) + 1
        return { set: { form: { ...matter.form, sessions } }, entry: { visibility: 'internal', content: { ...input, session: sessions } } }
      }),
    },
    {
      action: 'agree',
      from: ['mediating'],
      to: ['agreed'],
      by: mediator,
      rule: 'domain.md §2 dispute (agreed)',
      form: Type.Object({ terms: Say }, { additionalProperties: false }),
      decide: step('agreed', ({ matter }) => ({ set: { holder: heldByArea(matter.deskAreaId) }, starts: ['dispute_follow'] })),
    },
    {
      action: 'fail',
      from: ['mediating'],
      to: ['failed'],
      by: mediator,
      rule: 'domain.md §2 dispute (failed)',
      form: Words,
      decide: step('failed', ({ matter }) => ({ set: { holder: heldByArea(matter.deskAreaId) }, starts: ['dispute_follow'] })),
    },
    {
      action: 'follow_up',
      from: ['agreed', 'failed'],
      to: ['followed_up', 'mediating'],
      by: answeringDesk,
      rule: 'domain.md §2 dispute (followed_up)',
      form: Type.Object({ kept: Type.Boolean(), words: Say, mediateAgain: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
      decide: (given) =>
        (given.input as { mediateAgain?: boolean }).mediateAgain
          ? step('mediating', ({ matter }) => ({
              set: { holder: heldByOrganisation(formOf(matter).mediatorOrganisationId ?? '') },
              starts: ['dispute_mediate'],
            }))(given)
          : step('followed_up', () => ({ starts: ['dispute_close'] }))(given),
    },
    {
      action: 'close_dispute',
      from: ['followed_up'],
      to: ['closed'],
      by: platformOrAnsweringDesk,
      rule: 'domain.md §2 dispute (closed)',
      form: Nothing,
      decide: ending('closed'),
    },
    ...pressedEdges(open),
  ],
})
