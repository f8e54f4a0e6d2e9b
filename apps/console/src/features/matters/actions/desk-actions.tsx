import type { Ability, EventAction, Matter } from '@linli/contract'
import { isOneOf } from '@linli/ui'
import type { ComponentType } from 'react'
import { AcceptAndDispatchForm } from './accept-and-dispatch-form.tsx'
import { AcceptForm, ReclassifyForm } from './accept-form.tsx'
import { ClaimForm, ExtendForm, FinishForm, ProgressForm, ResumeForm, ReturnForm, SignInForm, SuspendForm } from './assignment-forms.tsx'
import { DispatchForm } from './dispatch-form.tsx'
import { KindForm } from './kind-form.tsx'
import { LinkForm, MergeForm, SplitForm, UnmergeForm } from './merge-forms.tsx'
import { SolveForm, VerifyForm } from './on-site-forms.tsx'
import { EscalateForm, ResolvePlaceForm, SendDownForm } from './place-forms.tsx'
import { CallBackForm, RateForm, ReopenForm } from './rating-forms.tsx'
import { AnswerForm, AppealForm, AskForm, RefuseForm, RemindForm, WithdrawForm } from './reporter-forms.tsx'
import { RuleExtensionForm, RuleReturnForm, RuleSuspensionForm } from './ruling-forms.tsx'
import type { ActionFormProps } from '../../../parts/actions/step-form.tsx'
import { AnswerSupervisionForm, SuperviseForm } from '../../../parts/actions/supervision-forms.tsx'
import { IssueTaskForm } from './task-form.tsx'

/** What the menu behind the first buttons is ordered by. */
export const menuGroups = ['go_on', 'route', 'same', 'ask_for', 'press', 'reporter'] as const
export type MenuGroup = (typeof menuGroups)[number]

interface DeskAction {
  key: string
  Form: ComponentType<ActionFormProps>
  group: MenuGroup
  /** Whether it is a next step of the loop here, which may stand as a button; the rest is in the menu. */
  next?: boolean | ((matter: Matter) => boolean)
}

/**
 * Every action on a matter, with its key, in the order in which it is the next step. A key may stand for two actions
 * that no state has both of. What may be done now the server says.
 */
const deskActions: Partial<Record<EventAction | 'accept_and_dispatch' | 'issue_task', DeskAction>> = {
  accept: { key: 'a', Form: AcceptForm, group: 'go_on', next: true },
  accept_and_dispatch: { key: 'd', Form: AcceptAndDispatchForm, group: 'go_on', next: true },
  dispatch: { key: 'd', Form: DispatchForm, group: 'route', next: (matter) => matter.state === 'accepted' },
  rule_return: { key: 'y', Form: RuleReturnForm, group: 'go_on', next: true },
  rule_extension: { key: 'x', Form: RuleExtensionForm, group: 'go_on', next: true },
  rule_suspension: { key: 'z', Form: RuleSuspensionForm, group: 'go_on', next: true },
  answer_supervision: { key: 'w', Form: AnswerSupervisionForm, group: 'press', next: true },
  claim: { key: 'c', Form: ClaimForm, group: 'go_on', next: true },
  sign_in: { key: 'i', Form: SignInForm, group: 'go_on', next: true },
  finish: { key: 'f', Form: FinishForm, group: 'go_on', next: true },
  verify: { key: 'v', Form: VerifyForm, group: 'go_on', next: true },
  answer: { key: 'n', Form: AnswerForm, group: 'go_on', next: true },
  call_back: { key: 'o', Form: CallBackForm, group: 'go_on', next: true },
  rate: { key: 'r', Form: RateForm, group: 'reporter', next: true },
  solve_on_spot: { key: 's', Form: SolveForm, group: 'go_on', next: true },
  ask: { key: 'q', Form: AskForm, group: 'go_on', next: true },
  refuse: { key: 'r', Form: RefuseForm, group: 'go_on', next: true },
  resume: { key: 'h', Form: ResumeForm, group: 'go_on', next: true },
  progress: { key: 'n', Form: ProgressForm, group: 'go_on', next: true },
  unmerge: { key: 'm', Form: UnmergeForm, group: 'same', next: true },
  reopen: { key: 'e', Form: ReopenForm, group: 'go_on' },
  escalate: { key: 'e', Form: EscalateForm, group: 'route' },
  send_down: { key: 'l', Form: SendDownForm, group: 'route' },
  resolve_place: { key: 'p', Form: ResolvePlaceForm, group: 'route' },
  reclassify: { key: 'g', Form: ReclassifyForm, group: 'route' },
  merge: { key: 'm', Form: MergeForm, group: 'same' },
  link: { key: '1', Form: LinkForm, group: 'same' },
  split: { key: 's', Form: SplitForm, group: 'same' },
  extend: { key: 't', Form: ExtendForm, group: 'ask_for' },
  suspend: { key: 'h', Form: SuspendForm, group: 'ask_for' },
  return: { key: 'b', Form: ReturnForm, group: 'ask_for' },
  supervise: { key: 'u', Form: SuperviseForm, group: 'press' },
  issue_task: { key: '0', Form: IssueTaskForm, group: 'press' },
  remind: { key: '3', Form: RemindForm, group: 'reporter' },
  appeal: { key: '4', Form: AppealForm, group: 'reporter' },
  withdraw: { key: '5', Form: WithdrawForm, group: 'reporter' },
}

