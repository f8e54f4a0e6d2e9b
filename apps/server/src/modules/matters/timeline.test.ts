import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainStart, type Entry, findBreak, seal, type SealedEntry } from './timeline.ts'

fc.configureGlobal({ seed: 20260318 })

const id = fc.option(fc.uuid(), { nil: null })
const word = fc.string({ minLength: 1, maxLength: 12 })
const entries = fc.array(
  fc.record({
    at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    accountId: id,
    hat: fc.record({ role: word, areaId: id, organisationId: id }),
    action: word,
    fromState: fc.option(word, { nil: null }),
    toState: word,
    holder: fc.record({ areaId: id, organisationId: id }),
    visibility: fc.constantFrom('public', 'internal'),
    content: fc.dictionary(word, fc.jsonValue()),
  }),
  { minLength: 1, maxLength: 6 },
)

function chain(given: Omit<Entry, 'matterId' | 'seq'>[]): SealedEntry[] {
  let previous: Buffer = chainStart
  return given.map((entry, index) => {
    const sealed = seal({ ...entry, matterId: '00000000-0000-7000-8000-000000000001', seq: index + 1 }, previous)
    previous = sealed.hash
    return sealed
  })
}

/** As it comes back from the database: content through jsonb, other objects anew. */
const stored = (sealed: readonly SealedEntry[]): SealedEntry[] =>
  sealed.map((entry) => ({
    ...entry,
    at: new Date(entry.at),
    hat: { ...entry.hat },
    holder: { ...entry.holder },
    content: JSON.parse(JSON.stringify(entry.content)) as Record<string, unknown>,
  }))

const flipped = (bytes: Buffer) => {
  const other = Buffer.from(bytes)
  other[7] = (other[7] ?? 0) ^ 1
  return other
}

/** Every way to falsify one entry. */
const falsifications: Record<string, (entry: SealedEntry) => SealedEntry> = {
  matterId: (entry) => ({ ...entry, matterId: '00000000-0000-7000-8000-000000000002' }),
  seq: (entry) => ({ ...entry, seq: entry.seq + 1 }),
  at: (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
  accountId: (entry) => ({ ...entry, accountId: entry.accountId === null ? 'x' : null }),
  role: (entry) => ({ ...entry, hat: { ...entry.hat, role: `${entry.hat.role}x` } }),
  'area of the actor': (entry) => ({ ...entry, hat: { ...entry.hat, areaId: entry.hat.areaId === null ? 'x' : null } }),
  'organisation of the actor': (entry) => ({
    ...entry,
    hat: { ...entry.hat, organisationId: entry.hat.organisationId === null ? 'x' : null },
  }),
  action: (entry) => ({ ...entry, action: `${entry.action}x` }),
  fromState: (entry) => ({ ...entry, fromState: entry.fromState === null ? 'x' : null }),
  toState: (entry) => ({ ...entry, toState: `x${entry.toState}` }),
  'area of the holder': (entry) => ({ ...entry, holder: { ...entry.holder, areaId: entry.holder.areaId === null ? 'x' : null } }),
  'organisation of the holder': (entry) => ({
    ...entry,
    holder: { ...entry.holder, organisationId: entry.holder.organisationId === null ? 'x' : null },
  }),
  visibility: (entry) => ({ ...entry, visibility: entry.visibility === 'public' ? 'internal' : 'public' }),
  content: (entry) => ({ ...entry, content: { ...entry.content, 'added later': true } }),
  contentDigest: (entry) => ({ ...entry, contentDigest: flipped(entry.contentDigest) }),
  previousHash: (entry) => ({ ...entry, previousHash: flipped(entry.previousHash) }),
  hash: (entry) => ({ ...entry, hash: flipped(entry.hash) }),
}

describe('a chain', () => {
  test('holds as it was sealed, also after the database', () => {
    fc.assert(
      fc.property(entries, (given) => {
        expect(findBreak(chain(given))).toBeNull()
        expect(findBreak(stored(chain(given)))).toBeNull()
      }),
    )
    expect(findBreak([])).toBeNull()
  })

  test.each(Object.keys(falsifications))('breaks when the %s of any entry is falsified', (field) => {
    fc.assert(
      fc.property(entries, fc.nat(), (given, which) => {
        const sealed = chain(given)
        const place = which % sealed.length
        const falsified = sealed.map((entry, index) => (index === place ? (falsifications[field]?.(entry) ?? entry) : entry))
        expect(findBreak(falsified)).toBe(field === 'seq' ? place + 2 : place + 1)
      }),
    )
  })

  test('breaks when an entry is falsified and sealed anew, at the one after it', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (given, which) => {
        const sealed = chain(given)
        const place = which % sealed.length
        const anew = sealed.map((entry, index) =>
          index === place ? seal({ ...entry, action: `${entry.action}x` }, entry.previousHash) : entry,
        )
        expect(findBreak(anew)).toBe(place + 1 === sealed.length ? null : place + 2)
      }),
    )
  })

  test('breaks when an entry is left out, repeated or put elsewhere', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (given, one, other) => {
        const sealed = chain(given)
        const [from, to] = [one % sealed.length, other % sealed.length]
        const without = sealed.toSpliced(from, 1)
        expect(findBreak(without) === null).toBe(from === sealed.length - 1)
        expect(findBreak([...sealed, ...sealed.slice(from, from + 1)])).not.toBeNull()
        if (from !== to) expect(findBreak(without.toSpliced(to, 0, sealed[from] as SealedEntry))).not.toBeNull()
      }),
    )
  })
})
