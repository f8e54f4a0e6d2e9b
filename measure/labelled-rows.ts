import { readFileSync } from 'node:fs'
import { keepTelling, type Lesson, wordsOf } from '../apps/server/src/modules/suggestions/index.ts'

/** Two rows are the same text when of all their different words so many are in both. Other pairs of texts hardly reach a third. */
const sameText = 0.5

/**
 * Reads a file of labelled texts, one JSON object a line: `label`, and `text` with an optional `title`, or `tokens` cut already
 * (a text with spaces or a list). Both become words the same way. Throws on a line that is neither.
 */
export function readLabelledRows(file: string): Lesson[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(line, `${file}:${index + 1}`)]))
}

function rowOf(line: string, where: string): Lesson {
  const row = JSON.parse(line) as { label?: unknown; title?: unknown; text?: unknown; tokens?: unknown }
  if (typeof row.label !== 'string') throw new Error(`${where} has no label`)
  if (typeof row.tokens === 'string') return { label: row.label, words: keepTelling(row.tokens.split(/\s+/)) }
  if (Array.isArray(row.tokens)) return { label: row.label, words: keepTelling(row.tokens.map(String)) }
  if (typeof row.text !== 'string') throw new Error(`${where} has neither text nor tokens`)
  const title = typeof row.title === 'string' ? `${row.title}\n` : ''
  return { label: row.label, words: wordsOf(`${title}${row.text}`) }
}

/** The rows whose words match none of `others`: what was seen in training says nothing when it is tested. */
export function withoutMatches(rows: readonly Lesson[], others: readonly Lesson[]): Lesson[] {
  const sets = others.map((other) => new Set(other.words))
  const having = new Map<string, number[]>()
  for (const [index, words] of sets.entries())
    for (const word of words) {
      const known = having.get(word)
      if (known) known.push(index)
      else having.set(word, [index])
    }
  return rows.filter((row) => {
    const words = new Set(row.words)
    const common = new Map<number, number>()
    for (const word of words) for (const index of having.get(word) ?? []) common.set(index, (common.get(index) ?? 0) + 1)
    return ![...common].some(([index, count]) => count / (words.size + (sets[index]?.size ?? 0) - count) >= sameText)
  })
}
