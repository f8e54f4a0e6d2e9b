import { type CardLevel, cardLevels, type CardState, cardStates, type NextStepKind, nextStepKinds } from '@linli/contract'
import { textsOf } from '../../app/search-texts.ts'

/** What the page of supervision says: where, which cards, which matter is open over them, and which next steps. */
export interface SupervisionSearch {
  area?: string | undefined
  level?: CardLevel | undefined
  state?: CardState | undefined
  matter?: string | undefined
  next?: NextStepKind | undefined
}

/** Takes from an address what is right in it. */
export function readSupervisionSearch(search: Record<string, unknown>): SupervisionSearch {
  const level = cardLevels.find((one) => one === search['level'])
  const state = cardStates.find((one) => one === search['state'])
  const next = nextStepKinds.find((one) => one === search['next'])
  return { ...textsOf(search, 'area', 'matter'), ...(level && { level }), ...(state && { state }), ...(next && { next }) }
}
