import { type FigureDefinition, type FigureId, figureDefinitions } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useMemo } from 'react'
import { useEvaluationsTexts } from './texts.ts'

/** Says figures and points in the language of the screen. */
export function useFigureWords() {
  const language = useLanguage()
  const say = useEvaluationsTexts()
  return useMemo(() => {
    const number = (value: number) => value.toLocaleString(language, { maximumFractionDigits: 1 })
    const definition = (figureId: FigureId): FigureDefinition => figureDefinitions[figureId]
    const valueOf = (figureId: FigureId, value: number | null) => {
      if (value === null) return '–'
      if (definition(figureId).unit === 'share') return `${number(value * 100)}%`
      if (value < 120) return say('minutes', { n: number(value) })
      return value < 2880 ? say('hours', { n: number(value / 60) }) : say('days', { n: number(value / 1440) })
    }
    return {
      nameOf: (figureId: FigureId) => definition(figureId).words[language],
      explain: (figureId: FigureId) => definition(figureId).explained[language],
      valueOf,
      points: (points: number | null) => (points === null ? '–' : number(points)),
    }
  }, [language, say])
}

/** What areas can be compared by: shares and times of which more or less is better. */
export const comparable = (Object.keys(figureDefinitions) as FigureId[]).filter((figureId) => {
  const { unit, better }: FigureDefinition = figureDefinitions[figureId]
  return unit !== 'count' && better !== null
})

/** Of these organisations are told apart, too. */
export const comparableOfOrganisations: readonly FigureId[] = ['response', 'resolution', 'satisfaction', 'returned']

export function isShare(figureId: FigureId | undefined): boolean {
  return figureId !== undefined && figureDefinitions[figureId].unit === 'share'
}