/** Of the event's table, those every kind has. */
const ofEveryKind: readonly string[] = ['supervise', 'answer_supervision', 'issue_task']

/** One thing that may be done now. */
export interface Possible {
  action: string
  assignmentId: string
  cardId: string
  key: string
  group: MenuGroup
  next: boolean
  Form: ComponentType<ActionFormProps>
}

/** What may be done with a matter now, next steps first. Steps of other kinds get the digits as keys, in the order of their table. */
export function possibleOn(matter: Matter): Possible[] {
  const own = (Object.keys(deskActions) as (keyof typeof deskActions)[])
    .filter((action) => matter.kind === 'event' || ofEveryKind.includes(action))
    .flatMap((action) => abilitiesFor(matter, action).map((ability) => possible(matter, action, ability)))
  if (matter.kind === 'event') return own
  const steps = matter.abilities.filter((ability) => !ofEveryKind.includes(ability.action))
  return [...steps.map((ability, at) => stepOfKind(ability, at)), ...own]
}

/**
 * Accepting and dispatching in one is for whoever may accept. A task may be issued from a matter by its desk and by those above it: whoever may link or supervise it. It is no action
 * of the matter's own table, so there is no ability of that name.
 */
function abilitiesFor(matter: Matter, action: string): readonly Ability[] {
  if (action === 'accept_and_dispatch') return abilitiesFor(matter, 'accept').map((ability) => ({ ...ability, action }))
  if (action !== 'issue_task') return matter.abilities.filter((ability) => ability.action === action)
  const may = matter.abilities.some((ability) => isOneOf(['link', 'supervise'], ability.action))
  return may && matter.kind !== 'task' ? [{ action, assignmentId: null, cardId: null }] : []
}

function possible(matter: Matter, action: keyof typeof deskActions, ability: Ability): Possible {
  const { key = '', Form = () => null, group = 'go_on', next = false } = deskActions[action] ?? {}
  return { ...targetOf(ability), key, Form, group, next: typeof next === 'function' ? next(matter) : next }
}

/** An action by its name, also when it will only be possible in a moment. */
export function actionNamed(matter: Matter, action: string): Possible {
  const known = possibleOn(matter).find((one) => one.action === action)
  return known ?? possible(matter, action as keyof typeof deskActions, { action, assignmentId: null, cardId: null })
}

function stepOfKind(ability: Ability, at: number): Possible {
  const { action } = ability
  const Form = formsOfKinds.get(action) ?? ((props: ActionFormProps) => <KindForm {...props} action={action} />)
  formsOfKinds.set(action, Form)
  return { ...targetOf(ability), key: at < 9 ? String(at + 1) : '', Form, group: 'go_on', next: true }
}

/** One component an action, kept: a new one at every render would lose what is typed. */
const formsOfKinds = new Map<string, ComponentType<ActionFormProps>>()

function targetOf({ action, assignmentId, cardId }: Ability) {
  return { action, assignmentId: assignmentId ?? '', cardId: cardId ?? '' }
}
