import { routingFindingCodes, type RoutingFinding, routingFindingSentence, routingRuleSentence } from '@linli/contract'
import { describe, expect, test } from 'vitest'
import { checkRules, forbidPublishing } from './check-rules.ts'
import { namesOf } from './routing-world.ts'
import { closedOffice, gas, idOf, oldTown, ruleOf, town, village, water, world } from './routing.factory.ts'
import type { RoutingConditions } from './routing.ts'

const check = (...rules: Parameters<typeof checkRules>[0]) =>
  checkRules(rules, world).map(({ position, code, weight, about }) => [position, code, weight, about])
const shadows = (earlier: Partial<RoutingConditions>, later: Partial<RoutingConditions>) =>
  check(ruleOf(earlier), ruleOf(later)).some(([position, code]) => position === 2 && code === 'shadowed')

describe('a check', () => {
  test('has nothing to say about sound rules', () => {
    expect(
      check(ruleOf({ categoryCodes: ['E04-01'], areaIds: [town] }, { coHandlerOrganisationIds: [gas], levelCode: 'street' }), ruleOf()),
    ).toEqual([])
  })

  test('refuses organisations that are unknown, have ended or are named twice', () => {
    const nobody = idOf(9, 9)
    expect(check(ruleOf({ words: ['a'] }, { leadOrganisationId: closedOffice }))).toEqual([
      [1, 'organisation_ended', 'refuse', closedOffice],
    ])
    expect(check(ruleOf({ words: ['a'] }, { coHandlerOrganisationIds: [nobody] }))).toEqual([[1, 'unknown_organisation', 'refuse', nobody]])
    expect(check(ruleOf({}, { leadOrganisationId: water, coHandlerOrganisationIds: [water] }))).toEqual([
      [1, 'organisation_twice', 'refuse', water],
    ])
  })

  test('refuses what is unknown and warns of what has ended', () => {
    const nowhere = idOf(9, 8)
    expect(check(ruleOf({ categoryCodes: ['E99', 'E05-09'], areaIds: [nowhere, oldTown] }))).toEqual([
      [1, 'unknown_category', 'refuse', 'E99'],
      [1, 'category_ended', 'warn', 'E05-09'],
      [1, 'unknown_area', 'refuse', nowhere],
      [1, 'area_ended', 'warn', oldTown],
    ])
    expect(check(ruleOf({}, { levelCode: 'parish' }), ruleOf({}, { levelCode: 'grid' })).slice(0, 2)).toEqual([
      [1, 'unknown_level', 'refuse', 'parish'],
      [2, 'level_without_desk', 'refuse', 'grid'],
    ])
  })

  test('refuses days that do not exist, hours that are none, blank words and a rule put in twice', () => {
    expect(check(ruleOf({ dates: { from: '02-30', to: '03-01' }, hours: { from: 8, to: 8 }, words: [' '] }))).toEqual([
      [1, 'no_hours', 'refuse', null],
      [1, 'no_such_date', 'refuse', '02-30'],
      [1, 'blank_word', 'refuse', null],
    ])
    const rule = ruleOf({ words: ['a'] })
    expect(check(rule, { ...rule, conditions: { ...rule.conditions, words: ['b'] } })).toEqual([[2, 'rule_twice', 'refuse', null]])
  })

  test('forbids publishing for what is refused, not for what is warned of', () => {
    expect(forbidPublishing(checkRules([ruleOf(), ruleOf()], world))).toBe(false)
    expect(forbidPublishing(checkRules([ruleOf({ categoryCodes: ['E99'] })], world))).toBe(true)
  })
})

