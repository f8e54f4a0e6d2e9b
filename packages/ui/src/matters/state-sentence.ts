import type { Locale, Matter, MatterRow } from '@linli/contract'
import { formatDue } from '../dates/format-date.ts'
import type { SharedSay } from '../texts/shared-texts.ts'

/** What a sentence needs of a matter: a row of a list is enough, the whole matter says more. */
export type Tellable = MatterRow & Partial<Pick<Matter, 'isReporter' | 'refusal' | 'rating'>>

/**
 * Where a matter stands, in one sentence for the person who reported it: who has it and by when
 * ("已派给市政养护，预计 11月25日周三 前办好"). The date is the one the reporter was told (`promisedAt`).
 */
export function stateSentence(matter: Tellable, say: SharedSay, language: Locale, now: Date = new Date()): string {
  const holder = matter.holder.name ?? say('sentences.someone')
  switch (matter.state) {
    case 'accepted':
    case 'dispatched':
      return say(`sentences.${matter.state}${datePart(matter, now)}`, { holder, date: due(matter, language, now) })
    case 'in_progress': {
      const part = datePart(matter, now)
      const again = matter.reworkCount > 0 && part !== '_late'
      return say(again ? `sentences.in_progress_again${part}` : `sentences.in_progress${part}`, {
        holder,
        date: due(matter, language, now),
      })
    }
    case 'verified':
      return say(matter.isReporter ? 'sentences.verified_yours' : 'sentences.verified')
    case 'closed':
      return matter.rating ? say('sentences.closed_rated', { stars: matter.rating.stars }) : say('sentences.closed')
    case 'refused':
      return matter.refusal
        ? say('sentences.refused', { reason: say(`refusalReasons.${matter.refusal.reason}`) })
        : say('sentences.refused_plain')
    default:
      return say(`sentences.${matter.state}`, { holder })
  }
}

function datePart(matter: Tellable, now: Date): '' | '_no_date' | '_late' {
  if (!matter.promisedAt) return '_no_date'
  return new Date(matter.promisedAt) < now ? '_late' : ''
}

function due(matter: Tellable, language: Locale, now: Date): string {
  return matter.promisedAt ? formatDue(matter.promisedAt, language, now).text : ''
}
