import { textsOf } from '../../app/search-texts.ts'

/** What the address of the page says: the conditions of the list. */
export interface AuditSearch {
  person?: string
  action?: string
  number?: string
  /** Instants; `to` itself is not included. */
  from?: string
  to?: string
}

/** Takes from an address what is right in it. */
export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return textsOf(search, 'person', 'action', 'number', 'from', 'to')
}

/** The conditions as the server asks for them. */
export function queryOf(search: AuditSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''),
  )
}
