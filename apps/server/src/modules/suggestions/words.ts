import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { stopWords } from './stop-words.ts'

let jieba: Jieba | undefined

/**
 * The words of a text that say what it is about, in order: cut by jieba, in small letters and half-width signs,
 * without stop words, numbers and punctuation. The first call loads the dictionary (about 0.2 s and 40 MB).
 */
export function wordsOf(text: string): string[] {
  jieba ??= Jieba.withDict(dict)
  return keepTelling(jieba.cut(plain(text), true))
}

/** Longer words are cut off: a signature or a line without a gap is no word, and the database keeps none beyond 2 kB. */
const longestSearchWord = 40

/**
 * The words by which a text is found. `kept`: also the shorter words within long ones, and numbers. `asked`: each part of
 * what somebody types once, as long as it is. Both without punctuation and stop words, each word once.
 */
export function searchWordsOf(text: string, use: 'kept' | 'asked'): string[] {
  jieba ??= Jieba.withDict(dict)
  const said = plain(text)
  const words = use === 'asked' ? jieba.cut(said, true) : [...jieba.cutForSearch(said, true), ...jieba.cut(said, true)]
  const telling = words.flatMap((word) => word.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !stopWords.has(word))
  return [...new Set(telling.map((word) => Array.from(word).slice(0, longestSearchWord).join('')))]
}

/** Of words somebody else has cut, those that say what a text is about. */
export function keepTelling(words: readonly string[]): string[] {
  return words.map((word) => plain(word).trim()).filter((word) => /\p{L}/u.test(word) && !stopWords.has(word))
}

/** Spreadsheets write a carriage return as `_x000D_`; hotline exports are full of it. */
function plain(text: string): string {
  return text
    .replace(/_x000d_|^x000d_?$/gi, ' ')
    .normalize('NFKC')
    .toLowerCase()
}
