import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, sha256 } from './canonical.ts'

fc.configureGlobal({ seed: 20260318 })

test('says the same whatever the order of the fields', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).toReversed())
      expect(canonicalJson(reversed)).toBe(canonicalJson(object))
    }),
  )
})

test('says the same after a round trip', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
    }),
  )
})

test('tells different values apart', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, two) => {
      expect(canonicalJson(one) === canonicalJson(two)).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(two)))
    }),
  )
})

test('writes as RFC 8785 does', () => {
  expect(canonicalJson({ b: [1e21, -0, 0.1, '\u20ac\n'], a: null, 啊: true })).toBe('{"a":null,"b":[1e+21,0,0.1,"€\\n"],"啊":true}')
  expect(canonicalJson(undefined)).toBe('null')
})

test('hashes with SHA-256', () => {
  expect(sha256('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .map(([name, of]) => [name, sorted(of)])
}
