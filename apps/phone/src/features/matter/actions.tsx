import type { Ability, Matter } from '@linli/contract'
import { actionName, CardBadge, isOneOf, useLanguage, useSharedTexts, When } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import { type ComponentType, type ReactNode, useState } from 'react'
import { useKinds } from '../../parts/kinds.ts'
import { Sheet } from '../../parts/sheet.tsx'
import type { ActionFormProps } from './action-form.tsx'
import { ExtendForm, ReturnForm, SuspendForm } from './asking-forms.tsx'
import { AssignmentLines } from './assignment-lines.tsx'
import { ClaimForm, FinishForm, ProgressForm, ResumeForm, SignInForm } from './assignment-forms.tsx'
import { CardForm } from './card-form.tsx'
import { SolveForm, VerifyForm } from './place-forms.tsx'
import { StepForm, stepOf } from './step-form.tsx'
import { useMatterTexts } from './texts.ts'

/** Which actions of an event the phone has forms for, the most pressing first; the abilities say which of them are there now. */
const forms = {
  verify: VerifyForm,
  claim: ClaimForm,
  sign_in: SignInForm,
  finish: FinishForm,
  solve_on_spot: SolveForm,
  answer_supervision: CardForm,
  progress: ProgressForm,
  extend: ExtendForm,
  suspend: SuspendForm,
  return: ReturnForm,
  resume: ResumeForm,
} satisfies Record<string, ComponentType<ActionFormProps>>
type FormAction = keyof typeof forms
const order = Object.keys(forms) as FormAction[]
/** Those that do not bring the matter on: they stand smaller, side by side. */
const aside: readonly string[] = ['progress', 'extend', 'suspend', 'return', 'resume', 'note', 'decline']

interface Offer {
  ability: Ability
  label: string
  form: (onDone: () => void) => ReactNode
}

/** What my organisation or area has to do here, and a button for everything the policy allows now and this phone can do. */
export function Actions({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const [open, setOpen] = useState<Offer | null>(null)
  const offers = useOffers(matter)
  const mine = matter.assignments.filter(
    (assignment) =>
      offers.some((offer) => offer.ability.assignmentId === assignment.id) ||
      matter.requests.some((request) => request.assignmentId === assignment.id),
  )
  const cards = matter.cards.filter((card) => card.answeredAt === null && card.endedAt === null)
  if (offers.length === 0 && mine.length === 0 && cards.length === 0 && !open) return null
  const buttons = (chosen: (ability: Ability) => boolean) => (
    <Buttons offers={offers.filter(({ ability }) => chosen(ability))} first={offers[0]} onOpen={setOpen} />
  )
  return (
    <section className="card lead">
      <h2>{say(offers.length > 0 ? 'forMe' : 'waiting')}</h2>
      {cards.map((card) => (
        <div key={card.id} className="assignment">
          <p className="assignment-head">
            <CardBadge level={card.level} />
            <span>{say('card.from', { area: card.area.name })}</span>
          </p>
          <p className="words">{card.instruction === '' ? say('card.plain') : <Instruction words={card.instruction} />}</p>
          <p className="linli-quiet">
            {say('card.to', { to: card.to })} · {say('card.until')} <When at={card.answerBy} due />
          </p>
          {buttons((ability) => ability.cardId === card.id)}
        </div>
      ))}
      {mine.map((assignment) => (
        <div key={assignment.id} className="assignment">
          <AssignmentLines matter={matter} assignment={assignment} />
          {buttons((ability) => ability.assignmentId === assignment.id)}
        </div>
      ))}
      {buttons((ability) => ability.assignmentId === null && ability.cardId === null)}
      {open && (
        <Sheet title={open.label} onClose={() => setOpen(null)}>
          {open.form(() => setOpen(null))}
        </Sheet>
      )}
    </section>
  )
}

/** The platform's own cards carry a word, people's carry theirs. */
function Instruction({ words }: { words: string }) {
  const shared = useSharedTexts()
  return isOneOf(['limit_passed', 'reopened'], words) ? shared(`cardInstructions.${words}`) : words
}

function isAside({ ability }: Offer): boolean {
  return aside.includes(ability.action)
}

function Buttons({ offers, first, onOpen }: { offers: readonly Offer[]; first: Offer | undefined; onOpen: (offer: Offer) => void }) {
  const button = (offer: Offer) => (
    <Button
      key={offer.ability.action + offer.ability.assignmentId}
      block
      size={isAside(offer) ? 'middle' : 'large'}
      color="primary"
      fill={offer === first ? 'solid' : 'outline'}
      onClick={() => onOpen(offer)}
    >
      {offer.label}
    </Button>
  )
  if (offers.length === 0) return null
  return (
    <div className="buttons">
      {offers.filter((offer) => !isAside(offer)).map(button)}
      <div className="aside-buttons">{offers.filter(isAside).map(button)}</div>
    </div>
  )
}

function useOffers(matter: Matter): Offer[] {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const kinds = useKinds()
  const ofEvent = order.flatMap((action) =>
    matter.abilities.filter((ability) => ability.action === action).map((ability) => offerOf(action, ability)),
  )
  const steps = matter.abilities.flatMap((ability): Offer[] => {
    const step = isOneOf(order, ability.action) ? null : stepOf(kinds, matter, ability.action)
    if (!step) return []
    const label = actionName(step.word, shared, language, matter.kind)
    return [{ ability, label, form: (onDone) => <StepForm matter={matter} ability={ability} step={step} onDone={onDone} /> }]
  })
  return [...steps, ...ofEvent].toSorted((a, b) => Number(isAside(a)) - Number(isAside(b)))

  function offerOf(action: FormAction, ability: Ability): Offer {
    const Form = forms[action]
    return { ability, label: say(`act.${action}`), form: (onDone) => <Form matter={matter} ability={ability} onDone={onDone} /> }
  }
}
