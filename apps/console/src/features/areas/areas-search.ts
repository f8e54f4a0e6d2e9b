import { textsOf } from '../../app/search-texts.ts'

const areaTools = ['boundary', 'split', 'merge'] as const
export type AreaToolName = (typeof areaTools)[number]

/** What the address of the areas page says: which area, and what is done to its boundary. */
export interface AreasSearch {
  area?: string
  tool?: AreaToolName
}

/** Takes from an address what is right in it. */
export function readAreasSearch(search: Record<string, unknown>): AreasSearch {
  const tool = areaTools.find((one) => one === search['tool'])
  return { ...textsOf(search, 'area'), ...(tool && { tool }) }
}
