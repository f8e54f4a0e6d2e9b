import { wordsOf } from '../suggestions/index.ts'

/** A text as it is compared: its words and their parts, each with how much it says. */
export interface Said {
  words: ReadonlySet<string>
  terms: ReadonlyMap<string, number>
  length: number
}

const partWeight = 0.5

/**
 * What a text says. Parts of words and the seams between them are taken too, so that a mistyped character costs two
 * parts and not the whole. `rarity` tells how much a word says, 0 to 1: that of a street more than "evening".
 */
export function saidIn(text: string, rarity: (word: string) => number): Said {
  const words = wordsOf(text)
  const terms = new Map<string, number>()
  const raise = (term: string, weight: number) => terms.set(term, Math.max(terms.get(term) ?? 0, weight))
  for (const [index, word] of words.entries()) {
    const says = rarity(word)
    raise(`w${word}`, word.length > 1 ? says : says * partWeight)
    const joined = word + (words[index + 1]?.[0] ?? '')
    for (let at = 0; at + 1 < joined.length; at++) raise(`p${joined.slice(at, at + 2)}`, says * partWeight)
  }
  let squares = 0
  for (const weight of terms.values()) squares += weight * weight
  return { words: new Set(words), terms, length: Math.sqrt(squares) }
}

/** How alike two texts are: 0 when they share nothing, 1 when they say the same (cosine). */
export function likenessOf(a: Said, b: Said): number {
  if (a.length === 0 || b.length === 0) return 0
  let product = 0
  for (const [term, weight] of a.terms) product += weight * (b.terms.get(term) ?? 0)
  return product / (a.length * b.length)
}

/** Words of both, the rarest first. */
export function sharedWords(a: Said, b: Said, most: number): string[] {
  return [...a.words]
    .filter((word) => word.length > 1 && b.words.has(word))
    .sort((one, other) => (a.terms.get(`w${other}`) ?? 0) - (a.terms.get(`w${one}`) ?? 0))
    .slice(0, most)
}
