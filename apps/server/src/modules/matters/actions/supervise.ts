import { type answerSupervision as answerContract, type BodyOf, cardLevels, type CardLevel, type superviseMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { CardEnd, NewCard } from '../change.ts'
import { startClock, startClockUntil } from '../clocks.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, type Holder, type Matter, type RunningClock } from '../matter.ts'
import { tellArea, tellHolder } from '../telling.ts'
import { requireAhead } from './suspend.ts'

/** 督办: a superior area raises a card with an instruction and a date to answer by. Cards only rise. */
export const supervise: Decide<BodyOf<typeof superviseMatter>> = ({ matter, input, hat, context }) => {
  if (rank(input.level) < rank(matter.cardLevel)) throw new LinliError('card_only_rises')
  const areaId = hat.areaId ?? matter.deskAreaId
  const to = answering(matter)
  const answerBy = input.answerBy === undefined ? undefined : requireAhead(context.now, input.answerBy)
  const { card, clock } = newCard(context, matter, {
    level: input.level,
    areaId,
    to,
    instruction: input.instruction,
    automatic: false,
    answerBy,
  })
  const facts = { level: input.level, answerBy: card.answerBy.toISOString() }
  return {
    to: matter.state,
    set: { cardLevel: raised(matter, input.level) },
    startClocks: [clock],
    raise: [card],
    notices: [
      ...tellHolder(context, matter, to, 'supervision_raised', facts),
      ...(to.areaId === matter.deskAreaId ? [] : [tellArea(context, matter, matter.deskAreaId, 'supervision_raised', facts)]),
    ],
    entry: { visibility: 'internal', content: { ...facts, cardId: card.id, areaId, instruction: input.instruction } },
  }
}

/** Whoever the card was raised to answers it. */
export const answerSupervision: Decide<BodyOf<typeof answerContract>> = ({ matter, cardId, input, context }) => {
  const card = matter.cards.find((each) => each.id === cardId)
  if (!card) throw new LinliError('not_found')
  const end: CardEnd = { cardId: card.id, answer: input.words }
  return {
    to: matter.state,
    set: {},
    stopClocks: clockOfCard(matter, card.id),
    endCards: [end],
    notices: [tellArea(context, matter, card.areaId, 'supervision_answered', { level: card.level })],
    entry: { visibility: 'internal', content: { cardId: card.id, level: card.level, words: input.words } },
  }
}

interface CardToRaise {
  level: CardLevel
  areaId: string
  to: Holder
  instruction: string
  automatic?: boolean
  answerBy?: Date | undefined
}

/** A card of at least this level, and the clock that runs until it is answered. The clock carries the card's id. */
export function newCard(
  context: DecisionContext,
  matter: Matter,
  given: CardToRaise,
): { card: NewCard; clock: RunningClock; level: CardLevel } {
  const id = context.newId()
  const level = raised(matter, given.level)
  const started = given.answerBy
    ? startClockUntil(context, matter, 'supervision', given.answerBy, id)
    : startClock(context, matter, 'supervision', {
        assignmentId: id,
        ...(given.to.organisationId !== null && { organisationId: given.to.organisationId }),
      })
  const { areaId, to, instruction, automatic = true } = given
  return { card: { id, level, areaId, automatic, instruction, answerBy: started.dueAt, to }, clock: started, level }
}

/** The clock of one card. */
export function clockOfCard(matter: Matter, cardId: string): RunningClock[] {
  return matter.clocks.filter((clock) => clock.kind === 'supervision' && clock.assignmentId === cardId)
}

/** The higher of the two. */
export function raised(matter: Pick<Matter, 'cardLevel'>, level: CardLevel): CardLevel {
  return matter.cardLevel !== null && rank(matter.cardLevel) > rank(level) ? matter.cardLevel : level
}

/** Who has to answer: whoever holds it, or its desk. */
export function answering(matter: Matter): Holder {
  return matter.holder.areaId === null && matter.holder.organisationId === null ? heldByArea(matter.deskAreaId) : matter.holder
}

function rank(level: CardLevel | null): number {
  return level === null ? -1 : cardLevels.indexOf(level)
}
