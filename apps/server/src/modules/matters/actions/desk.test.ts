import { describe, expect, test } from 'vitest'
import { faultsOf } from '../faults.ts'
import { china, day, hour, Life, lifeBegins } from '../life.factory.ts'
import { isPaused } from '../clocks.ts'
import { pathOf } from '../world.factory.ts'

const words = { words: '请说明楼号' }
const toldTo = (life: Life, event: string) => life.notices.filter((notice) => notice.event === event).map((notice) => notice.to)

describe('accepting', () => {
  test('fixes the limits and tells the reporter the date', () => {
    const life = new Life().sleep(hour).accepted()
    // Three working days from Wednesday, 11:00.
    expect(life.matter).toMatchObject({ state: 'accepted', promisedAt: china(23, '11:00'), acceptedAt: china(18, '11:00') })
    expect(life.matter.clocks.map((clock) => clock.kind).toSorted()).toEqual(['dispatch', 'handle'])
    expect(life.notices.at(-1)).toMatchObject({
      event: 'matter_accepted',
      to: { accountId: 'reporter' },
      facts: { promisedAt: china(23, '11:00').toISOString() },
    })
  })
})

describe('a refusal', () => {
  const refused = () => new Life().act('desk', 'refuse', { reason: 'not_within_jurisdiction', words: '请拨打邻市热线' })

  test('ends the matter with its reason and says who to turn to', () => {
    const life = refused()
    expect(life.matter).toMatchObject({
      state: 'refused',
      refusalReason: 'not_within_jurisdiction',
      refusalWords: '请拨打邻市热线',
      closedAt: lifeBegins,
      clocks: [],
    })
    expect(life.lastEntry).toMatchObject({ visibility: 'public', content: { words: '请拨打邻市热线' } })
  })

  test('is appealed once, to the desk above, which decides anew', () => {
    const life = refused()
      .sleep(29 * day)
      .act('reporter', 'appeal', { words: '确实在本市' })
    expect(life.matter).toMatchObject({
      state: 'reported',
      deskAreaId: 'street',
      holder: { areaId: 'street' },
      refusalReason: null,
      closedAt: null,
    })
    expect(life.clock('accept')?.startedAt).toEqual(life.now)
    expect(life.lastEntry?.content).toMatchObject({ refusal: { reason: 'not_within_jurisdiction', words: '请拨打邻市热线' } })
    expect(life.refusal('desk', 'accept', { categoryCode: 'E01-02', severity: 'ordinary' })).toBe('not_allowed')
    life.act('desk above', 'refuse', { reason: 'other', words: '维持' })
    expect(life.refusal('reporter', 'appeal', { words: '再诉' })).toBe('not_allowed')
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('can be appealed for thirty days', () => {
    expect(
      refused()
        .sleep(30 * day)
        .refusal('reporter', 'appeal', words),
    ).toBeNull()
    expect(
      refused()
        .sleep(30 * day + 1)
        .refusal('reporter', 'appeal', words),
    ).toBe('time_is_over')
  })
})

describe('asking the reporter', () => {
  test('pauses every limit, and the answer moves the promised date by exactly the working time in between', () => {
    const life = new Life().accepted().sleep(hour).act('desk', 'ask', words)
    expect(life.matter).toMatchObject({ state: 'awaiting_reporter', promisedAt: china(23, '10:00') })
    expect(
      life.matter.clocks
        .filter(isPaused)
        .map((clock) => clock.kind)
        .toSorted(),
    ).toEqual(['dispatch', 'handle'])
    // Five working days: Wednesday 11:00 → the next Wednesday, 11:00.
    expect(life.clock('answer')?.dueAt).toEqual(china(25, '11:00'))
    expect(life.matter.dueAt).toEqual(china(25, '11:00'))
    // Wednesday 11:00 to Thursday 16:30 are 1 + 4 + 3.5 + 3 working hours.
    life.sleep(29.5 * hour).act('reporter', 'answer', { words: '三号楼' })
    expect(life.matter).toMatchObject({ state: 'accepted', resumeState: null, promisedAt: china(24, '15:30') })
    expect(life.clock('handle')?.dueAt).toEqual(china(24, '15:30'))
    expect(life.clock('answer')).toBeUndefined()
    expect(life.notices.at(-1)).toMatchObject({ event: 'date_moved', facts: { because: 'waited_for_answer' } })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('twice adds up both pauses', () => {
    const life = new Life().accepted()
    for (let round = 0; round < 2; round++) life.act('desk', 'ask', words).sleep(hour).act('reporter', 'answer', words)
    expect(life.clock('handle')?.pauses).toHaveLength(2)
    // 10:00–12:00 of Wednesday were pauses, so three working days begin at noon.
    expect(life.matter.promisedAt).toEqual(china(23, '12:00'))
  })

  test('in vain for five working days refuses by itself, with the time it was due; a late answer opens it again', () => {
    const life = new Life().act('desk', 'ask', words).pass(4 * day)
    expect(toldTo(life, 'question_waiting')).toEqual([])
    life.pass(9 * day)
    expect(toldTo(life, 'question_waiting')).toEqual([{ accountId: 'reporter' }])
    expect(life.matter).toMatchObject({ state: 'refused', refusalReason: 'no_answer', closedAt: china(25, '10:00'), clocks: [] })
    life.act('reporter', 'answer', { words: '三号楼' })
    expect(life.matter).toMatchObject({ state: 'reported', refusalReason: null, closedAt: null, acceptedAt: null, promisedAt: null })
    expect(life.clock('accept')?.startedAt).toEqual(life.now)
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('noticed late lapses once, at the time it was due', () => {
    const life = new Life()
      .act('desk', 'ask', words)
      .sleep(40 * day)
      .fire()
    expect(life.matter).toMatchObject({ state: 'refused', closedAt: china(25, '10:00') })
    expect(life.fire().entries.filter((entry) => entry.action === 'lapse')).toHaveLength(1)
  })
})

describe('withdrawing', () => {
  test.each(['reported', 'awaiting_reporter'])('from %s ends it, and no clock is left', (state) => {
    const life = new Life()
    if (state === 'awaiting_reporter') life.act('desk', 'ask', words)
    life.act('reporter', 'withdraw')
    expect(life.matter).toMatchObject({ state: 'withdrawn', clocks: [], resumeState: null, closedAt: lifeBegins })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('is no longer possible once it is accepted', () => {
    expect(new Life().accepted().refusal('reporter', 'withdraw')).toBe('action_not_possible')
  })
})

describe('escalating', () => {
  test('goes to the next desk, where the time to accept begins anew', () => {
    const life = new Life().sleep(hour).act('desk', 'escalate', words)
    expect(life.matter).toMatchObject({
      state: 'reported',
      deskAreaId: 'street',
      deskAreaPath: pathOf('street'),
      holder: { areaId: 'street' },
    })
    expect(life.clock('accept')?.startedAt).toEqual(china(18, '11:00'))
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('does not move the date the reporter was told', () => {
    const life = new Life().accepted().sleep(hour).act('desk', 'escalate', words)
    expect(life.matter.promisedAt).toEqual(china(23, '10:00'))
    expect(life.clock('dispatch')?.startedAt).toEqual(china(18, '11:00'))
  })

  test('skips a level only when it is urgent, and goes nowhere but up', () => {
    const up = { ...words, toAreaId: 'city' }
    expect(new Life().accepted().refusal('desk', 'escalate', up)).toBe('skips_a_level')
    expect(new Life().accepted('urgent').act('desk', 'escalate', up).matter.deskAreaId).toBe('city')
    for (const toAreaId of ['community', 'other-community', 'grid', 'nowhere'])
      expect(new Life().accepted('urgent').refusal('desk', 'escalate', { ...words, toAreaId })).toBe('unknown_area')
  })
})

describe('sending down', () => {
  test('gives it back level by level towards its place', () => {
    const life = new Life().act('desk', 'escalate', words)
    expect(life.act('desk above', 'send_down', { ...words, toAreaId: 'community' }).matter.deskAreaId).toBe('community')
  })

  test('goes to no desk but one on the way, and to none without a clerk', () => {
    const life = new Life().act('desk', 'escalate', words)
    for (const toAreaId of ['other-community', 'city', 'street', 'grid', 'nowhere'])
      expect([toAreaId, life.refusal('desk above', 'send_down', { ...words, toAreaId })]).toEqual([toAreaId, 'unknown_area'])
  })
})

describe('settling the place', () => {
  test('within the same desk leaves its clocks alone', () => {
    const life = new Life().sleep(hour).act('desk', 'resolve_place', { areaId: 'other-grid', address: '某路 1 号' })
    expect(life.matter).toMatchObject({
      areaId: 'other-grid',
      areaPath: pathOf('other-grid'),
      located: 'by_address',
      longitude: null,
      address: '某路 1 号',
      deskAreaId: 'community',
    })
    expect(life.clock('accept')?.startedAt).toEqual(lifeBegins)
  })

  test('of another desk hands it over, and its time to accept begins anew', () => {
    const life = new Life().sleep(hour).act('desk', 'resolve_place', { areaId: 'other-community' })
    expect(life.matter).toMatchObject({ areaId: 'other-community', deskAreaId: 'other-community', holder: { areaId: 'other-community' } })
    expect(life.clock('accept')?.startedAt).toEqual(china(18, '11:00'))
    expect(toldTo(life, 'matter_reported')).toContainEqual({ areaId: 'other-community' })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('needs a place or an area that exists', () => {
    expect(new Life().refusal('desk', 'resolve_place', { address: '某处' })).toBe('no_place')
    expect(new Life().refusal('desk', 'resolve_place', { areaId: 'nowhere' })).toBe('unknown_area')
  })
})

describe('reclassifying', () => {
  test('counts every open limit anew from its start and its pauses, and says why the date moved', () => {
    const life = new Life()
      .accepted()
      .act('desk', 'ask', words)
      .sleep(2 * hour)
      .act('reporter', 'answer', words)
    life.sleep(hour).act('desk', 'reclassify', { ...words, categoryCode: 'E01-02', severity: 'complex' })
    // Seven natural days from 10:00, and two hours of pause.
    expect(life.matter).toMatchObject({ severity: 'complex', promisedAt: china(25, '12:00') })
    expect(life.clock('handle')).toMatchObject({ startedAt: lifeBegins, limit: { amount: 7, unit: 'days' } })
    expect(life.lastEntry?.content).toMatchObject({ because: 'classification_changed', promisedAt: china(25, '12:00').toISOString() })
    expect(life.notices.at(-1)).toMatchObject({ event: 'date_moved', to: { accountId: 'reporter' } })
  })

  test('moves the date of every share, but keeps a limit the desk gave one share alone', () => {
    const shares = [{ organisationId: 'helper', limit: { amount: 2, unit: 'working_hours' } }]
    const life = new Life().claimed('ordinary', { coHandlerOrganisationIds: ['helper'], shares })
    expect(life.share('helper')?.dueAt).toEqual(china(18, '12:00'))
    life.act('desk', 'reclassify', { ...words, categoryCode: 'E01-02', severity: 'complex' })
    expect(life.share('lead')?.dueAt).toEqual(china(25, '10:00'))
    expect(life.share('helper')?.dueAt).toEqual(china(18, '12:00'))
    expect(life.clock('handle', 'helper')?.limit).toEqual({ amount: 2, unit: 'working_hours' })
  })

  test('to what it is already, or to a category nobody knows, is refused', () => {
    const life = new Life().accepted()
    expect(life.refusal('desk', 'reclassify', { ...words, categoryCode: 'E01-02', severity: 'ordinary' })).toBe('nothing_changes')
    expect(life.refusal('desk', 'reclassify', { ...words, categoryCode: 'X', severity: 'urgent' })).toBe('unknown_category')
  })

  test('that brings the date behind us makes it red at once, and one that puts it ahead makes it green again', () => {
    const life = new Life()
      .accepted()
      .pass(2 * day)
      .act('desk', 'reclassify', { ...words, categoryCode: 'E01-02', severity: 'urgent' })
    expect(life.matter.promisedAt).toEqual(china(19, '10:00'))
    life.pass(1)
    expect(life.entries.filter((entry) => entry.content['clock'] === 'handle').map((entry) => entry.action)).toEqual(['limit_passed'])
    life.act('desk', 'reclassify', { ...words, categoryCode: 'E01-02', severity: 'major' })
    expect(life.clock('handle')).toMatchObject({ step: 0, nextAt: life.clock('handle')?.yellowAt })
  })
})
