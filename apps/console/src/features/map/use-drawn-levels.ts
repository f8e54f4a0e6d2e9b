import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import type { Home } from '../../parts/map/use-home.ts'

export interface DrawnLevels {
  /** The levels that can be drawn, the largest areas first. */
  all: readonly { code: string; name: string }[]
  /** The first of them: drawn at every zoom. */
  largest: string
  shown: readonly string[]
}

/** Which levels' outlines the map draws: those the address names, else the largest below the area and the smallest. */
export function useDrawnLevels(home: Home, asked: string | undefined): DrawnLevels {
  const language = useLanguage()
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 3_600_000 }).data?.items ?? []
  const rank = levels.find((level) => level.code === home.level)?.rank ?? 0
  const deeper = levels.filter((level) => level.rank > rank && level.hasDesk)
  const below = [...deeper, ...levels.filter((level) => level.rank > rank && !level.hasDesk).slice(0, 1)].sort((a, b) => a.rank - b.rank)
  const all = (below.length > 0 ? below : levels.filter((level) => level.code === home.level)).map((level) => ({
    code: level.code,
    name: language === 'zh' ? level.nameZh : level.nameEn,
  }))
  const largest = all[0]?.code ?? home.level
  const usual = [largest, all.at(-1)?.code ?? largest]
  const wanted = asked === undefined ? usual : asked.split(',')
  return { all, largest, shown: all.map(({ code }) => code).filter((code) => wanted.includes(code)) }
}
