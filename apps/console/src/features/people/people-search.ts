import { accountStates, vacancyKinds } from '@linli/contract'

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const peopleTabs = ['places', 'staff', 'vacancies'] as const

/** What the address of the people page says: which list, by what it is filtered, and who is open beside it. */
export interface PeopleSearch {
  tab?: (typeof peopleTabs)[number]
  organisation?: string
  area?: string
  person?: string
  find?: string
  state?: (typeof accountStates)[number]
  kind?: (typeof vacancyKinds)[number]
}

/** Takes from an address what is right in it. */
export function readPeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const found = {
    tab: peopleTabs.find((one) => one === search['tab']),
    organisation: text(search['organisation']),
    area: text(search['area']),
    person: text(search['person']),
    // What looks like a number in an address is read as one.
    find: typeof search['find'] === 'number' ? String(search['find']) : text(search['find']),
    state: accountStates.find((one) => one === search['state']),
    kind: vacancyKinds.find((one) => one === search['kind']),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}
