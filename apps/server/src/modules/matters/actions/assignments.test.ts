import { describe, expect, test } from 'vitest'
import { isPaused } from '../clocks.ts'
import { faultsOf } from '../faults.ts'
import { china, day, hour, Life, lifeBegins } from '../life.factory.ts'
import { inGrid } from '../world.factory.ts'

const words = { words: '话' }
const lead = { assignment: 'lead' }
const helper = { assignment: 'helper' }
const withHelper = { coHandlerOrganisationIds: ['helper'] }
const why = { reason: 'not_our_duty', words: '不属于我们' }

describe('dispatching', () => {
  test('gives each its share, its limit and its call', () => {
    const life = new Life().dispatched('ordinary', {
      ...withHelper,
      instruction: '尽快',
      shares: [{ organisationId: 'helper', instruction: '配合断电', whistle: true, limit: { amount: 1, unit: 'working_days' } }],
    })
    expect(life.matter).toMatchObject({ state: 'dispatched', holder: { organisationId: 'lead' }, organisationIds: ['lead', 'helper'] })
    expect(life.share('lead')).toMatchObject({ part: 'lead', instruction: '尽快', whistle: false, dueAt: china(23, '10:00') })
    expect(life.share('helper')).toMatchObject({ part: 'co_handler', instruction: '配合断电', whistle: true, dueAt: china(19, '10:00') })
    expect(life.clock('arrive', 'helper')?.dueAt).toEqual(china(19, '10:00'))
    expect(life.clock('arrive', 'lead')).toBeUndefined()
    expect(life.clock('dispatch')).toBeUndefined()
    expect(life.notices.map((notice) => notice.event)).toEqual(
      expect.arrayContaining(['whistle_blown', 'assignment_dispatched', 'matter_dispatched']),
    )
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('calls whoever is whistled for something urgent within two hours', () => {
    const life = new Life().dispatched('urgent', { shares: [{ organisationId: 'lead', whistle: true }] })
    expect(life.clock('arrive', 'lead')?.dueAt).toEqual(new Date(lifeBegins.getTime() + 2 * hour))
  })

  test('names one lead, nobody twice, and no share of a stranger', () => {
    const life = new Life().accepted()
    const refusal = (more: object) => life.refusal('desk', 'dispatch', { leadOrganisationId: 'lead', ...more })
    expect(refusal({ coHandlerOrganisationIds: ['lead'] })).toBe('one_lead_needed')
    expect(refusal({ shares: [{ organisationId: 'other' }] })).toBe('one_lead_needed')
    expect(refusal({ coHandlerOrganisationIds: ['nobody'] })).toBe('unknown_organisation')
  })

  test('while work goes on adds helpers under the same lead, without a new beginning', () => {
    const life = new Life().claimed().act('desk', 'dispatch', { leadOrganisationId: 'lead', ...withHelper })
    expect(life.matter).toMatchObject({ state: 'in_progress', holder: { organisationId: 'lead' } })
    expect(life.matter.assignments.map((share) => [share.organisationId, share.state])).toEqual([
      ['lead', 'claimed'],
      ['helper', 'dispatched'],
    ])
    expect(life.refusal('desk', 'dispatch', { leadOrganisationId: 'lead', ...withHelper })).toBe('one_lead_needed')
  })

  test('of another lead takes the share away from the first, with its clocks and what it had asked for', () => {
    const life = new Life().claimed().act('handler of the lead', 'extend', { days: 1, ...words }, lead)
    life.act('desk', 'dispatch', { leadOrganisationId: 'other' })
    expect(life.matter).toMatchObject({
      state: 'dispatched',
      holder: { organisationId: 'other' },
      requests: [],
      promisedAt: china(23, '10:00'),
    })
    expect(life.share('lead')?.state).toBe('revoked')
    expect(life.clock('rule')).toBeUndefined()
    expect(life.notices).toContainEqual(expect.objectContaining({ event: 'assignment_revoked', to: { organisationId: 'lead' } }))
    expect(life.refusal('handler of the lead', 'finish', { result: '好', publicAnswer: '好' }, lead)).toBe('not_allowed')
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('of a helper leaves the matter with the desk that has to rule on the lead’s return', () => {
    const life = new Life().claimed().act('handler of the lead', 'return', why, lead)
    life.act('desk', 'dispatch', { leadOrganisationId: 'lead', ...withHelper })
    expect(life.matter.holder).toEqual({ areaId: 'community', organisationId: null })
  })
})

describe('claiming', () => {
  test('by the lead begins the work; by a helper it does not', () => {
    const life = new Life().dispatched('ordinary', withHelper).act('handler of the helper', 'claim', {}, helper)
    expect(life.matter.state).toBe('dispatched')
    expect(life.clock('claim', 'helper')).toBeUndefined()
    life.act('handler of the lead', 'claim', {}, lead)
    expect(life.matter.state).toBe('in_progress')
    expect(life.share('lead')).toMatchObject({ state: 'claimed', handlerAccountId: 'handler', claimedAt: lifeBegins })
    expect(life.refusal('colleague of the handler', 'claim', {}, lead)).toBe('not_allowed')
  })
})

describe('signing in', () => {
  const whistled = () => new Life().dispatched('ordinary', { shares: [{ organisationId: 'lead', whistle: true }] })

  test('records when and how far from the place, and stops the limit to arrive', () => {
    const life = whistled()
      .sleep(hour)
      .act('handler of the lead', 'sign_in', { place: { ...inGrid, latitude: inGrid.latitude + 0.001 } }, lead)
    expect(life.share('lead')).toMatchObject({ arrivedAt: china(18, '11:00'), arrivedDistanceM: 111 })
    expect(life.clock('arrive')).toBeUndefined()
    expect(life.lastEntry).toMatchObject({ visibility: 'public', content: { distanceM: 111 } })
    expect(life.refusal('handler of the lead', 'sign_in', {}, lead)).toBe('not_allowed')
  })

  test('without a position is taken, with no distance', () => {
    expect(whistled().act('handler of the lead', 'sign_in', {}, lead).share('lead')).toMatchObject({
      arrivedAt: lifeBegins,
      arrivedDistanceM: null,
    })
  })
})

describe('returning', () => {
  test('is asked and ruled on: the matter waits at the desk and the share’s limits stand still', () => {
    const life = new Life().dispatched().sleep(hour).act('handler of the lead', 'return', why, lead)
    expect(life.matter).toMatchObject({ state: 'dispatched', holder: { areaId: 'community' }, returnCount: 1 })
    expect(life.clock('claim')).toSatisfy(isPaused)
    expect(life.clock('rule')?.dueAt).toEqual(china(18, '16:30'))
    expect(life.refusal('handler of the lead', 'return', why, lead)).toBe('request_open')
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('agreed gives the matter back to the desk, to dispatch anew', () => {
    const life = new Life().claimed().act('handler of the lead', 'return', why, lead).act('desk', 'rule_return', { granted: true }, lead)
    expect(life.matter).toMatchObject({ state: 'accepted', holder: { areaId: 'community' }, requests: [], promisedAt: china(23, '10:00') })
    expect(life.share('lead')).toMatchObject({ state: 'returned', returnReason: 'not_our_duty' })
    expect(life.matter.clocks.map((clock) => clock.kind).toSorted()).toEqual(['dispatch', 'handle'])
    expect(faultsOf(life.matter)).toEqual([])
    life.act('desk', 'dispatch', { leadOrganisationId: 'lead' })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('insisted on leaves the share where it was, its limits later by the ruling', () => {
    const life = new Life()
      .dispatched()
      .act('handler of the lead', 'return', why, lead)
      .sleep(2 * hour)
    life.act('desk', 'rule_return', { granted: false, words: '职责清单第五条' }, lead)
    expect(life.matter).toMatchObject({ state: 'dispatched', holder: { organisationId: 'lead' }, requests: [] })
    // One working day of 7.5 hours, none of it used before noon: four on Wednesday afternoon, the rest on Thursday morning.
    expect(life.clock('claim')?.dueAt).toEqual(china(19, '12:00'))
    expect(life.last?.change.rule).toMatchObject([{ granted: false, words: '职责清单第五条' }])
  })

  test('the third time is ruled by the desk above, and the matter stays there when it agrees', () => {
    const life = new Life().dispatched()
    for (let round = 0; round < 2; round++)
      life.act('handler of the lead', 'return', why, lead).act('desk', 'rule_return', { granted: false }, lead)
    life.act('handler of the lead', 'return', why, lead)
    expect(life.matter).toMatchObject({ returnCount: 3, holder: { areaId: 'street' }, requests: [{ toAreaId: 'street' }] })
    expect(life.refusal('desk', 'rule_return', { granted: true }, lead)).toBe('not_allowed')
    life.act('desk above', 'rule_return', { granted: true }, lead)
    expect(life.matter).toMatchObject({ state: 'accepted', deskAreaId: 'street', holder: { areaId: 'street' } })
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('of the last open share, when the lead is done, lets somebody go and look', () => {
    const life = new Life().claimed('ordinary', withHelper).finished()
    expect(life.matter.state).toBe('in_progress')
    life.act('handler of the helper', 'return', why, helper).act('desk', 'rule_return', { granted: true }, helper)
    expect(life.matter).toMatchObject({ state: 'handled', holder: { areaId: 'grid' } })
    expect(life.matter.clocks.map((clock) => clock.kind)).toEqual(['verify'])
    expect(faultsOf(life.matter)).toEqual([])
  })
})

describe('an extension', () => {
  test('granted moves the promised date by its working days and tells the reporter', () => {
    const life = new Life().claimed().act('handler of the lead', 'extend', { days: 3, ...words }, lead)
    expect(life.matter.requests).toMatchObject([{ kind: 'extend', askedDays: 3, toAreaId: 'community' }])
    life.act('desk', 'rule_extension', { granted: true, days: 2 }, lead)
    expect(life.matter).toMatchObject({ promisedAt: china(25, '10:00'), requests: [] })
    expect(life.clock('handle')).toMatchObject({ extendedDays: 2, dueAt: china(25, '10:00') })
    expect(life.share('lead')?.dueAt).toEqual(china(25, '10:00'))
    expect(life.notices.findLast((notice) => 'accountId' in notice.to)).toMatchObject({
      event: 'date_moved',
      to: { accountId: 'reporter' },
      facts: { because: 'extension_granted', promisedAt: china(25, '10:00').toISOString() },
    })
    expect(life.lastEntry).toMatchObject({ visibility: 'public', content: { askedDays: 3, days: 2 } })
  })

  test('refused moves nothing and tells the reporter nothing', () => {
    const life = new Life().claimed().act('handler of the lead', 'extend', { days: 3, ...words }, lead)
    life.act('desk', 'rule_extension', { granted: false }, lead)
    expect(life.matter).toMatchObject({ promisedAt: china(23, '10:00'), requests: [] })
    expect(life.lastEntry?.visibility).toBe('internal')
    expect(life.clock('rule')).toBeUndefined()
  })

  test('is asked before the limit passes, to the very moment, and within the ceiling', () => {
    const due = china(23, '10:00').getTime() - lifeBegins.getTime()
    expect(
      new Life()
        .claimed()
        .sleep(due - 1)
        .refusal('handler of the lead', 'extend', { days: 1, ...words }, lead),
    ).toBeNull()
    expect(
      new Life()
        .claimed()
        .sleep(due)
        .refusal('handler of the lead', 'extend', { days: 1, ...words }, lead),
    ).toBe('limit_passed')
    expect(new Life().claimed().refusal('handler of the lead', 'extend', { days: 4, ...words }, lead)).toBe('beyond_ceiling')
    const asked = new Life().claimed().act('handler of the lead', 'extend', { days: 1, ...words }, lead)
    expect(asked.refusal('desk', 'rule_extension', { granted: true, days: 4 }, lead)).toBe('beyond_ceiling')
    expect(asked.refusal('handler of the lead', 'extend', { days: 1, ...words }, lead)).toBe('request_open')
  })

  test('of a share with a limit of its own moves that limit alone', () => {
    const shares = [{ organisationId: 'helper', limit: { amount: 1, unit: 'working_days' } }]
    const life = new Life().claimed('ordinary', { ...withHelper, shares }).act('handler of the helper', 'claim', {}, helper)
    life.act('handler of the helper', 'extend', { days: 1, ...words }, helper).act('desk', 'rule_extension', { granted: true }, helper)
    expect(life.share('helper')?.dueAt).toEqual(china(20, '10:00'))
    expect(life.matter.promisedAt).toEqual(china(23, '10:00'))
    expect(life.lastEntry?.visibility).toBe('internal')
  })
})

describe('a suspension', () => {
  const planDate = china(30, '09:00').toISOString()
  const asked = (life: Life) => life.act('handler of the lead', 'suspend', { planDate, ...words }, lead)

  test('approved above stops every limit until the planned date, on which it resumes by itself', () => {
    const life = asked(new Life().claimed()).sleep(hour).act('desk above', 'rule_suspension', { granted: true }, lead)
    expect(life.matter).toMatchObject({ state: 'suspended', resumeState: 'in_progress', dueAt: null })
    expect(life.matter.clocks.map((clock) => [clock.kind, isPaused(clock)])).toEqual([
      ['handle', true],
      ['plan', false],
    ])
    life.pass(20 * day)
    const resumed = life.entries.filter((entry) => entry.action === 'resume')
    expect(resumed.map((entry) => entry.at)).toEqual([china(30, '09:00')])
    // One of 22.5 working hours was used; of the others 7 fit into the 30th, 7.5 into the 31st.
    expect(resumed[0]?.content['promisedAt']).toBe(new Date('2026-04-01T17:00:00+08:00').toISOString())
  })

  test('noticed late resumes once, at its planned date', () => {
    const life = asked(new Life().claimed()).act('desk above', 'rule_suspension', { granted: true }, lead)
    life.sleep(13 * day).fire()
    expect(life.lastEntry).toMatchObject({ action: 'resume', at: china(30, '09:00') })
    expect(life.matter).toMatchObject({ state: 'in_progress', resumeState: null })
    expect(life.share('lead')?.dueAt).toEqual(life.matter.promisedAt)
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('refused changes nothing but the request', () => {
    const life = asked(new Life().claimed()).act('desk above', 'rule_suspension', { granted: false }, lead)
    expect(life.matter).toMatchObject({ state: 'in_progress', requests: [], promisedAt: china(23, '10:00') })
    expect(life.matter.clocks.map((clock) => clock.kind)).toEqual(['handle'])
  })

  test('can end before its date, by the handler', () => {
    const life = asked(new Life().claimed()).act('desk above', 'rule_suspension', { granted: true }, lead)
    life.sleep(day).act('handler of the lead', 'resume')
    expect(life.matter).toMatchObject({ state: 'in_progress', promisedAt: china(24, '10:00') })
    expect(life.clock('plan')).toBeUndefined()
  })

  test('lets what a helper asked for wait, and its limit with it', () => {
    const life = new Life().claimed('ordinary', withHelper).act('handler of the helper', 'return', why, helper)
    asked(life).act('desk above', 'rule_suspension', { granted: true }, lead)
    expect(life.clock('rule', 'helper')).toSatisfy(isPaused)
    life.sleep(day).act('desk', 'resume')
    expect(life.clock('rule', 'helper')).not.toSatisfy(isPaused)
    // What it wants to give back stands still until the desk has ruled.
    expect(life.clock('claim', 'helper')).toSatisfy(isPaused)
    expect(faultsOf(life.matter)).toEqual([])
  })

  test('has a date ahead, within two years', () => {
    const refusal = (date: string) => new Life().claimed().refusal('handler of the lead', 'suspend', { planDate: date, ...words }, lead)
    expect(refusal(lifeBegins.toISOString())).toBe('date_not_ahead')
    expect(refusal('2028-03-18T02:00:00Z')).toBe('date_not_ahead')
    expect(refusal('2028-03-16T02:00:00Z')).toBeNull()
  })
})

describe('progress', () => {
  test('told in public reaches the reporter, an internal note nobody outside', () => {
    const life = new Life().claimed().act('handler of the lead', 'progress', { ...words, visibility: 'public' }, lead)
    expect(life.lastEntry?.visibility).toBe('public')
    expect(life.last?.change.notices).toMatchObject([{ event: 'progress_told', to: { accountId: 'reporter' } }])
    life.act('handler of the lead', 'progress', { ...words, visibility: 'internal' }, lead)
    expect(life.lastEntry?.visibility).toBe('internal')
    expect(life.last?.change.notices).toEqual([])
  })
})

describe('finishing', () => {
  test('by the lead needs the public answer, and a helper gives none', () => {
    const life = new Life().claimed('ordinary', withHelper).act('handler of the helper', 'claim', {}, helper)
    expect(life.refusal('handler of the lead', 'finish', { result: '好' }, lead)).toBe('validation_failed')
    life.act('handler of the helper', 'finish', { result: '已断电' }, helper)
    expect(life.matter).toMatchObject({ state: 'in_progress', publicAnswer: null })
    expect(life.finished().matter).toMatchObject({
      state: 'handled',
      publicAnswer: '已修好',
      handledAt: lifeBegins,
      holder: { areaId: 'grid' },
    })
    expect(life.matter.clocks.map((clock) => clock.kind)).toEqual(['verify'])
  })

  test('lets go of what was asked for the share', () => {
    const life = new Life()
      .claimed()
      .act('handler of the lead', 'extend', { days: 1, ...words }, lead)
      .finished()
    expect(life.matter).toMatchObject({ state: 'handled', requests: [] })
    expect(life.last?.change.rule).toMatchObject([{ granted: null }])
    expect(faultsOf(life.matter)).toEqual([])
  })
})
