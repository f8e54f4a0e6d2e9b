import { Type, words } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Actor } from '../../access/index.ts'
import type { Hat } from '../change.ts'
import { startClock } from '../clocks.ts'
import type { Matter } from '../matter.ts'
import { answeringDesk, hatOf, platformOrAnsweringDesk, reporterOrDesk } from '../rights.ts'
import { tellArea, tellReporter } from '../telling.ts'
import { type Beginning, defineKind, type Right } from './kind.ts'
import { climbing, ending, limit, pressedEdges, step, supervised } from './shared.ts'

const Say = words({ most: 2000 })
const Nothing = Type.Object({}, { additionalProperties: false })
const Words = Type.Object({ words: Say }, { additionalProperties: false })
const Papers = Type.Object({ papers: Type.Array(words({ most: 60 }), { minItems: 1, maxItems: 20 }) }, { additionalProperties: false })

const open = ['entrusted', 'accepted', 'in_progress', 'delivered', 'called_back'] as const

/** Papers handed over and given back, and the one list of what was missing. */
interface ErrandForm {
  scope?: string
  missing?: string[]
  held?: string[]
  agentAccountId?: string | null
}
const formOf = (matter: Matter) => matter.form as ErrandForm

/** The desk that answers for it, or a grid worker of the place. */
const agent: Right = (actor, matter, target) =>
  answeringDesk(actor, matter, target) ??
  hatOf(actor, (post) => post.role === 'grid_worker' && post.areaPath !== null && matter.areaPath.startsWith(post.areaPath))
/** Somebody of the desk other than whoever ran the errand. */
const callerBack: Right = (actor, matter, target) =>
  formOf(matter).agentAccountId === actor.accountId ? null : answeringDesk(actor, matter, target)

/** The same, as long as they have not said what is missing. */
const agentWhoHasListedNothing: Right = (actor, matter, target) => (formOf(matter).missing ? null : agent(actor, matter, target))

const beginning: Beginning = {
  action: 'entrust',
  words: { zh: '委托', en: 'Entrust' },
  to: 'entrusted',
  by: entruster,
  form: Type.Object({ scope: words({ most: 500 }) }, { additionalProperties: false }),
  rule: 'domain.md §2 errand (entrusted; written scope)',
  decide: ({ matter, form, actor, hat, context }) => {
    const begun: Matter = {
      ...matter,
      form: { ...(form as ErrandForm) },
      reporterAccountId: hat.role === 'reporter' ? actor.accountId : null,
    }
    return {
      to: 'entrusted',
      begun,
      set: {},
      startClocks: [startClock(context, begun, 'errand_accept')],
      notices: [tellArea(context, begun, begun.deskAreaId, 'errand_entrusted')],
      entry: { visibility: 'public', content: { text: matter.text, ...(form as ErrandForm) } },
    }
  },
}

