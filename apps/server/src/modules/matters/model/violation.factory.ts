/** A rule that did not hold; `rule` is the number in domain.md §2. */
export class Violation extends Error {
  readonly rule: number
  constructor(rule: number, words: string) {
    super(`rule ${rule}: ${words}`)
    this.rule = rule
  }
}

export function hold(rule: number, holds: boolean, words: () => string): asserts holds {
  if (!holds) throw new Violation(rule, words())
}
