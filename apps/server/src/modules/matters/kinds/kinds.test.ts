import { matterKinds } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { systemActor } from '../../access/index.ts'
import { defaultLimits } from '../../deadlines/index.ts'
import { matterWith } from '../world.factory.ts'
import { kindLimits, kinds } from './index.ts'

const noTarget = { assignment: null, cardId: null }

describe.each(matterKinds)('the table of %s', (name) => {
  const { states, edges, regimes, limits, actions, begin } = kinds[name]
  const ends = Object.keys(states).filter((state) => states[state]?.ended)
  const begins = begin ? [begin.to] : ['reported', 'verified']
  const clocks = Object.values(states).flatMap((state) => state.clocks.flat())

  test('names in its edges only states it has', () => {
    expect([...edges.flatMap((edge) => [...edge.from, ...edge.to]), ...begins].filter((state) => !(state in states))).toEqual([])
  })

  test('reaches every state from where it begins', () => {
    const reached = new Set(begins)
    for (let before = 0; before < reached.size;) {
      before = reached.size
      for (const edge of edges) if (edge.from.some((state) => reached.has(state))) for (const state of edge.to) reached.add(state)
    }
    expect(Object.keys(states).filter((state) => !reached.has(state))).toEqual([])
  })

  test('has from every state a way to an end', () => {
    const ending = new Set(ends)
    for (let before = 0; before < ending.size;) {
      before = ending.size
      for (const edge of edges) if (edge.to.some((state) => ending.has(state))) for (const state of edge.from) ending.add(state)
    }
    expect(Object.keys(states).filter((state) => !ending.has(state))).toEqual([])
  })

  test('lets a clock run in every state that is no end, and in no other', () => {
    for (const [state, { clocks: groups, ended }] of Object.entries(states)) expect([state, groups.length === 0]).toEqual([state, ended])
  })

  test('has a regime and a limit for every clock, and no limit for a clock nobody starts', () => {
    for (const clock of clocks) expect([clock, clock in regimes]).toEqual([clock, true])
    // A suspension runs to the day its plan names.
    const limited = [...kindLimits, ...defaultLimits].map((limit) => limit.clock)
    for (const clock of [...clocks, 'supervision'].filter((each) => each !== 'plan')) expect(limited).toContain(clock)
    expect(limits.map((limit) => limit.clock).filter((clock) => !clocks.includes(clock))).toEqual([])
  })

  test('lets the platform take what a regime brings, in every state that waits for it', () => {
    for (const [clock, { due }] of Object.entries(regimes)) {
      if (due === 'climb' || due === 'tell_superior') continue
      for (const [state, { clocks: groups }] of Object.entries(states)) {
        if (!groups.some((group) => group.includes(clock))) continue
        const edge = edges.find((each) => each.action === due && each.from.includes(state))
        expect([clock, state, edge?.by(systemActor, matterWith({ kind: name, state }), noTarget)?.role]).toEqual([clock, state, 'system'])
      }
    }
  })

  test('has one edge for an action in a state, so that nobody can be meant by two', () => {
    const pairs = edges.flatMap((edge) => edge.from.map((state) => `${edge.action} ${state}`))
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  test('calls every action of its own in both languages, and says where its rule stands', () => {
    for (const [action, words] of Object.entries(actions)) {
      expect([action, words.zh]).toEqual([action, expect.stringMatching(/\p{Script=Han}/u)])
      expect([action, words.en]).toEqual([action, expect.stringMatching(/[a-z]/)])
      expect(edges.map((edge) => edge.action)).toContain(action)
    }
    for (const edge of edges) expect(edge.rule).toMatch(/^domain\.md §\d/)
    expect(edges.flatMap((edge) => (edge.form && !(edge.action in actions) ? [edge.action] : []))).toEqual([])
  })
})
