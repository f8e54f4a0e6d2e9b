import type { ListFilters } from '@linli/contract'
import type { DeskSearch } from '../desk-search.ts'

/** The list of an address, without the matter that is open beside it. */
export function filtersOf({ matter: _matter, ...filters }: DeskSearch): ListFilters {
  return filters
}

/** Whether anything but the view and the order is chosen. */
export function isNarrowed(search: DeskSearch): boolean {
  const { view: _view, sort: _sort, ...rest } = filtersOf(search)
  return Object.keys(rest).length > 0
}

/** Whether two lists are the same, in whatever order their filters were chosen. */
export function isSameList(one: ListFilters, other: ListFilters): boolean {
  const written = (filters: ListFilters) => JSON.stringify(Object.entries(filters).toSorted(([a], [b]) => a.localeCompare(b)))
  return written(one) === written(other)
}
