/** Beyond so many features nothing new is taken in (about 60 MB with their weights); what is known goes on learning. */
const mostFeatures = 2 ** 21

/**
 * Gives each feature, known by its 32-bit hash, a small number, and counts in how many texts it was seen. An open table in
 * typed arrays: a Map of half a million numbers takes three times the memory.
 */
export class FeatureIndex {
  /** Which number stands in a slot, plus one; 0 is an empty slot. At most half are taken. */
  #slots = new Int32Array(2 ** 13)
  #hashes = new Int32Array(2 ** 12)
  #seenIn = new Int32Array(2 ** 12)
  #used = 0

  /** The feature's number; -1 when it was never seen. */
  find(hash: number): number {
    return (this.#slots[this.#slotOf(hash)] ?? 0) - 1
  }

  /** Counts that one more text has the feature. */
  see(hash: number): void {
    let slot = this.#slotOf(hash)
    if (this.#slots[slot] === 0) {
      if (this.#used === mostFeatures) return
      if (this.#used === this.#hashes.length) {
        this.#grow()
        slot = this.#slotOf(hash)
      }
      this.#hashes[this.#used] = hash
      this.#slots[slot] = this.#used += 1
    }
    const feature = (this.#slots[slot] ?? 1) - 1
    this.#seenIn[feature] = this.seenIn(feature) + 1
  }

  seenIn(feature: number): number {
    return this.#seenIn[feature] ?? 0
  }

  /** Where the hash stands, or the empty slot where it would. */
  #slotOf(hash: number): number {
    const last = this.#slots.length - 1
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 0) & last
    while (true) {
      const taken = this.#slots[slot] ?? 0
      if (taken === 0 || this.#hashes[taken - 1] === hash) return slot
      slot = (slot + 1) & last
    }
  }

  #grow(): void {
    this.#hashes = doubled(this.#hashes)
    this.#seenIn = doubled(this.#seenIn)
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let feature = 0; feature < this.#used; feature++) this.#slots[this.#slotOf(this.#hashes[feature] ?? 0)] = feature + 1
  }
}

/** The same numbers with as much room again behind them. */
export function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}
