import { figureDefinitions, type FigureId, type FigureRow, type FigureValue, type Locale } from '@linli/contract'
import { wordsOfDocuments } from '../words/words.ts'

const nothing = '–'

/** A figure's value as people read it: a count, a percentage, or a time; a dash where there is nothing. */
export function sayValue(id: FigureId, figure: FigureValue | undefined, locale: Locale): string {
  if (!figure || figure.value === null) return nothing
  switch (figureDefinitions[id].unit) {
    case 'count':
      return figure.value.toLocaleString('en-US')
    case 'share':
      return `${(figure.value * 100).toFixed(1)}%`
    case 'minutes':
      return wordsOfDocuments(locale).report.minutes(figure.value)
  }
}

/** What a value is made of: `34 / 39`, or what nine in ten stay under; nothing of a count. */
export function sayMadeOf(id: FigureId, figure: FigureValue | undefined, locale: Locale): string {
  if (!figure) return ''
  if (figureDefinitions[id].unit === 'share') return `${figure.n.toLocaleString('en-US')} / ${(figure.of ?? 0).toLocaleString('en-US')}`
  if (figureDefinitions[id].unit === 'count' || typeof figure.p90 !== 'number') return ''
  const { p90Of, minutes } = wordsOfDocuments(locale).report
  return `${p90Of(minutes(figure.p90))}（n = ${figure.n.toLocaleString('en-US')}）`
}

export interface Difference {
  text: string
  /** Whether that is good or bad; null where it is neither. */
  isGood: boolean | null
}

/** How a value has changed: in percent of a count or a time, in percentage points of a share. Null without anything to compare. */
export function sayDifference(
  id: FigureId,
  now: FigureValue | undefined,
  before: FigureValue | undefined,
  locale: Locale,
): Difference | null {
  if (now?.value == null || before?.value == null) return null
  const { unit, better } = figureDefinitions[id]
  const { points, same } = wordsOfDocuments(locale).report
  const by = unit === 'share' ? (now.value - before.value) * 100 : before.value === 0 ? null : (now.value / before.value - 1) * 100
  if (by === null) return null
  const rounded = Math.round(by * 10) / 10
  if (rounded === 0) return { text: same, isGood: null }
  const text = `${rounded > 0 ? '+' : '−'}${Math.abs(rounded).toFixed(1)}${unit === 'share' ? ` ${points}` : '%'}`
  return { text, isGood: better === null ? null : better === 'more' ? rounded > 0 : rounded < 0 }
}

/** What passed each step of the loop in the period, each on its own day. */
export function stepsOf({
  figures,
}: FigureRow): { step: 'reported' | 'accepted' | 'dispatched' | 'handled' | 'closed' | 'rated'; n: number }[] {
  return [
    { step: 'reported', n: figures['reported']?.n ?? 0 },
    { step: 'accepted', n: figures['first_response']?.n ?? 0 },
    { step: 'dispatched', n: figures['response']?.of ?? 0 },
    { step: 'handled', n: figures['on_time']?.of ?? 0 },
    { step: 'closed', n: figures['closed']?.n ?? 0 },
    { step: 'rated', n: figures['satisfaction']?.of ?? 0 },
  ]
}