/** 代办: an errand run for a resident, with a log of the papers handed over. */
export const errand = defineKind({
  kind: 'errand',
  words: { zh: '代办', en: 'Errand' },
  private: true,
  begin: beginning,
  states: {
    entrusted: { zh: '已委托', en: 'Entrusted', clocks: [['errand_accept']], ended: false },
    accepted: { zh: '已受理', en: 'Accepted', clocks: [['errand_run']], ended: false },
    in_progress: { zh: '代办中', en: 'In progress', clocks: [['errand_run']], ended: false },
    delivered: { zh: '已送达', en: 'Delivered', clocks: [['errand_call']], ended: false },
    called_back: { zh: '已回访', en: 'Called back', clocks: [['errand_close']], ended: false },
    closed: { zh: '已办结', en: 'Closed', clocks: [], ended: true },
    refused: { zh: '不予代办', en: 'Refused', clocks: [], ended: true },
    withdrawn: { zh: '已撤回', en: 'Withdrawn', clocks: [], ended: true },
  },
  actions: {
    accept_errand: { zh: '受理', en: 'Accept' },
    refuse_errand: { zh: '不予代办', en: 'Refuse' },
    list_missing: { zh: '一次性告知所缺材料', en: 'List once what is missing' },
    receive_papers: { zh: '接收材料', en: 'Receive papers' },
    hand_back_papers: { zh: '归还材料', en: 'Hand papers back' },
    start: { zh: '开始代办', en: 'Start' },
    deliver: { zh: '送达', en: 'Deliver' },
    call_back_errand: { zh: '回访', en: 'Call back' },
    close_errand: { zh: '办结', en: 'Close' },
    withdraw_errand: { zh: '撤回', en: 'Withdraw' },
  },
  limits: [
    limit('errand_accept', 1, 'working_days'),
    limit('errand_run', 5, 'working_days'),
    limit('errand_call', 3, 'working_days'),
    limit('errand_close', 1, 'working_days'),
  ],
  regimes: {
    errand_accept: climbing,
    errand_run: climbing,
    errand_call: climbing,
    errand_close: { near: null, due: 'close_errand' },
    supervision: supervised,
  },
  edges: [
    {
      action: 'accept_errand',
      from: ['entrusted'],
      to: ['accepted'],
      by: agent,
      rule: 'domain.md §2 errand (accepted)',
      form: Nothing,
      decide: step('accepted', ({ matter, actor, context }) => ({
        set: { acceptedAt: context.now, form: { ...matter.form, agentAccountId: actor.accountId } },
        starts: ['errand_run'],
        notices: tellReporter(context, matter, 'errand_accepted'),
      })),
    },
    {
      action: 'refuse_errand',
      from: ['entrusted'],
      to: ['refused'],
      by: agent,
      rule: 'domain.md §2 errand (every state has an exit)',
      form: Words,
      decide: ending('refused', 'public'),
    },
    {
      action: 'list_missing',
      from: ['entrusted', 'accepted'],
      to: ['entrusted', 'accepted'],
      by: agentWhoHasListedNothing,
      rule: 'domain.md §2 errand (one-time list of what is missing)',
      form: Papers,
      decide: (given) =>
        step(given.matter.state, ({ matter, input, context }) => ({
          set: { form: { ...matter.form, missing: input['papers'] } },
          notices: tellReporter(context, matter, 'errand_papers_missing'),
          entry: { visibility: 'public', content: input },
        }))(given),
    },
    {
      action: 'receive_papers',
      from: ['accepted', 'in_progress'],
      to: ['accepted', 'in_progress'],
      by: agent,
      rule: 'domain.md §2 errand (custody log)',
      form: Papers,
      decide: (given) =>
        step(given.matter.state, ({ matter, input }) => ({
          set: { form: { ...matter.form, held: [...(formOf(matter).held ?? []), ...(input['papers'] as string[])] } },
          entry: { visibility: 'public', content: input },
        }))(given),
    },
    {
      action: 'hand_back_papers',
      from: ['accepted', 'in_progress', 'delivered'],
      to: ['accepted', 'in_progress', 'delivered'],
      by: agent,
      rule: 'domain.md §2 errand (custody log)',
      form: Papers,
      decide: (given) =>
        step(given.matter.state, ({ matter, input }) => ({
          set: { form: { ...matter.form, held: without(formOf(matter).held ?? [], input['papers'] as string[]) } },
          entry: { visibility: 'public', content: input },
        }))(given),
    },
    {
      action: 'start',
      from: ['accepted'],
      to: ['in_progress'],
      by: agent,
      rule: 'domain.md §2 errand (in_progress)',
      form: Nothing,
      // The limit to run it does not begin anew.
      decide: step('in_progress', () => ({ stopClocks: [] })),
    },
    {
      action: 'deliver',
      from: ['in_progress'],
      to: ['delivered'],
      by: agent,
      rule: 'domain.md §2 errand (delivered)',
      form: Words,
      decide: step('delivered', ({ matter, context, input }) => ({
        set: { handledAt: context.now },
        starts: ['errand_call'],
        notices: tellReporter(context, matter, 'errand_delivered'),
        entry: { visibility: 'public', content: input },
      })),
    },
    {
      action: 'call_back_errand',
      from: ['delivered'],
      to: ['called_back', 'in_progress'],
      by: callerBack,
      whyNot: (actor, matter) => (answeringDesk(actor, matter, { assignment: null, cardId: null }) ? 'own_work' : null),
      rule: 'domain.md §2 errand (called_back)',
      form: Type.Object({ satisfied: Type.Boolean(), words: Type.Optional(Say) }, { additionalProperties: false }),
      decide: (given) => {
        const satisfied = (given.input as { satisfied?: boolean }).satisfied
        // What was handed over comes back before anybody calls it done.
        if (satisfied && (formOf(given.matter).held ?? []).length > 0)
          throw new LinliError('validation_failed', { fields: [{ pointer: '/form/satisfied', message: 'papers are still held' }] })
        return satisfied
          ? step('called_back', () => ({ starts: ['errand_close'] }))(given)
          : step('in_progress', ({ matter }) => ({
              set: { handledAt: null, reworkCount: matter.reworkCount + 1 },
              starts: ['errand_run'],
            }))(given)
      },
    },
    {
      action: 'close_errand',
      from: ['called_back'],
      to: ['closed'],
      by: platformOrAnsweringDesk,
      rule: 'domain.md §2 errand (closed)',
      form: Nothing,
      decide: ending('closed', 'public'),
    },
    {
      action: 'withdraw_errand',
      from: ['entrusted', 'accepted'],
      to: ['withdrawn'],
      by: reporterOrDesk,
      rule: 'domain.md §2 errand (every state has an exit)',
      form: Nothing,
      decide: ending('withdrawn', 'public'),
    },
    ...pressedEdges(open),
  ],
})

/** The resident themselves, or the desk or worker of the area for them. */
function entruster(actor: Actor, area: { path: string }): Hat | null {
  const post = hatOf(
    actor,
    (each) => each.areaPath !== null && area.path.startsWith(each.areaPath) && (each.role === 'desk_clerk' || each.role === 'grid_worker'),
  )
  if (post) return post
  return actor.kind === 'resident' ? { role: 'reporter', areaId: null, organisationId: null } : null
}

/** What is left of the papers held; each is given back once. Throws when one was never handed over. */
function without(held: readonly string[], given: readonly string[]): string[] {
  const left = [...held]
  for (const paper of given) {
    const index = left.indexOf(paper)
    if (index < 0) throw new LinliError('validation_failed', { fields: [{ pointer: '/form/papers', message: `not held: ${paper}` }] })
    left.splice(index, 1)
  }
  return left
}
