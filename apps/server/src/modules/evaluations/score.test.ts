import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry, EntryContent, Line } from './evaluation.ts'
import { communityRubric as rubric } from './evaluations.factory.ts'
import { awardsOf, pointsOf, scoreLines, standingOf } from './score.ts'

const share = (value: number, of = 100) => ({ value, n: Math.round(value * of), of })
const good = {
  completion: share(0.95),
  satisfaction: share(0.9),
  first_response: { value: 30, n: 100, of: null },
}
const linesOf = (figures: Partial<typeof good>) => scoreLines(rubric, { ...good, ...figures }, {})
let entries = 0
const entry = (action: string, content: EntryContent): Entry => ({
  id: String((entries += 1)),
  sheetId: 'sheet',
  action,
  accountId: null,
  at: new Date(),
  content,
})
const standing = (lines: readonly Line[], ...given: Entry[]) => standingOf(rubric, lines, given)

test('points follow a straight line from none to full and stay within it, whichever is better', () => {
  const more = { figureId: 'completion', weight: 40, full: 0.9, none: 0.5 } as const
  expect([0.2, 0.5, 0.7, 0.9, 1].map((value) => pointsOf(more, value))).toEqual([0, 0, 20, 40, 40])
  const less = { figureId: 'first_response', weight: 20, full: 30, none: 630 } as const
  expect([10, 30, 330, 630, 9000].map((value) => pointsOf(less, value))).toEqual([20, 20, 10, 0, 0])
  expect(pointsOf(more, null)).toBeNull()
})

test('no figure gives fewer points by getting better, nor more than there are', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (one, other) => {
      for (const indicator of rubric.indicators.slice(0, 2)) {
        const low = pointsOf(indicator, Math.min(one, other)) ?? 0
        const high = pointsOf(indicator, Math.max(one, other)) ?? 0
        expect(low).toBeLessThanOrEqual(high)
        expect(high).toBeLessThanOrEqual(indicator.weight)
        expect(low).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('whoever is full in everything has all points, and a bad figure caps the total', () => {
  expect(standing(linesOf({})).total).toBe(100)
  const capped = standing(linesOf({ satisfaction: share(0.59) }))
  expect(capped.total).toBe(Math.min(79, 75.2))
  expect(standing(linesOf({ satisfaction: share(0.59) }), entry('correct', { figureId: 'satisfaction', points: 40 })).total).toBe(79)
})

test('a correction stands beside what was computed, the newest counts, and it can be taken back', () => {
  const lines = linesOf({})
  const lower = entry('correct', { figureId: 'completion', points: 10 })
  expect(standing(lines, lower)).toMatchObject({ computed: 100, total: 70 })
  expect(standing(lines, lower, entry('correct', { figureId: 'completion', points: 20 })).total).toBe(80)
  expect(standing(lines, lower, entry('correct', { figureId: 'completion', points: null })).total).toBe(100)
})

test('who is excluded or counted of fewer than thirty has neither place nor stars, and equals share a place', () => {
  const all = standing(linesOf({}))
  const few = standing(linesOf({ satisfaction: share(0.9, 29) }))
  const vetoed = standing(linesOf({}), entry('veto', { veto: '弄虚作假' }))
  const lifted = standing(linesOf({}), entry('veto', { veto: '弄虚作假' }), entry('lift_veto', { veto: '弄虚作假' }))
  const worse = standing(linesOf({ completion: share(0.5) }))
  expect([all, few, vetoed, lifted].map(({ unranked }) => unranked)).toEqual([null, 'few', 'veto', null])
  expect(awardsOf(rubric, [worse, all, few, vetoed, lifted])).toEqual([
    { place: 3, stars: 2 },
    { place: 1, stars: 5 },
    { place: null, stars: null },
    { place: null, stars: null },
    { place: 1, stars: 5 },
  ])
})

test('of nothing there is nothing', () => {
  expect(standingOf(rubric, scoreLines(rubric, {}, {}), [])).toMatchObject({ total: null, computed: null, before: null, unranked: 'few' })
})
