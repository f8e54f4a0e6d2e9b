import type { CategoryWords } from '../categories/index.ts'
import type { Lesson } from './training.ts'
import { wordsOf } from './words.ts'

/**
 * What a city knows before its first matter: of each kind its name, each word residents use for it, both together, and
 * what it takes to file it. A class that has kinds of its own is left out, since a matter is always of a kind.
 */
export function lessonsFrom(categories: readonly CategoryWords[]): Lesson[] {
  const classes = new Set(categories.map((category) => category.parentCode))
  return categories
    .filter((category) => !classes.has(category.code))
    .flatMap(({ code, nameZh, words, filingConditionZh }) => {
      const said = [nameZh, ...words, `${nameZh} ${words.join(' ')}`, `${nameZh} ${filingConditionZh}`]
      return said.map((text) => ({ words: wordsOf(text), label: code, isDefinition: true })).filter((lesson) => lesson.words.length > 0)
    })
}