describe('a rule never has its turn behind one', () => {
  test('without conditions', () => {
    expect(check(ruleOf(), ruleOf({ categoryCodes: ['E04'] }), ruleOf())).toEqual([
      [2, 'shadowed', 'warn', '1'],
      [3, 'shadowed', 'warn', '1'],
    ])
  })

  test.each<[string, Partial<RoutingConditions>, Partial<RoutingConditions>]>([
    ['for its class', { categoryCodes: ['E04'] }, { categoryCodes: ['E04-01', 'E04-02'] }],
    ['for the area above', { areaIds: [town] }, { areaIds: [village], severities: ['urgent'] }],
    ['with a word that is part of its own', { words: ['井盖', '水'] }, { words: ['污水井'] }],
    ['with longer hours', { hours: { from: 20, to: 8 } }, { hours: { from: 22, to: 6 } }],
    ['with a longer season', { dates: { from: '11-01', to: '04-30' } }, { dates: { from: '12-01', to: '02-29' } }],
    ['for more weekdays', { weekdays: [1, 2, 3] }, { weekdays: [2] }],
  ])('%s', (_, earlier, later) => {
    expect(shadows(earlier, later)).toBe(true)
    expect(shadows(later, earlier)).toBe(false)
  })

  test('that names every severity there is, which asks for nothing', () => {
    expect(shadows({ severities: ['urgent', 'ordinary', 'complex', 'major'] }, {})).toBe(true)
  })

  test.each<[string, Partial<RoutingConditions>, Partial<RoutingConditions>]>([
    ['for one of its two categories', { categoryCodes: ['E04'] }, { categoryCodes: ['E04-01', 'E05'] }],
    ['for another area', { areaIds: [village] }, { areaIds: [town] }],
    ['that asks for more', { categoryCodes: ['E04'], severities: ['urgent'] }, { categoryCodes: ['E04-01'] }],
    ['for any category when it takes matters without one', { categoryCodes: ['E04', 'E05'] }, {}],
  ])('but well behind one %s', (_, earlier, later) => {
    expect(shadows(earlier, later)).toBe(false)
  })
})

describe('in words', () => {
  const names = namesOf(world)

  test('a rule says everything it asks for and everything it proposes', () => {
    const rule = ruleOf(
      {
        categoryCodes: ['E04', 'E05'],
        areaIds: [town],
        areaClasses: ['core', 'village'],
        severities: ['urgent'],
        sources: ['phone_call'],
        words: ['煤气味', 'gas'],
        weekdays: [7, 6],
        hours: { from: 22, to: 6 },
        dates: { from: '11-05', to: '04-05' },
      },
      { coHandlerOrganisationIds: [water, gas], whistle: true, levelCode: 'street', severity: 'major', instruction: '先封路' },
    )
    expect(routingRuleSentence(rule, names)).toEqual({
      zh: '类别属于 E04 突发事件 或 E05 街面秩序，位于里岔镇，区域类型为城区 或 村，等级为紧急，来源为来电，文字含“煤气味” 或 “gas”，周六、周日，22 时至 6 时，每年 11-05 至 04-05 → 城市管理局牵头，水务局、燃气公司协办，吹哨到场，由镇街派遣，按“重大”定时限，要求：先封路',
      en: 'category is E04 Sudden incidents or E05 Order in the street, in 里岔镇, area class is city core or village, severity is urgent, source is a phone call, the text says “煤气味” or “gas”, on Saturdays or Sundays, from 22:00 to 6:00, each year from 11-05 to 04-05 → City Management Bureau leads, Water Bureau and Gas Company assist, whistled to the spot, dispatched by the street or town desk, limits as major, told: 先封路',
    })
  })

  test('a rule without conditions and names nobody knows can still be read', () => {
    const rule = ruleOf({ categoryCodes: ['E99'] }, { leadOrganisationId: idOf(9, 9) })
    expect(routingRuleSentence(rule, names).zh).toBe(`类别属于 E99 → ${idOf(9, 9)}牵头`)
    expect(routingRuleSentence(ruleOf(), names).en).toBe('in any case → City Management Bureau leads')
  })

  test.each(routingFindingCodes)('the finding %s is told in both languages', (code) => {
    const finding: RoutingFinding = { position: 3, ruleId: idOf(3, 1), code, weight: 'warn', about: code === 'shadowed' ? '1' : 'E04' }
    const told = routingFindingSentence(finding, names)
    expect(told.zh).toMatch(/^规则 3：.*\p{Script=Han}/u)
    expect(told.en).toMatch(/^Rule 3: [a-z].*[a-z]{3}/i)
  })

  test('a finding names what it is about', () => {
    const finding = { position: 2, ruleId: idOf(3, 1), weight: 'refuse' } as const
    expect(routingFindingSentence({ ...finding, code: 'organisation_ended', about: closedOffice }, names)).toEqual({
      zh: '规则 2：旧办公室已停用，请另选单位',
      en: 'Rule 2: Old Office has ended; choose another organisation',
    })
  })
})
