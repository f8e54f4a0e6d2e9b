import type { FigureComparison, FigureGrouping } from '@linli/contract'
import { present, wallClock } from '@linli/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import type { FiguresSearch } from './figures-search.ts'
import { type Period, periodOf, type PeriodUnit } from './period.ts'

/** What of the figures is asked for. */
export interface AskedFigures extends Period {
  area: string | undefined
  by: FigureGrouping
  category?: string | undefined
  against?: FigureComparison | undefined
}

/** The figures of an area. Kept up with every action, so they are asked for again each minute. */
export function useFigures({ area, category, from, to, by, against }: AskedFigures) {
  return useQuery({
    queryKey: ['figures', area ?? '', from, to, by, category ?? '', against ?? ''],
    queryFn: ({ signal }) =>
      api.getFigures(
        {
          query: { from, to, by, ...(area && { areaId: area }), ...(category && { categoryCode: category }), ...(against && { against }) },
        },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    retry: false,
  })
}

/** The period that an address speaks of: without one, this month. */
export function useChosenPeriod({ unit = 'month', on }: FiguresSearch): { unit: PeriodUnit; on: string; period: Period; running: boolean } {
  const today = todayInCity()
  const day = on ?? today
  return useMemo(() => {
    const period = periodOf(unit, day)
    return { unit, on: day, period, running: period.from <= today && today <= period.to }
  }, [unit, day, today])
}

/** Today by the calendar of the city. */
export function todayInCity(): string {
  return wallClock(present()).slice(0, 10)
}
