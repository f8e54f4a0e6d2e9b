import { cardLevels, type ListFilters, matterKinds, matterSorts, matterSources, matterViews } from '@linli/contract'
import { looksForPhone } from './list/phone-search.ts'

/** What the desk's address says: which list, and which matter is open beside it. */
export interface DeskSearch extends ListFilters {
  matter?: string
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const word = /^[a-z][a-z_]{0,39}$/
const lights = ['green', 'yellow', 'red'] as const

/** Takes from an address what is right in it. A link somebody cut off shows a wider list, not an error. */
export function readDeskSearch(search: Record<string, unknown>): DeskSearch {
  return withoutEmpty({
    view: oneOf(matterViews, search['view']),
    // A phone number is not kept in an address; one that somebody wrote there is not looked for.
    q: search['q'] === undefined || looksForPhone(String(search['q'])) ? undefined : String(search['q']).slice(0, 100),
    areaId: matching(uuid, search['areaId']),
    categoryCode: text(search['categoryCode'], 40),
    kind: oneOf(matterKinds, search['kind']),
    state: matching(word, search['state']),
    light: oneOf(lights, search['light']),
    source: oneOf(matterSources, search['source']),
    cardLevel: oneOf(cardLevels, search['cardLevel']),
    organisationId: matching(uuid, search['organisationId']),
    reportedFrom: instant(search['reportedFrom']),
    reportedTo: instant(search['reportedTo']),
    sort: oneOf(matterSorts, search['sort']),
    matter: text(search['matter'], 40),
  })
}

/** The same without what is not there, so that an address holds only what it says. */
export function withoutEmpty<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as never
}

function oneOf<W extends string>(words: readonly W[], value: unknown): W | undefined {
  return words.find((one) => one === value)
}

function text(value: unknown, most: number): string | undefined {
  return typeof value === 'string' && value.length <= most ? value : undefined
}

function matching(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined
}

function instant(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined
}
