import { describe, expect, test } from 'vitest'
import { isPaused } from '../clocks.ts'
import { faultsOf } from '../faults.ts'
import { china, day, hour, Life, lifeBegins } from '../life.factory.ts'

const words = { words: '话' }
const card = (level: string, more: object = {}) => ({ level, instruction: '请抓紧办理', ...more })

describe('a card', () => {
  test('is raised by any area above to whoever holds it, and its desk is told too', () => {
    const life = new Life().claimed().act('supervisor', 'supervise', card('yellow'))
    expect(life.matter).toMatchObject({
      cardLevel: 'yellow',
      cards: [{ level: 'yellow', areaId: 'city', automatic: false, to: { organisationId: 'lead' }, answerBy: china(20, '10:00') }],
    })
    expect(life.last?.change.notices?.map((notice) => notice.to)).toEqual([{ organisationId: 'lead' }, { areaId: 'community' }])
    expect(life.clock('supervision')?.dueAt).toEqual(china(20, '10:00'))
    expect(life.lastEntry?.visibility).toBe('internal')
  })

  test('only rises', () => {
    const life = new Life().act('desk above', 'supervise', card('yellow'))
    expect(life.refusal('supervisor', 'supervise', card('ordinary'))).toBe('card_only_rises')
    expect(life.refusal('supervisor', 'supervise', card('yellow'))).toBeNull()
    expect(life.act('supervisor', 'supervise', card('red')).matter).toMatchObject({ cardLevel: 'red', cards: [{}, {}] })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('may name the date to answer by, which lies ahead', () => {
    const answerBy = china(19, '09:00').toISOString()
    expect(new Life().act('desk above', 'supervise', card('red', { answerBy })).matter.cards).toMatchObject([
      { answerBy: china(19, '09:00') },
    ])
    expect(new Life().refusal('desk above', 'supervise', card('red', { answerBy: lifeBegins.toISOString() }))).toBe('date_not_ahead')
  })

  test('that was answered stops its clock and tells whoever raised it', () => {
    const life = new Life().claimed().act('desk above', 'supervise', card('ordinary'))
    const cardId = life.matter.cards[0]?.id ?? ''
    expect(life.refusal('desk', 'answer_supervision', words, { cardId })).toBe('not_allowed')
    life.act('handler of the lead', 'answer_supervision', words, { cardId })
    expect(life.matter).toMatchObject({ cards: [], cardLevel: 'ordinary' })
    expect(life.clock('supervision')).toBeUndefined()
    expect(life.last?.change.notices).toMatchObject([{ event: 'supervision_answered', to: { areaId: 'street' } }])
  })

  test('that nobody answers is told to whoever raised it, once, and does not climb', () => {
    const life = new Life().accepted('major').act('desk', 'dispatch', { leadOrganisationId: 'lead' })
    life
      .act('handler of the lead', 'claim', {}, { assignment: 'lead' })
      .act('supervisor', 'supervise', card('ordinary'))
      .pass(12 * day)
    expect(life.notices.filter((notice) => notice.event === 'limit_passed').map((notice) => notice.to)).toEqual([
      { organisationId: 'lead' },
      { areaId: 'city' },
    ])
    expect(life.entries.some((entry) => entry.action === 'limit_climbed')).toBe(false)
  })

  test('that nobody answered rests after a pause too', () => {
    const passed = new Life().act('desk above', 'supervise', card('ordinary', { answerBy: china(18, '10:30').toISOString() })).pass(hour)
    passed.act('desk', 'ask', words).sleep(hour).act('reporter', 'answer', words)
    expect(passed.clock('supervision')).toMatchObject({ step: 2, nextAt: null })
    expect(faultsOf(passed.matter)).toEqual([])
  })
})

describe('a limit', () => {
  const fired = (life: Life) => life.entries.flatMap((entry) => (entry.action.startsWith('limit_') ? [[entry.action, entry.at]] : []))

  test('is yellow at 80 %, red when it is over, brings a card a working day later and climbs a level each working day up to the city', () => {
    const life = new Life().pass(14 * day)
    // Two working hours to accept from Wednesday 10:00; the ladder above the community is street and city.
    expect(fired(life)).toEqual([
      ['limit_near', china(18, '11:36')],
      ['limit_passed', china(18, '12:00')],
      ['limit_climbed', china(19, '12:00')],
      ['limit_climbed', china(20, '12:00')],
      // Of the cards the last one is told as unanswered, and nothing climbs further.
      ...fired(life)
        .slice(4)
        .filter(([action]) => action !== 'limit_climbed'),
    ])
    expect(
      life.entries.filter((entry) => entry.action === 'limit_climbed').map((entry) => [entry.content['level'], entry.content['areaId']]),
    ).toEqual([
      ['ordinary', 'street'],
      ['yellow', 'city'],
    ])
    expect(life.matter).toMatchObject({
      state: 'reported',
      cardLevel: 'yellow',
      cards: [{ level: 'yellow', areaId: 'city', automatic: true }],
    })
    expect(life.clock('accept')).toMatchObject({ nextAt: null })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('presses at 80 % the handler and those who lead them, and when it is over the desk and the area above', () => {
    const life = new Life().claimed().pass(4 * day + 23 * hour)
    const near = life.notices.filter((notice) => notice.event === 'limit_near' && notice.facts['clock'] === 'handle')
    expect(near.map((notice) => notice.to)).toEqual([{ organisationId: 'lead' }, { accountId: 'handler' }])
    life.pass(2 * hour)
    const passed = life.notices.filter((notice) => notice.event === 'limit_passed')
    expect(passed.map((notice) => notice.to)).toEqual([{ areaId: 'community' }, { areaId: 'street' }])
  })

  test('that passed unnoticed is told once as passed, not first as near', () => {
    const life = new Life()
      .sleep(3 * hour)
      .fire()
      .fire()
    expect(fired(life)).toEqual([['limit_passed', china(18, '13:00')]])
    expect(life.lastEntry?.content).toMatchObject({ dueAt: china(18, '12:00').toISOString() })
  })

  test('climbs one level a working day after a long standstill too, not all at once', () => {
    const life = new Life().sleep(5 * day).fire()
    for (let again = 0; again < 5; again++) life.fire()
    expect(fired(life)).toHaveLength(1)
    expect(life.clock('accept')?.nextAt).toEqual(china(24, '10:00'))
  })

  test('that climbed to the city stays there after a pause', () => {
    const life = new Life().pass(3 * day).act('desk', 'ask', words)
    expect(life.matter.clocks.filter((clock) => clock.kind === 'accept')).toSatisfy((clocks: Life['matter']['clocks']) =>
      clocks.every(isPaused),
    )
    life.sleep(hour).act('reporter', 'answer', words)
    expect(life.clock('accept')).toMatchObject({ step: 4, nextAt: null })
  })

  test('counts on from where it stood when it was paused at yellow', () => {
    const life = new Life()
      .pass(1.7 * hour)
      .act('desk', 'ask', words)
      .sleep(day)
      .act('reporter', 'answer', words)
    expect(life.clock('accept')).toMatchObject({ step: 1, dueAt: china(19, '12:00'), nextAt: china(19, '12:00') })
  })
})

describe('when a limit changes', () => {
  test('only what moves gets an entry, which says why, and the new date is told', () => {
    let days = 3
    const life = new Life((context) => ({
      ...context,
      deadlines: {
        ...context.deadlines,
        limit: (of) => (of.clock === 'handle' ? { amount: days, unit: 'working_days' as const } : context.deadlines.limit(of)),
      },
    })).claimed()
    expect(life.refusal('platform', 'recompute', { because: 'limits_changed' })).toBe('action_not_possible')
    days = 5
    life.act('platform', 'recompute', { because: 'limits_changed' })
    expect(life.matter.promisedAt).toEqual(china(25, '10:00'))
    expect(life.share('lead')?.dueAt).toEqual(china(25, '10:00'))
    expect(life.lastEntry).toMatchObject({ visibility: 'public', content: { because: 'limits_changed' } })
    expect(life.lastEntry?.content['moved']).toEqual([
      { clock: 'handle', from: china(23, '10:00').toISOString(), to: china(25, '10:00').toISOString() },
    ])
    expect(life.refusal('platform', 'recompute', { because: 'limits_changed' })).toBe('action_not_possible')
  })

  test('of the time for rating, the time until which one may rate moves with it', () => {
    let days = 7
    const life = new Life((context) => ({
      ...context,
      deadlines: {
        ...context.deadlines,
        limit: (of) => (of.clock === 'rate' ? { amount: days, unit: 'days' as const } : context.deadlines.limit(of)),
      },
    })).verified()
    days = 10
    life.act('platform', 'recompute', { because: 'limits_changed' }).sleep(9 * day)
    expect(life.matter.rateUntil).toEqual(new Date(lifeBegins.getTime() + 10 * day))
    expect(life.act('reporter', 'rate', { solved: true, stars: 5 }).matter.state).toBe('closed')
  })
})
