import { present } from '../dates/present.ts'
import { endStates, eventStates, type EventState, type Locale, type Matter, type MatterRow } from '@linli/contract'
import { formatDue } from '../dates/format-date.ts'
import type { SharedSay } from '../texts/shared-texts.ts'
import { isOneOf } from './is-one-of.ts'
import { kindOf, stateName } from './kind-words.ts'

/** What a sentence needs of a matter: a row of a list is enough, the whole matter says more. */
export type Tellable = MatterRow & Partial<Pick<Matter, 'isReporter' | 'refusal' | 'rating' | 'clocks' | 'links'>>

/**
 * Where a matter stands, in one sentence for the person who reported it: who has it and by when
 * ("已派给市政养护，预计 11月25日周三 前办好"). The date is the one the reporter was told (`promisedAt`).
 * Another kind than an event is told by its own words.
 */
export function stateSentence(matter: Tellable, say: SharedSay, language: Locale, now: Date = present()): string {
  const holder = matter.holder.name ?? say('sentences.someone')
  const { state } = matter
  if (matter.kind !== 'event' || !isOneOf(eventStates, state)) return sentenceOfOtherKind(matter, holder, say, language)
  return sentenceOfEvent({ ...matter, state }, holder, say, language, now)
}

function sentenceOfEvent(matter: Tellable & { state: EventState }, holder: string, say: SharedSay, language: Locale, now: Date): string {
  const date = matter.promisedAt ? formatDue(matter.promisedAt, language, now).text : ''
  switch (matter.state) {
    case 'accepted':
    case 'dispatched':
      return say(`sentences.${matter.state}${datePart(matter, now)}`, { holder, date })
    case 'in_progress': {
      const part = datePart(matter, now)
      const again = matter.reworkCount > 0 && part !== '_late'
      return say(again ? `sentences.in_progress_again${part}` : `sentences.in_progress${part}`, { holder, date })
    }
    case 'awaiting_reporter':
      if (matter.isReporter === undefined) return say('sentences.awaiting_reporter')
      return say(matter.isReporter ? 'sentences.awaiting_reporter_yours' : 'sentences.awaiting_reporter_other')
    case 'suspended': {
      const plan = planDate(matter)
      return plan ? say('sentences.suspended_until', { date: formatDue(plan, language, now).text }) : say('sentences.suspended')
    }
    case 'verified':
      return say(matter.isReporter ? 'sentences.verified_yours' : 'sentences.verified')
    case 'closed':
      return matter.rating ? say('sentences.closed_rated', { stars: matter.rating.stars }) : say('sentences.closed')
    case 'refused':
      if (matter.refusal?.reason === 'no_answer') return say('sentences.refused_no_answer')
      return matter.refusal
        ? say('sentences.refused', { reason: say(`refusalReasons.${matter.refusal.reason}`) })
        : say('sentences.refused_plain')
    case 'merged': {
      const number = matter.links?.find((link) => link.relation === 'main')?.number
      return number ? say('sentences.merged_into', { number }) : say('sentences.merged')
    }
    default:
      return say(`sentences.${matter.state}`, { holder })
  }
}

function sentenceOfOtherKind(matter: Tellable, holder: string, say: SharedSay, language: Locale): string {
  const state = stateName(matter, say, language)
  const known = kindOf(matter.kind)?.states.find((one) => one.word === matter.state)
  const ended = known?.ended ?? endStates.includes(matter.state)
  return ended || matter.holder.name === null ? state : say('sentences.other_kind', { state, holder })
}

function datePart(matter: Tellable, now: Date): '' | '_no_date' | '_late' {
  if (!matter.promisedAt) return '_no_date'
  return new Date(matter.promisedAt) < now ? '_late' : ''
}

/** Until when it is suspended; a row of a list does not tell. */
function planDate(matter: Tellable): string | null {
  return matter.clocks?.find((clock) => clock.kind === 'plan' && clock.stoppedAt === null)?.dueAt ?? null
}
