import { clockActions, eventStates, type EventState } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import type { Matter, OpenCard, OpenRequest } from './matter.ts'
import { abilities, maySee, sightOf } from './matter.policy.ts'
import { assignmentOf, cast, type CastName, castNames, followersReceipt, matterWith } from './world.factory.ts'

const organisation = (organisationId: string) => ({ areaId: null, organisationId })
const area = (areaId: string) => ({ areaId, organisationId: null })
const nobody = { areaId: null, organisationId: null }
const joined = { followerIds: ['follower', followersReceipt] }
const both = { organisationIds: ['lead', 'helper'], ...joined }
const finishedByLead = [assignmentOf('lead', 'finished', 'handler')]

/** A matter in each state as the loop leaves it: led by `lead`, helped by `helper`, which was whistled. */
const matterIn: Record<EventState, Matter> = {
  reported: matterWith(joined),
  awaiting_reporter: matterWith({ state: 'awaiting_reporter', ...joined }),
  accepted: matterWith({ state: 'accepted', ...joined }),
  dispatched: matterWith({
    state: 'dispatched',
    holder: organisation('lead'),
    ...both,
    assignments: [assignmentOf('lead', 'dispatched'), { ...assignmentOf('helper', 'dispatched'), whistle: true }],
  }),
  in_progress: matterWith({
    state: 'in_progress',
    holder: organisation('lead'),
    ...both,
    assignments: [assignmentOf('lead', 'claimed', 'handler'), { ...assignmentOf('helper', 'claimed', 'helper-handler'), whistle: true }],
  }),
  suspended: matterWith({
    state: 'suspended',
    holder: organisation('lead'),
    ...both,
    assignments: [assignmentOf('lead', 'claimed', 'handler'), assignmentOf('helper', 'claimed', 'helper-handler')],
  }),
  handled: matterWith({
    state: 'handled',
    holder: area('grid'),
    ...both,
    assignments: [assignmentOf('lead', 'finished', 'handler'), assignmentOf('helper', 'finished', 'helper-handler')],
  }),
  verified: matterWith({ state: 'verified', ...both, assignments: finishedByLead }),
  closed: matterWith({ state: 'closed', holder: nobody, ...both, assignments: finishedByLead }),
  refused: matterWith({ state: 'refused', holder: nobody, refusalReason: 'other', ...joined }),
  withdrawn: matterWith({ state: 'withdrawn', holder: nobody, ...joined }),
  merged: matterWith({ state: 'merged', holder: nobody, mergedIntoId: 'main', ...joined }),
}

type Rights = Partial<Record<CastName, string[]>>

const above: Rights = { 'desk above': ['supervise'], supervisor: ['supervise'] }
const reporters = (...actions: string[]): Rights => ({ reporter: actions, 'holder of the receipt': actions })
const raters: Rights = { ...reporters('rate'), follower: ['rate'], 'holder of a follower’s receipt': ['rate'] }
const ofLead = (claimant: string[], others: string[]): Rights => ({
  'dispatcher of the lead': claimant,
  'handler of the lead': claimant,
  'colleague of the handler': others,
  'worker who is also a handler': others,
})
const claimed = ['extend lead', 'finish lead', 'progress lead', 'return lead', 'suspend lead']

/** Who may do what, written down by hand from domain.md §2. Whoever is not named may do nothing. */
const matrix: Record<EventState, Rights> = {
  reported: {
    ...above,
    ...reporters('remind', 'withdraw'),
    desk: ['accept', 'ask', 'escalate', 'link', 'merge', 'refuse', 'resolve_place', 'send_down'],
    worker: ['solve_on_spot'],
    'worker who is also a handler': ['solve_on_spot'],
  },
  awaiting_reporter: { ...above, ...reporters('answer', 'withdraw'), desk: ['link'] },
  accepted: {
    ...above,
    ...reporters('remind'),
    desk: ['ask', 'dispatch', 'escalate', 'link', 'merge', 'reclassify', 'resolve_place', 'send_down', 'split'],
  },
  dispatched: {
    ...above,
    ...reporters('remind'),
    ...ofLead(['claim lead', 'return lead'], ['claim lead', 'return lead']),
    'handler of the helper': ['claim helper', 'return helper', 'sign_in helper'],
    desk: ['link', 'reclassify', 'split'],
  },
  in_progress: {
    ...above,
    ...reporters('remind'),
    ...ofLead(claimed, ['return lead']),
    'handler of the helper': ['extend helper', 'finish helper', 'progress helper', 'return helper', 'sign_in helper'],
    desk: ['dispatch', 'link', 'reclassify', 'split'],
  },
  suspended: {
    ...above,
    ...reporters('remind'),
    ...ofLead(['progress lead', 'resume'], []),
    'handler of the helper': ['progress helper'],
    desk: ['link', 'reclassify', 'resume', 'split'],
  },
  handled: { ...above, ...reporters('remind'), worker: ['verify'], desk: ['link', 'split'] },
  verified: { ...above, ...raters, desk: ['call_back', 'link', 'reopen'] },
  closed: { ...raters, desk: ['call_back', 'reopen'] },
  refused: reporters('appeal'),
  withdrawn: {},
  merged: { desk: ['unmerge'] },
}

