import { FeatureIndex } from './feature-index.ts'
import { type Features, wordHash } from './features.ts'
import { WeightCells } from './weight-cells.ts'

/** A category the model knows with how likely it is, 0 to 1. */
export interface Guess {
  label: string
  confidence: number
}

/** What is known of a text's features, with a length of 1. */
interface Vector {
  features: Int32Array
  amounts: Float32Array
}

/** How far a single example may move the weights; the larger, the less (`r` in AROW). */
const caution = 1
/** A pair or part of words counts once it was seen in so many texts. Whole words count at once, so that one example is enough to learn from. */
const partsSeenIn = 2
const firstSharpness = 11
const sharpnessStep = 0.02

/**
 * Guesses a category from features and learns from one example at a time, without ever looking back: AROW (Crammer,
 * Kulesza and Dredze, 2009), several classes, the diagonal of the covariance. It keeps for each weight how sure it is
 * and moves the unsure ones most. One pass came within 0.1 points of a support vector machine trained on everything
 * (docs/decisions/0014-suggesting-a-category.md).
 */
export class CategoryModel {
  readonly #labels: string[] = []
  readonly #labelNumbers = new Map<string, number>()
  readonly #cells = new WeightCells()
  readonly #index = new FeatureIndex()
  #texts = 0
  /** Turns scores into confidences; learned from guesses made before the answer was known. */
  #sharpness = firstSharpness

  /** Counts a text, so that common words weigh less. Once a text, before it is learned from. */
  count(features: Features): void {
    this.#texts += 1
    for (const hash of features.hashes) this.#index.see(hash)
  }

  /** Learns that these features belong to this category. `isNew` when nobody has told before: then it also learns how sure it may be. */
  learn(features: Features, label: string, isNew: boolean): void {
    const vector = this.#vectorOf(features)
    const truth = this.#numberOf(label)
    const scores = this.#scores(vector)
    if (isNew) this.#sharpen(scores, truth)
    const rival = bestBut(scores, truth)
    const margin = (scores[truth] ?? 0) - (scores[rival] ?? 0)
    if (rival < 0 || margin >= 1) return
    let unsure = 0
    for (const [at, feature] of vector.features.entries()) {
      const squared = (vector.amounts[at] ?? 0) ** 2
      unsure += squared * (this.#cells.variance(feature, truth) + this.#cells.variance(feature, rival))
    }
    const shrink = 1 / (unsure + caution)
    const step = (1 - margin) * shrink
    for (const [at, feature] of vector.features.entries()) {
      const amount = vector.amounts[at] ?? 0
      this.#cells.move(feature, truth, step * amount, shrink * amount * amount)
      this.#cells.move(feature, rival, -step * amount, shrink * amount * amount)
    }
  }

  /** The likeliest categories among those `allowed`, best first; none when nothing in the text was ever seen. */
  guess(features: Features, most: number, allowed: (label: string) => boolean): Guess[] {
    const vector = this.#vectorOf(features)
    if (vector.features.length === 0) return []
    const likely = this.#labels.map((label, index) => ({ label, index })).filter(({ label }) => allowed(label))
    const scores = this.#scores(vector)
    const highest = Math.max(...likely.map(({ index }) => scores[index] ?? 0))
    const weights = likely.map(({ index }) => Math.exp(this.#sharpness * ((scores[index] ?? 0) - highest)))
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    return likely
      .map(({ label }, at) => ({ label, confidence: (weights[at] ?? 0) / whole }))
      .sort((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1))
      .slice(0, most)
  }

  /** How rare a word is among the texts counted so far: 1 for one never seen, towards 0 for one in every text. */
  rarity(word: string): number {
    const feature = this.#index.find(wordHash(word))
    const seen = feature < 0 ? 0 : this.#index.seenIn(feature)
    return 1 - Math.log1p(seen) / (Math.log1p(this.#texts) + 1)
  }

  #numberOf(label: string): number {
    let index = this.#labelNumbers.get(label)
    if (index === undefined) {
      index = this.#labels.push(label) - 1
      this.#labelNumbers.set(label, index)
    }
    return index
  }

  /** Rare features weigh more, repetitions ever less, and long texts no more than short ones. */
  #vectorOf(features: Features): Vector {
    const known: number[] = []
    const amounts: number[] = []
    let squares = 0
    for (const [at, hash] of features.hashes.entries()) {
      const feature = this.#index.find(hash)
      const seen = feature < 0 ? 0 : this.#index.seenIn(feature)
      if (seen < (at < features.wholeWords ? 1 : partsSeenIn)) continue
      const amount = Math.log1p(features.amounts[at] ?? 0) * (Math.log((this.#texts + 1) / (seen + 1)) + 1)
      known.push(feature)
      amounts.push(amount)
      squares += amount * amount
    }
    const length = Math.sqrt(squares) || 1
    return { features: Int32Array.from(known), amounts: Float32Array.from(amounts, (amount) => amount / length) }
  }

  #scores(vector: Vector): Float64Array {
    const scores = new Float64Array(this.#labels.length)
    for (const [at, feature] of vector.features.entries()) this.#cells.addTo(scores, feature, vector.amounts[at] ?? 0)
    return scores
  }

  /** One step down the log loss of what was guessed before the answer came (temperature scaling, done as one goes). */
  #sharpen(scores: Float64Array, truth: number): void {
    const highest = Math.max(...scores)
    let whole = 0
    let mean = 0
    for (const score of scores) {
      const weight = Math.exp(this.#sharpness * (score - highest))
      whole += weight
      mean += weight * score
    }
    const slope = this.#sharpness * (mean / whole - (scores[truth] ?? 0))
    const step = Math.max(-0.1, Math.min(0.1, sharpnessStep * slope))
    this.#sharpness = Math.max(1, Math.min(40, this.#sharpness * Math.exp(-step)))
  }
}

/** The best of all others; -1 when there is no other. */
function bestBut(scores: Float64Array, truth: number): number {
  let best = -1
  for (let index = 0; index < scores.length; index++)
    if (index !== truth && (best < 0 || (scores[index] ?? 0) > (scores[best] ?? 0))) best = index
  return best
}
