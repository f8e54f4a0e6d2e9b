import {
  clockKinds,
  eventActions,
  eventStates,
  type KindDescription,
  type Locale,
  type MatterAction,
  type MatterKind,
  type MatterState,
} from '@linli/contract'
import type { SharedSay } from '../texts/shared-texts.ts'
import { isOneOf } from './is-one-of.ts'

/** What the kinds of matter call their states and actions, as the server told it. Empty until it has. */
let kinds: readonly KindDescription[] = []

/** Takes over what `GET /kinds` answers; from then on other kinds are named by their own words. */
export function learnKinds(items: readonly KindDescription[]): void {
  kinds = items
}

/** The kind as its table states it; undefined before `learnKinds`. */
export function kindOf(kind: MatterKind): KindDescription | undefined {
  return kinds.find((one) => one.kind === kind)
}

/** A state in a word or two: an event's from the shared texts, another kind's from its own table. */
export function stateName(matter: { kind: MatterKind; state: MatterState }, say: SharedSay, language: Locale): string {
  if (matter.kind === 'event' && isOneOf(eventStates, matter.state)) return say(`states.${matter.state}`)
  const named = kindOf(matter.kind)?.states.find((one) => one.word === matter.state)
  if (named) return named[language]
  return isOneOf(eventStates, matter.state) ? say(`states.${matter.state}`) : plainly(matter.state)
}

/** An action in a word or two; without a kind it is looked for in every table. */
export function actionName(action: MatterAction, say: SharedSay, language: Locale, kind?: MatterKind): string {
  if (isOneOf(eventActions, action)) return say(`actions.${action}`)
  const tables = kind === undefined ? kinds : kinds.filter((one) => one.kind === kind)
  const named = tables.flatMap((one) => one.actions).find((one) => one.word === action && one[language] !== '')
  return named ? named[language] : plainly(action)
}

/** What a limit is for. Limits of other kinds belong to the step the matter stands at. */
export function clockName(clock: string, say: SharedSay): string {
  return say(isOneOf(clockKinds, clock) ? `clocks.${clock}` : 'clocks.other')
}

/** A word nobody has a text for, as readable as it can be made. */
function plainly(word: string): string {
  return word.replaceAll('_', ' ')
}