/** What the platform does by itself when a time has come, besides the lights and recomputations of every open state. */
const byItself: Partial<Record<EventState, string>> = { awaiting_reporter: 'lapse', suspended: 'resume', verified: 'close' }
const ended: readonly EventState[] = ['closed', 'refused', 'withdrawn', 'merged']

const namesOf = (name: CastName, matter: Matter) =>
  abilities(cast[name], matter)
    .map(({ action, assignmentId, cardId }) => [action, assignmentId?.replace('assignment-', ''), cardId].filter(Boolean).join(' '))
    .toSorted()
const people = castNames.filter((name) => name !== 'platform')

describe.each(eventStates)('in the state %s', (state) => {
  test.each(people)('the %s may do what the matrix says', (name) => {
    expect(namesOf(name, matterIn[state])).toEqual(matrix[state][name] ?? [])
  })

  test('the platform does by itself what a time brings', () => {
    const expected = ended.includes(state) ? [] : [...clockActions, byItself[state] ?? []].flat()
    expect(namesOf('platform', matterIn[state])).toEqual(expected.toSorted())
  })

  test('nobody may do what they may not even see', () => {
    for (const name of people)
      if (!maySee(sightOf(cast[name]), matterIn[state])) expect([name, namesOf(name, matterIn[state])]).toEqual([name, []])
  })
})

const request = (kind: OpenRequest['kind'], organisationId: string, toAreaId: string): OpenRequest => ({
  id: 'request',
  kind,
  assignmentId: `assignment-${organisationId}`,
  reason: null,
  words: '话',
  askedDays: 2,
  planDate: null,
  askedAt: new Date(0),
  askedBy: null,
  toAreaId,
})

describe('what an organisation has asked for', () => {
  const withRequest = (state: 'dispatched' | 'in_progress', asked: OpenRequest) => ({ ...matterIn[state], requests: [asked] })

  test.each(['dispatched', 'in_progress'] as const)('a return in %s is ruled by the desk, and its share waits', (state) => {
    const matter = withRequest(state, request('return', 'lead', 'community'))
    expect(namesOf('desk', matter)).toContain('rule_return lead')
    expect(namesOf('desk above', matter)).toEqual(['supervise'])
    for (const name of ['handler of the lead', 'dispatcher of the lead', 'colleague of the handler'] as const)
      expect(namesOf(name, matter)).toEqual([])
    expect(namesOf('handler of the helper', matter)).toEqual(matrix[state]['handler of the helper'])
  })

  test('a return that went to the desk above is ruled there and nowhere else', () => {
    const matter = withRequest('in_progress', request('return', 'lead', 'street'))
    expect(namesOf('desk above', matter)).toEqual(['rule_return lead', 'supervise'])
    expect(namesOf('desk', matter)).toEqual(matrix.in_progress.desk)
  })

  test('an extension is ruled by the desk, and work goes on meanwhile', () => {
    const matter = withRequest('in_progress', request('extend', 'helper', 'community'))
    expect(namesOf('desk', matter)).toContain('rule_extension helper')
    expect(namesOf('handler of the helper', matter)).toEqual(['finish helper', 'progress helper', 'sign_in helper'])
    expect(namesOf('handler of the lead', matter)).toEqual(claimed)
  })

  test('a suspension is ruled by the desk above, never by the desk itself', () => {
    const matter = withRequest('in_progress', request('suspend', 'lead', 'street'))
    expect(namesOf('desk above', matter)).toEqual(['rule_suspension lead', 'supervise'])
    expect(namesOf('desk', matter)).toEqual(matrix.in_progress.desk)
    expect(namesOf('handler of the lead', matter)).toEqual(['finish lead', 'progress lead'])
  })
})

