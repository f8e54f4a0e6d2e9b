import { doubled } from './feature-index.ts'

/** Beyond so many cells no new ones are made (about 60 MB); those there are go on learning. */
const mostCells = 2 ** 22

/**
 * For each feature the categories it speaks for or against, with a weight and how unsure that weight still is. Kept as
 * chains in typed arrays: of a hundred and fifty categories a feature knows three or four, so a full table would be empty.
 */
export class WeightCells {
  /** The first cell of a feature and the next of a cell, plus one; 0 ends a chain. */
  #first = new Int32Array(2 ** 12)
  #next = new Int32Array(2 ** 12)
  #label = new Int32Array(2 ** 12)
  /** Weight and variance of a cell, one after the other. */
  #beliefs = new Float32Array(2 ** 13)
  #used = 0

  /** Adds `amount` of this feature to the score of every category it knows. */
  addTo(scores: Float64Array, feature: number, amount: number): void {
    for (let cell = this.#head(feature); cell >= 0; cell = this.#after(cell)) {
      const label = this.#label[cell] ?? 0
      scores[label] = (scores[label] ?? 0) + this.#weight(cell) * amount
    }
  }

  /** How unsure the weight is: 1 for one never learned, towards 0 with practice. */
  variance(feature: number, label: number): number {
    const cell = this.#find(feature, label)
    return cell < 0 ? 1 : this.#varianceOf(cell)
  }

  /** Moves a weight by `step` times its variance, then shrinks the variance by `shrink` times its square. */
  move(feature: number, label: number, step: number, shrink: number): void {
    let cell = this.#find(feature, label)
    if (cell < 0) cell = this.#make(feature, label)
    if (cell < 0) return
    const variance = this.#varianceOf(cell)
    this.#beliefs[2 * cell] = this.#weight(cell) + step * variance
    this.#beliefs[2 * cell + 1] = variance - shrink * variance * variance
  }

  #head(feature: number): number {
    return (this.#first[feature] ?? 0) - 1
  }

  #after(cell: number): number {
    return (this.#next[cell] ?? 0) - 1
  }

  #weight(cell: number): number {
    return this.#beliefs[2 * cell] ?? 0
  }

  #varianceOf(cell: number): number {
    return this.#beliefs[2 * cell + 1] ?? 1
  }

  #find(feature: number, label: number): number {
    let cell = this.#head(feature)
    while (cell >= 0 && this.#label[cell] !== label) cell = this.#after(cell)
    return cell
  }

  #make(feature: number, label: number): number {
    if (this.#used === mostCells) return -1
    if (this.#used === this.#next.length) this.#grow()
    while (feature >= this.#first.length) this.#first = doubled(this.#first)
    const cell = this.#used++
    this.#label[cell] = label
    this.#beliefs[2 * cell] = 0
    this.#beliefs[2 * cell + 1] = 1
    this.#next[cell] = this.#first[feature] ?? 0
    this.#first[feature] = cell + 1
    return cell
  }

  #grow(): void {
    this.#next = doubled(this.#next)
    this.#label = doubled(this.#label)
    const larger = new Float32Array(this.#beliefs.length * 2)
    larger.set(this.#beliefs)
    this.#beliefs = larger
  }
}
