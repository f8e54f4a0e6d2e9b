import { type FigureDefinition, type FigureId, figureDefinitions, type FigureValue } from '@linli/contract'
import { defineTexts, useLanguage } from '@linli/ui'
import { useMemo } from 'react'

const useTexts = defineTexts(
  'figureWords',
  {
    minutes: '{{n}} 分钟',
    hours: '{{n}} 小时',
    days: '{{n}} 天',
    same: '持平',
    points: { up: '升 {{n}} 个百分点', down: '降 {{n}} 个百分点' },
    percent: { up: '增 {{n}}%', down: '减 {{n}}%' },
  },
  {
    minutes: '{{n}} min',
    hours: '{{n}} h',
    days: '{{n}} days',
    same: 'the same',
    points: { up: 'up {{n}} points', down: 'down {{n}} points' },
    percent: { up: 'up {{n}}%', down: 'down {{n}}%' },
  },
)

/** How a figure stands against the one it is held against. */
export interface Change {
  words: string
  direction: 'up' | 'down' | 'same'
  /** Whether that is good; null where neither is. */
  good: boolean | null
}

/** Says figures: their names, their values and how they changed, in the language of the screen. */
export function useFigureWords() {
  const language = useLanguage()
  const say = useTexts()
  return useMemo(() => {
    const number = (value: number, digits: number) => value.toLocaleString(language, { maximumFractionDigits: digits })
    const duration = (minutes: number) => {
      if (minutes < 60) return say('minutes', { n: number(minutes, 0) })
      if (minutes < 48 * 60) return say('hours', { n: number(minutes / 60, 1) })
      return say('days', { n: number(minutes / 1440, 1) })
    }
    const sayIn = (unit: FigureDefinition['unit'], value: number | null): string => {
      if (value === null) return '–'
      if (unit === 'minutes') return duration(value)
      return unit === 'share' ? `${number(value * 100, 1)}%` : number(value, 0)
    }
    const definition = (figure: FigureId): FigureDefinition => figureDefinitions[figure]
    return {
      nameOf: (figure: FigureId) => definition(figure).words[language],
      explain: (figure: FigureId) => definition(figure).explained[language],
      definition,
      valueOf: (figure: FigureId, value: FigureValue | undefined) => sayIn(definition(figure).unit, value?.value ?? null),
      say: sayIn,
      duration,
      number: (value: number) => number(value, 0),
      changeOf: (figure: FigureId, now: FigureValue | undefined, before: FigureValue | undefined): Change | null => {
        const { unit, better } = definition(figure)
        if (now?.value == null || before?.value == null) return null
        const step = unit === 'share' ? (now.value - before.value) * 100 : before.value === 0 ? null : (now.value / before.value - 1) * 100
        // Ten times as many says that there was hardly anything before; the number itself says nothing.
        if (step === null || Math.abs(step) >= 1000) return null
        const shown = Math.round(Math.abs(step) * 10) / 10
        if (shown === 0) return { words: say('same'), direction: 'same', good: null }
        const direction = step > 0 ? 'up' : 'down'
        return {
          words: say(`${unit === 'share' ? 'points' : 'percent'}.${direction}`, { n: number(shown, 1) }),
          direction,
          good: better === null ? null : (better === 'more') === (direction === 'up'),
        }
      },
    }
  }, [language, say])
}
