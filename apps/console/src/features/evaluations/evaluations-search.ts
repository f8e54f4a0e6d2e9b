import { textsOf } from '../../app/search-texts.ts'

/** What the address says: which list, which cycle, and whose sheet is open beside it. */
export interface EvaluationsSearch {
  tab?: 'rubrics'
  cycle?: string
  sheet?: string
}

/** Takes from an address what is right in it. */
export function readEvaluationsSearch(search: Record<string, unknown>): EvaluationsSearch {
  return { ...textsOf(search, 'cycle', 'sheet'), ...(search['tab'] === 'rubrics' && { tab: 'rubrics' as const }) }
}