describe('a supervision card', () => {
  const raisedTo = (to: OpenCard['to']) => ({
    ...matterIn.in_progress,
    cards: [{ id: 'card', level: 'yellow' as const, areaId: 'street', automatic: false, answerBy: new Date(0), to }],
  })
  const whoAnswers = (matter: Matter) => people.filter((name) => namesOf(name, matter).includes('answer_supervision card'))

  test('is answered by the organisation it was raised to', () => {
    expect(whoAnswers(raisedTo(organisation('lead'))).toSorted()).toEqual(
      ['worker who is also a handler', 'dispatcher of the lead', 'handler of the lead', 'colleague of the handler'].toSorted(),
    )
    expect(whoAnswers(raisedTo(organisation('helper')))).toEqual(['handler of the helper'])
  })

  test('is answered by the desk or the worker of the area it was raised to', () => {
    expect(whoAnswers(raisedTo(area('community')))).toEqual(['desk'])
    expect(whoAnswers(raisedTo(area('grid')))).toEqual(['worker', 'worker who is also a handler'])
  })
})

describe('signing in', () => {
  test('is for whoever was whistled and has not come yet', () => {
    const [lead, helper] = matterIn.in_progress.assignments
    if (!lead || !helper) throw new Error('two shares')
    const arrived = { ...matterIn.in_progress, assignments: [lead, { ...helper, arrivedAt: new Date(0) }] }
    expect(namesOf('handler of the helper', arrived)).not.toContain('sign_in helper')
    const notWhistled = { ...matterIn.in_progress, assignments: [lead, { ...helper, whistle: false }] }
    expect(namesOf('handler of the helper', notWhistled)).not.toContain('sign_in helper')
  })
})

describe('verifying', () => {
  test('falls to the desk where no grid worker is in post, but to nobody of the organisation that handled it', () => {
    const matter = matterWith({ ...matterIn.handled, hasGridWorker: false, holder: area('community') })
    expect(namesOf('desk', matter)).toEqual(['link', 'split', 'verify'])
    expect(namesOf('desk above', matter)).toEqual(['supervise'])
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

describe('the reporter', () => {
  test('appeals once', () => {
    const matter = { ...matterIn.refused, appealedAt: new Date(0) }
    expect(namesOf('reporter', matter)).toEqual([])
  })

  test('may still answer after a refusal for want of an answer, and appeal it', () => {
    const matter = { ...matterIn.refused, refusalReason: 'no_answer' as const }
    for (const name of ['reporter', 'holder of the receipt'] as const) expect(namesOf(name, matter)).toEqual(['answer', 'appeal'])
    expect(namesOf('desk', matter)).toEqual([])
  })

  test('without an account is answered for by the desk that holds their telephone number', () => {
    expect(namesOf('desk', { ...matterIn.awaiting_reporter, reporterAccountId: null })).toEqual(['answer', 'link'])
    expect(namesOf('desk above', { ...matterIn.awaiting_reporter, reporterAccountId: null })).toEqual(['supervise'])
  })

  test('who is the worker that solved it on the spot does not rate it; those who joined do', () => {
    const matter = {
      ...matterIn.verified,
      solvedOnSpot: true,
      source: 'grid_worker' as const,
      reporterAccountId: 'worker',
      hasReceipt: false,
    }
    expect(namesOf('worker', matter)).toEqual([])
    expect(namesOf('follower', matter)).toEqual(['rate'])
  })
})

describe('a matter', () => {
  const sees = (matter: Matter) => castNames.filter((name) => maySee(sightOf(cast[name]), matter)).toSorted()
  const outside: CastName[] = ['reporter', 'holder of the receipt', 'follower', 'holder of a follower’s receipt']
  const always: CastName[] = ['worker', 'worker who is also a handler', 'desk', 'desk above', 'supervisor', ...outside]
  const handling: CastName[] = ['dispatcher of the lead', 'handler of the lead', 'colleague of the handler', 'handler of the helper']

  test('exists for the areas above it, its reporter, those who joined and the organisations it was given to, and for nobody else', () => {
    expect(sees(matterIn.reported)).toEqual(always.toSorted())
    expect(sees(matterIn.closed)).toEqual([...always, ...handling].toSorted())
  })

  test('that is private exists for its desk alone, not for those above, and for the organisations that work on it', () => {
    const dispute = matterWith({
      kind: 'dispute',
      state: 'registered',
      private: true,
      reporterAccountId: null,
      hasReceipt: false,
      id: 'dispute',
    })
    expect(sees(dispute)).toEqual(['desk'])
    expect(sees({ ...dispute, state: 'mediating', organisationIds: ['helper'] })).toEqual(['desk', 'handler of the helper'])
    expect(sees({ ...dispute, deskAreaId: 'street', deskAreaPath: '1.1.' })).toEqual(['desk above'])
  })

  test('without a reporter’s account is not that of everyone without an account', () => {
    const matter = matterWith({ reporterAccountId: null })
    for (const name of ['stranger', 'reporter', 'another resident', 'holder of another receipt', 'follower'] as const) {
      expect(maySee(sightOf(cast[name]), matter)).toBe(false)
      expect(abilities(cast[name], { ...matter, state: 'verified' })).toEqual([])
    }
  })
})
