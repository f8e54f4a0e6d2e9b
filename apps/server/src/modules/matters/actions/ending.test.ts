import { describe, expect, test } from 'vitest'
import { faultsOf } from '../faults.ts'
import { china, day, hour, Life, lifeBegins } from '../life.factory.ts'
import type { Matter } from '../matter.ts'
import { inGrid } from '../world.factory.ts'

const words = { words: '话' }
const good = { solved: true, stars: 5 }
const bad = { solved: false, stars: 1 }

/** Somebody has joined, with an account. */
function joined(life: Life): Life {
  life.matter = { ...life.matter, followerIds: ['follower'], supporterCount: 1 }
  return life
}

describe('verifying', () => {
  const at = (latitude: number) => ({ passed: true, note: '好', place: { ...inGrid, latitude } })

  test('records how far away it was done, and flags it beyond 500 m without refusing', () => {
    const near = new Life()
      .claimed()
      .finished()
      .act('worker', 'verify', at(inGrid.latitude + 0.004))
    expect(near.lastEntry?.content).toMatchObject({ passed: true, distanceM: 445 })
    expect(near.lastEntry?.content).not.toHaveProperty('farAway')
    const far = new Life()
      .claimed()
      .finished()
      .act('worker', 'verify', at(inGrid.latitude + 0.01))
    expect(far.matter.state).toBe('verified')
    expect(far.lastEntry?.content).toMatchObject({ distanceM: 1112, farAway: true })
  })

  test('that fails is rework for the lead, with the whole limit anew', () => {
    const life = new Life().claimed().finished().sleep(day).act('worker', 'verify', { passed: false, note: '还在漏' })
    expect(life.matter).toMatchObject({ state: 'in_progress', reworkCount: 1, handledAt: null, promisedAt: china(24, '10:00') })
    expect(life.share('lead')).toMatchObject({ state: 'claimed', finishedAt: null, dueAt: china(24, '10:00') })
    expect(life.notices.at(-1)).toMatchObject({ event: 'date_moved', facts: { because: 'rework' } })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('that passes opens the time for rating, to all who follow', () => {
    const life = joined(new Life().claimed().finished()).act('worker', 'verify', { passed: true, note: '好' })
    expect(life.matter).toMatchObject({ state: 'verified', rateUntil: new Date(lifeBegins.getTime() + 7 * day), dueAt: null })
    expect(life.last?.change.notices?.map((notice) => notice.to)).toEqual([{ accountId: 'reporter' }, { followers: true }])
  })
})

describe('solving on the spot', () => {
  test('of a reported matter counts at once, lets go of its clocks and keeps what a superior has asked', () => {
    const life = new Life().act('desk above', 'supervise', { level: 'ordinary', instruction: '请核实' })
    life.sleep(hour).act('worker', 'solve_on_spot', { result: '当场清理' })
    expect(life.matter).toMatchObject({
      state: 'verified',
      solvedOnSpot: true,
      verifiedAt: china(18, '11:00'),
      holder: { areaId: 'community' },
    })
    expect(life.matter.clocks.map((clock) => clock.kind).toSorted()).toEqual(['rate', 'supervision'])
    expect(faultsOf(life.matter)).toEqual([])
    life.act('reporter', 'rate', bad)
    expect(life.matter).toMatchObject({ state: 'accepted', solvedOnSpot: false, holder: { areaId: 'community' } })
    expect(faultsOf(life.matter)).toEqual([])
  })
})

describe('rating', () => {
  test('well closes it', () => {
    const life = new Life()
      .verified()
      .sleep(day)
      .act('reporter', 'rate', { ...good, stars: 3 })
    expect(life.matter).toMatchObject({ state: 'closed', closedAt: china(19, '10:00'), clocks: [] })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('by somebody who joined is kept, but only the reporter’s word closes it', () => {
    const life = joined(new Life().verified()).act('follower', 'rate', good)
    expect(life.last?.change.rating).toMatchObject({ givenBy: 'follower', stars: 5 })
    expect(life.matter.state).toBe('verified')
    expect(joined(new Life().verified()).act('follower', 'rate', bad).matter.state).toBe('in_progress')
  })

  test('is possible to the last moment of the window, also after it was closed, and not a moment later', () => {
    const closed = new Life()
      .verified()
      .act('reporter', 'rate', good)
      .sleep(7 * day)
    expect(closed.refusal('reporter', 'rate', good)).toBeNull()
    expect(closed.sleep(1).refusal('reporter', 'rate', good)).toBe('time_is_over')
    const late = new Life().verified().sleep(7 * day + 1)
    expect(late.refusal('reporter', 'rate', bad)).toBe('time_is_over')
  })

  test('after closing as unsolved opens it again', () => {
    const life = new Life()
      .verified()
      .act('reporter', 'rate', good)
      .sleep(2 * day)
      .act('reporter', 'rate', bad)
    expect(life.matter).toMatchObject({ state: 'in_progress', closedAt: null, rateUntil: null, promisedAt: china(25, '10:00') })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('with two stars opens it again, though it was solved', () => {
    expect(new Life().verified().act('reporter', 'rate', { solved: true, stars: 2 }).matter.state).toBe('in_progress')
  })
})

describe('the time for rating', () => {
  test('ends by itself after seven days, without a word before', () => {
    const life = new Life().verified().pass(8 * day)
    expect(life.matter).toMatchObject({ state: 'closed', closedAt: new Date(lifeBegins.getTime() + 7 * day) })
    expect(life.entries.at(-1)).toMatchObject({ action: 'close', content: { because: 'rating_window_over' } })
    expect(life.entries.at(-2)?.action).toBe('verify')
  })
})

describe('opening again', () => {
  test('the first time sends it to the lead with a yellow card', () => {
    const life = new Life().verified().act('reporter', 'rate', bad)
    expect(life.matter).toMatchObject({
      state: 'in_progress',
      reopenCount: 1,
      cardLevel: 'yellow',
      holder: { organisationId: 'lead' },
      cards: [{ level: 'yellow', to: { organisationId: 'lead' }, areaId: 'community' }],
    })
    expect(life.share('lead')).toMatchObject({ state: 'claimed', handlerAccountId: 'handler' })
    expect(life.matter.clocks.map((clock) => clock.kind).toSorted()).toEqual(['handle', 'supervision'])
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('the second time sends it to the desk above', () => {
    const life = new Life().verified().act('desk', 'reopen', words).finished().act('worker', 'verify', { passed: true, note: '好' })
    life.act('reporter', 'rate', bad)
    expect(life.matter).toMatchObject({ state: 'accepted', reopenCount: 2, deskAreaId: 'street', holder: { areaId: 'street' } })
    expect(life.matter.clocks.map((clock) => clock.kind)).toEqual(expect.arrayContaining(['handle', 'dispatch']))
    expect(faultsOf(life.matter)).toEqual([])
    life.act('desk above', 'dispatch', { leadOrganisationId: 'other' })
    expect(faultsOf(life.matter)).toEqual([])
  })
})

describe('calling back', () => {
  test('in vain is noted and changes nothing', () => {
    const life = new Life().verified().act('desk', 'call_back', { reached: false, ...words })
    expect(life.matter.state).toBe('verified')
    expect(life.last?.change.rating).toBeUndefined()
    expect(life.lastEntry).toMatchObject({ visibility: 'internal', content: { reached: false } })
  })

  test('counts what the reporter said like a rating', () => {
    const life = new Life().verified().act('desk', 'call_back', { reached: true, verdict: good })
    expect(life.matter.state).toBe('closed')
    expect(life.last?.change.rating).toMatchObject({ givenBy: 'call_back', solved: true })
    expect(new Life().verified().act('desk', 'call_back', { reached: true, verdict: bad }).matter.state).toBe('in_progress')
  })

  test('needs what they said when they were reached', () => {
    expect(new Life().verified().refusal('desk', 'call_back', { reached: true })).toBe('validation_failed')
  })
})

describe('reminding', () => {
  test('is heard by whoever holds it and its desk, once a day as it is counted in China', () => {
    const life = new Life().claimed().sleep(13.9 * hour)
    life.act('reporter', 'remind')
    expect(life.now).toEqual(china(18, '23:54'))
    expect(life.last?.change.notices?.map((notice) => notice.to)).toEqual([{ organisationId: 'lead' }, { areaId: 'community' }])
    expect(life.refusal('reporter', 'remind')).toBe('reminded_today')
    life.sleep(0.1 * hour).act('reporter', 'remind')
    expect(life.matter.remindCount).toBe(2)
  })

  test('outdates no form that somebody is filling in', () => {
    const life = new Life().claimed()
    const { substanceVersion } = life.matter
    life.act('reporter', 'remind').act('handler of the lead', 'progress', { ...words, visibility: 'public' }, { assignment: 'lead' })
    expect(life.matter).toMatchObject({ substanceVersion, version: substanceVersion + 2 })
  })
})

describe('children', () => {
  const withChildren = (openChildren: number) => {
    const life = new Life().verified()
    life.matter = { ...life.matter, openChildren }
    return life
  }

  test('keep their parent open when the window ends and when it was rated well', () => {
    const life = withChildren(1).pass(8 * day)
    expect(life.matter.state).toBe('verified')
    expect(life.entries.filter((entry) => entry.action === 'close')).toMatchObject([{ content: { waitsForChildren: 1 } }])
    expect(faultsOf(life.matter)).toEqual([])
    expect(withChildren(1).act('reporter', 'rate', good).matter.state).toBe('verified')
  })

  test('are born at the same place for the same desk to accept', () => {
    const life = new Life().accepted().act('desk', 'split', { parts: [{ text: '线路老化' }, { text: '灯杆倾斜', categoryCode: 'E01-02' }] })
    const births = life.last?.births ?? []
    expect(births.map(({ matter, change }) => [matter.text, matter.parentId, matter.areaId, matter.holder.areaId, change.to])).toEqual([
      ['线路老化', life.matter.id, 'grid', 'community', 'reported'],
      ['灯杆倾斜', life.matter.id, 'grid', 'community', 'reported'],
    ])
    expect(life.last?.change.links).toHaveLength(2)
    expect(life.refusal('desk', 'split', { parts: [{ text: '别的', categoryCode: 'X' }] })).toBe('unknown_category')
  })
})

describe('linking', () => {
  const other = (given: Partial<Matter> = {}): Matter => ({ ...new Life().matter, id: 'other', number: '260318-000002', ...given })
  const refusal = (life: Life, relation: string, to: Matter) =>
    life.refusal('desk', 'link', { otherMatterId: to.id, relation }, { other: to })

  test('tells both, and a child learns its parent', () => {
    const life = new Life().accepted().act('desk', 'link', { otherMatterId: 'other', relation: 'child' }, { other: other() })
    expect(life.lastEntry).toMatchObject({ visibility: 'internal', content: { relation: 'child', otherNumber: '260318-000002' } })
    expect(life.last?.other?.after.parentId).toBe(life.matter.id)
    expect(life.last?.other?.entry.content).toMatchObject({ relation: 'parent', otherNumber: life.matter.number })
  })

  test('is refused to itself, to another kind, twice, and to a child that has a parent or has ended', () => {
    const life = new Life().accepted()
    expect(refusal(life, 'related', life.matter)).toBe('cannot_link')
    expect(refusal(life, 'related', other({ kind: 'task' }))).toBe('cannot_link')
    expect(refusal(life, 'child', other({ parentId: 'somebody' }))).toBe('cannot_link')
    expect(refusal(life, 'child', other({ closedAt: lifeBegins }))).toBe('cannot_link')
    life.matter = { ...life.matter, linkedIds: ['other'] }
    expect(refusal(life, 'related', other())).toBe('cannot_link')
  })

  test('never makes a circle of parents', () => {
    const life = new Life().accepted()
    life.matter = { ...life.matter, parentId: 'between' }
    expect(refusal(life, 'child', other({ id: 'between' }))).toBe('cannot_link')
    expect(refusal(life, 'child', other({ openChildren: 1 }))).toBe('cannot_link')
    expect(refusal(life, 'child', other())).toBeNull()
  })
})
