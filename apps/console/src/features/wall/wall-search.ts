import { textsOf } from '../../app/search-texts.ts'

/** Whose wall it is: one's own area where the address names none. */
export interface WallSearch {
  area?: string | undefined
}

/** Takes from an address what is right in it. */
export function readWallSearch(search: Record<string, unknown>): WallSearch {
  return textsOf(search, 'area')
}
