import { type AlertKind, alertKinds, type AlertState, alertStates } from '@linli/contract'
import { textsOf } from '../../app/search-texts.ts'

/** What the page of alerts says: which ones, where, and which one is open beside the list. */
export interface AlertsSearch {
  area?: string | undefined
  kind?: AlertKind | undefined
  state?: AlertState | undefined
  alert?: string | undefined
}

/** Takes from an address what is right in it. */
export function readAlertsSearch(search: Record<string, unknown>): AlertsSearch {
  const kind = alertKinds.find((one) => one === search['kind'])
  const state = alertStates.find((one) => one === search['state'])
  return { ...textsOf(search, 'area', 'alert'), ...(kind && { kind }), ...(state && { state }) }
}
