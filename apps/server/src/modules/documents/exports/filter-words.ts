import type { ListFilters, Locale } from '@linli/contract'
import { type Books, kinds } from '../../matters/index.ts'
import { cityTime } from '../document.ts'
import { wordsOfDocuments } from '../words/words.ts'

/** The conditions of a list as a sentence for its first page: `List: Overdue · Area: …`. */
export function sayFilters(filters: ListFilters, books: Books, locale: Locale): string {
  const words = wordsOfDocuments(locale)
  const said = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${words.filters[name as keyof typeof words.filters]}: ${valueOf(name as keyof ListFilters, value, books, locale)}`],
  )
  return said.length === 0 ? words.about.noConditions : said.join(' · ')
}

function valueOf(name: keyof ListFilters, value: string, books: Books, locale: Locale): string {
  const words = wordsOfDocuments(locale)
  const named = (found: { nameZh: string; nameEn: string } | undefined) => (locale === 'zh' ? found?.nameZh : found?.nameEn) ?? value
  switch (name) {
    case 'areaId':
      return books.areas.get().get(value)?.name ?? value
    case 'organisationId':
      return named(books.organisations.get().get(value))
    case 'categoryCode':
      return named(books.categories.get().get(value))
    case 'kind':
      return kinds[value as keyof typeof kinds].words[locale]
    case 'state':
      return Object.values(kinds).find((kind) => kind.states[value])?.states[value]?.[locale] ?? value
    case 'view':
      return words.views[value as keyof typeof words.views]
    case 'light':
      return words.lights[value as keyof typeof words.lights]
    case 'source':
      return words.sources[value as keyof typeof words.sources]
    case 'cardLevel':
      return words.cards[value as keyof typeof words.cards]
    case 'sort':
      return words.sorts[value as keyof typeof words.sorts]
    case 'reportedFrom':
    case 'reportedTo':
      return cityTime(new Date(value))
    case 'q':
      return value
  }
}
