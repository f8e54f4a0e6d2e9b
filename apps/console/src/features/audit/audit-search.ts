/** What the address of the page says: the conditions of the list. */
export interface AuditSearch {
  person?: string
  action?: string
  number?: string
  /** Instants; `to` itself is not included. */
  from?: string
  to?: string
}

/** The conditions as the server asks for them. */
export function queryOf(search: AuditSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== ''),
  )
}
