import { noConditions, type RoutingRule } from '@linli/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rulesDiff } from './rule-diff.ts'

const rule = (id: string, extra: Partial<RoutingRule> = {}): RoutingRule => ({
  id,
  conditions: noConditions,
  leadOrganisationId: 'water',
  coHandlerOrganisationIds: [],
  whistle: false,
  levelCode: null,
  severity: null,
  instruction: null,
  ...extra,
})
const told = (before: RoutingRule[], after: RoutingRule[]) =>
  rulesDiff(before, after).map((one) => `${one.what} ${one.before?.position ?? '-'}>${one.after?.position ?? '-'}`)

test('rules that were added, removed and changed are told with their places', () => {
  const changed = rule('b', { whistle: true })
  expect(told([rule('a'), rule('b'), rule('c')], [rule('a'), changed, rule('d')])).toEqual(['changed 2>2', 'added ->3', 'removed 3>-'])
})

test('of a list in which one rule went to the front only that one has moved', () => {
  expect(told([rule('a'), rule('b'), rule('c')], [rule('c'), rule('a'), rule('b')])).toEqual(['moved 3>1'])
})

test('a rule whose neighbours went away has not moved', () => {
  expect(told([rule('a'), rule('b'), rule('c')], [rule('c')])).toEqual(['removed 1>-', 'removed 2>-'])
})

test('a rule written with its fields in another order is the same', () => {
  const { id, ...rest } = rule('a')
  expect(told([rule('a')], [{ ...rest, id }])).toEqual([])
})

test('two lists differ in nothing only when they are the same', () => {
  const lists = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const changes = told(
        before.map((id) => rule(id)),
        after.map((id) => rule(id)),
      )
      expect(changes.length === 0).toBe(before.join() === after.join())
    }),
  )
})
