import { eventStates, type EventState } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { kinds } from './kinds/index.ts'
import type { Matter } from './matter.ts'
import { abilities, maySee, sightOf } from './matter.policy.ts'
import { assignmentOf, cast, type CastName, castNames, matterWith } from './world.factory.ts'

const organisation = (organisationId: string) => ({ areaId: null, organisationId })
const nobody = { areaId: null, organisationId: null }
const both = { organisationIds: ['lead', 'helper'] }

/** A matter in each state as the loop leaves it: led by `lead`, helped by `helper`. */
const matterIn: Record<EventState, Matter> = {
  reported: matterWith({}),
  awaiting_reporter: matterWith({ state: 'awaiting_reporter', holder: nobody }),
  accepted: matterWith({ state: 'accepted' }),
  dispatched: matterWith({
    state: 'dispatched',
    holder: organisation('lead'),
    ...both,
    assignments: [assignmentOf('lead', 'dispatched'), assignmentOf('helper', 'dispatched')],
  }),
  in_progress: matterWith({
    state: 'in_progress',
    holder: organisation('lead'),
    ...both,
    assignments: [assignmentOf('lead', 'claimed', 'handler'), assignmentOf('helper', 'dispatched')],
  }),
  suspended: matterWith({
    state: 'suspended',
    holder: organisation('lead'),
    ...both,
    assignments: [assignmentOf('lead', 'claimed', 'handler')],
  }),
  handled: matterWith({
    state: 'handled',
    holder: { areaId: 'grid', organisationId: null },
    ...both,
    assignments: [assignmentOf('lead', 'finished', 'handler'), assignmentOf('helper', 'finished', 'helper-handler')],
  }),
  verified: matterWith({ state: 'verified', ...both, assignments: [assignmentOf('lead', 'finished', 'handler')] }),
  closed: matterWith({ state: 'closed', holder: nobody, ...both, assignments: [assignmentOf('lead', 'finished', 'handler')] }),
  refused: matterWith({ state: 'refused', holder: nobody }),
  withdrawn: matterWith({ state: 'withdrawn', holder: nobody }),
  merged: matterWith({ state: 'merged', holder: nobody }),
}

/** Who may do what, written down by hand from domain.md §2. Whoever is not named may do nothing. */
const matrix: Record<EventState, Partial<Record<CastName, string[]>>> = {
  reported: {
    desk: ['accept', 'refuse'],
    worker: ['solve_on_spot'],
    'worker who is also a handler': ['solve_on_spot'],
  },
  awaiting_reporter: {},
  accepted: { desk: ['dispatch'] },
  dispatched: {
    'dispatcher of the lead': ['claim lead', 'return lead'],
    'handler of the lead': ['claim lead', 'return lead'],
    'colleague of the handler': ['claim lead', 'return lead'],
    'worker who is also a handler': ['claim lead', 'return lead'],
    'handler of the helper': ['claim helper', 'return helper'],
  },
  in_progress: {
    'dispatcher of the lead': ['finish lead', 'return lead'],
    'handler of the lead': ['finish lead', 'return lead'],
    'colleague of the handler': ['return lead'],
    'worker who is also a handler': ['return lead'],
    'handler of the helper': ['claim helper', 'return helper'],
  },
  suspended: {},
  handled: { worker: ['verify'] },
  verified: { reporter: ['rate'], 'holder of the receipt': ['rate'], platform: ['close'] },
  closed: {},
  refused: {},
  withdrawn: {},
  merged: {},
}

const namesOf = (name: CastName, matter: Matter) =>
  abilities(cast[name], matter)
    .map(({ action, assignmentId }) => (assignmentId === null ? action : `${action} ${assignmentId.replace('assignment-', '')}`))
    .toSorted()

describe.each(eventStates)('in the state %s', (state) => {
  test.each(castNames)('the %s may do what the matrix says', (name) => {
    expect(namesOf(name, matterIn[state])).toEqual(matrix[state][name] ?? [])
  })

  test('nobody may do what they may not even see', () => {
    for (const name of castNames) {
      if (name !== 'platform' && !maySee(sightOf(cast[name]), matterIn[state]))
        expect([name, namesOf(name, matterIn[state])]).toEqual([name, []])
    }
    expect(Object.keys(matrix[state]).every((name) => castNames.includes(name as CastName))).toBe(true)
  })
})

describe('verifying', () => {
  test('falls to the desk where no grid worker is in post, but to nobody of the organisation that handled it', () => {
    const matter = matterWith({ ...matterIn.handled, hasGridWorker: false, holder: { areaId: 'community', organisationId: null } })
    expect(namesOf('desk', matter)).toEqual(['verify'])
    expect(namesOf('desk above', matter)).toEqual([])
    expect(namesOf('worker who is also a handler', matter)).toEqual([])
  })

  test('is open to a worker whose organisation only gave its share back', () => {
    const matter = matterWith({
      ...matterIn.handled,
      assignments: [assignmentOf('helper', 'finished', 'helper-handler'), assignmentOf('lead', 'returned')],
    })
    expect(namesOf('worker who is also a handler', matter)).toEqual(['verify'])
  })
})

describe('finishing', () => {
  test('is open to all of the organisation when nobody holds the claim any more', () => {
    const matter = matterWith({ ...matterIn.in_progress, assignments: [assignmentOf('lead', 'claimed', null)] })
    for (const name of ['handler of the lead', 'colleague of the handler', 'dispatcher of the lead'] as const)
      expect(namesOf(name, matter)).toContain('finish lead')
    expect(namesOf('handler of another', matter)).toEqual([])
  })
})

describe('a matter', () => {
  const sees = (state: EventState) => castNames.filter((name) => maySee(sightOf(cast[name]), matterIn[state]))

  test('exists for the areas above it, its reporter and the organisations it was given to, and for nobody else', () => {
    const always: CastName[] = [
      'worker',
      'worker who is also a handler',
      'desk',
      'desk above',
      'supervisor',
      'reporter',
      'holder of the receipt',
    ]
    expect(sees('reported').toSorted()).toEqual(always.toSorted())
    expect(sees('closed').toSorted()).toEqual(
      [...always, 'dispatcher of the lead', 'handler of the lead', 'colleague of the handler', 'handler of the helper'].toSorted(),
    )
  })

  test('without a reporter’s account is not that of everyone without an account', () => {
    const matter = matterWith({ reporterAccountId: null })
    for (const name of ['stranger', 'reporter', 'another resident', 'holder of another receipt'] as const) {
      expect(maySee(sightOf(cast[name]), matter)).toBe(false)
      expect(abilities(cast[name], { ...matter, state: 'verified' })).toEqual([])
    }
  })
})

describe('the table of a kind', () => {
  test('leads only from states that are reached, and every state reached has an exit or is an end', () => {
    for (const { edges } of Object.values(kinds)) {
      const reached = new Set<string>(['reported', 'verified', ...edges.flatMap((edge) => edge.to)])
      for (const edge of edges) expect(edge.from.every((state) => reached.has(state))).toBe(true)
      for (const state of reached)
        expect([state, edges.some((edge) => edge.from.includes(state as EventState)) || ['closed', 'refused'].includes(state)]).toEqual([
          state,
          true,
        ])
    }
  })

  test('has one edge for an action in a state, so that nobody can be meant by two', () => {
    for (const { edges } of Object.values(kinds)) {
      const pairs = edges.flatMap((edge) => edge.from.map((state) => `${edge.action} ${state}`))
      expect(new Set(pairs).size).toBe(pairs.length)
    }
  })
})
