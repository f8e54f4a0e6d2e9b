import type { Cached } from '../../platform/cached.ts'
import type { CategoryBook } from '../categories/index.ts'
import { CategoryModel } from './category-model.ts'
import { featuresOf } from './features.ts'
import { teachOne } from './training.ts'
import { wordsOf } from './words.ts'

/** A category that fits a text. `confidence` is between 0 and 1: of those at 0.9 about nine in ten are right. */
export interface Suggestion {
  code: string
  confidence: number
}

/** Suggests categories of a city from a text (domain.md §4), out of what it has learned so far. Keeps no text. */
export class CategorySuggester {
  readonly model = new CategoryModel()
  readonly #categories: Pick<Cached<CategoryBook>, 'get'>

  constructor(categories: Pick<Cached<CategoryBook>, 'get'>) {
    this.#categories = categories
  }

  /** The best three (or `most`), best first, of the categories in use; fewer, even none, when nothing in the text was ever seen. */
  suggest(text: string, most = 3): Suggestion[] {
    const book = this.#categories.get()
    return this.model
      .guess(featuresOf(wordsOf(text)), most, (code) => book.inUse(code) !== undefined)
      .map(({ label, confidence }) => ({ code: label, confidence: Math.round(confidence * 1000) / 1000 }))
  }

  /**
   * Learns that a desk gave this text this category. Told again with another category the later one wins: learning pushes
   * the category it would have guessed down as much as the right one up, so nothing has to be taken back first.
   */
  learn(text: string, code: string): void {
    teachOne(this.model, { words: wordsOf(text), label: code })
  }
}
