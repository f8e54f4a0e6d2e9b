import fc from 'fast-check'

/** What happens next; who and what exactly follows from the numbers and from what is possible then. */
export interface Move {
  what: (typeof whats)[number]
  who: number
  which: number
  chance: number
}

/** As often as they are named; what comes first is what a counterexample shrinks to. */
const whats = [
  ...times(14, 'act'),
  ...times(3, 'pass'),
  ...times(3, 'forbidden'),
  ...times(2, 'begin'),
  ...times(2, 'repeat'),
  ...times(3, 'two at once'),
  ...times(2, 'timer against person'),
  'unseen',
  'join',
  'other content',
  'same key at once',
  'mergers both ways',
  'recompute',
] as const

export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...whats),
    who: fc.nat({ max: 9999 }),
    which: fc.nat({ max: 9999 }),
    chance: fc.nat({ max: 99_999 }),
  }),
  { minLength: 8, maxLength: 28 },
)

function times<const What extends string>(count: number, what: What): What[] {
  return Array.from({ length: count }, () => what)
}
