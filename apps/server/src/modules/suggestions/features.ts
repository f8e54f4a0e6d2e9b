/** What a text looks like to the model: hashed features with how much of each there is. */
export interface Features {
  hashes: Int32Array
  amounts: Float32Array
  /** The first so many are whole words, the rest parts and pairs of words. */
  wholeWords: number
}

/** Who writes says first what it is about: a title, or the first sentence. These words count three times. */
const openingWords = 12
const openingWeight = 3
/** Further on a word counts less: half as much after so many words. */
const halfwayWords = 60
/** Single characters connect words that jieba cuts differently. */
const characterWeight = 0.3

/**
 * Words, the two-character parts of words longer than two, pairs of neighbouring words, and characters. Parts stay
 * inside words, so texts already cut and texts as typed give the same. The weights were chosen on texts kept apart
 * (docs/decisions/0014-suggesting-a-category.md).
 */
export function featuresOf(words: readonly string[]): Features {
  const whole = new Map<number, number>()
  const parts = new Map<number, number>()
  for (const [index, word] of words.entries()) {
    const amount = (index < openingWords ? openingWeight : 1) / (1 + index / halfwayWords)
    add(whole, wordHash(word), amount)
    if (word.length > 2) for (let at = 0; at + 1 < word.length; at++) add(parts, hashOf('p', word.slice(at, at + 2)), amount)
    const before = words[index - 1]
    if (before !== undefined) add(parts, hashOf('n', `${before} ${word}`), amount)
    for (const character of word) add(parts, hashOf('c', character), amount * characterWeight)
  }
  return {
    hashes: Int32Array.from([...whole.keys(), ...parts.keys()]),
    amounts: Float32Array.from([...whole.values(), ...parts.values()]),
    wholeWords: whole.size,
  }
}

/** The feature of one whole word. */
export function wordHash(word: string): number {
  return hashOf('w', word)
}

function add(to: Map<number, number>, hash: number, amount: number): void {
  to.set(hash, (to.get(hash) ?? 0) + amount)
}

/** FNV-1a over UTF-16 units. Of 32 bits half a million features share 30 hashes. Folded into 20 bits they cost 0.3 points. */
function hashOf(kind: string, text: string): number {
  let hash = Math.imul(0x811c9dc5 ^ kind.charCodeAt(0), 0x01000193)
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash | 0
}
