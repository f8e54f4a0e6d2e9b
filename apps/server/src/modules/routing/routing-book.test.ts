import { areaClasses, matterSources, severities } from '@linli/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRouting } from './routing-book.ts'
import { city, closedOffice, facts, gas, management, oldTown, ruleOf, town, village, water, world, zone } from './routing.factory.ts'
import type { RoutingConditions, RoutingFacts, RoutingRule } from './routing.ts'
import { checkRules } from './check-rules.ts'

const bookOf = (...rules: RoutingRule[]) => compileRouting({ number: 4, rules }, world)
const holds = (conditions: Partial<RoutingConditions>, given: Partial<RoutingFacts> = {}) =>
  bookOf(ruleOf(conditions)).propose({ ...facts, ...given })?.ruleVersion === 4
/** An instant of China time. */
const china = (text: string) => new Date(`${text}+08:00`)

const someOf = <V>(...values: V[]) => fc.subarray(values)
const anyConditions: fc.Arbitrary<Partial<RoutingConditions>> = fc.record(
  {
    categoryCodes: someOf('E04', 'E04-01', 'E04-02', 'E05'),
    areaIds: someOf(city, town, village, zone, oldTown),
    areaClasses: someOf(...areaClasses),
    severities: someOf(...severities),
    sources: someOf(...matterSources),
    words: someOf('水管', '爆了', 'a', 'abc', '煤气'),
    weekdays: someOf(1, 2, 3, 4, 5, 6, 7),
    hours: fc.option(fc.record({ from: fc.integer({ min: 0, max: 23 }), to: fc.integer({ min: 1, max: 24 }) })),
    dates: fc.option(fc.record({ from: fc.constantFrom('11-05', '01-01', '03-18'), to: fc.constantFrom('04-05', '12-31', '02-29') })),
  },
  { requiredKeys: [] },
)
const conditionNames: (keyof RoutingConditions)[] = [
  'categoryCodes',
  'areaIds',
  'areaClasses',
  'severities',
  'words',
  'weekdays',
  'hours',
  'dates',
]
/** With one or two conditions at most, so that one rule now and then takes all of another. */
const fewConditions = fc
  .tuple(anyConditions, fc.subarray(conditionNames, { maxLength: 2 }))
  .map(([conditions, kept]): Partial<RoutingConditions> =>
    Object.fromEntries(kept.flatMap((name) => (name in conditions ? [[name, conditions[name]]] : []))),
  )
const anyFacts: fc.Arbitrary<RoutingFacts> = fc.record({
  categoryCode: fc.constantFrom(null, 'E04', 'E04-01', 'E04-02', 'E05', 'E05-09', 'nobody knows'),
  severity: fc.constantFrom(...severities),
  areaPath: fc.constantFrom('1.', '1.2.', '1.2.7.', '1.3.', '1.30.'),
  areaClass: fc.constantFrom(...areaClasses),
  source: fc.constantFrom(...matterSources),
  text: fc.constantFrom('', '水管', '水管爆了', 'ABC', 'b', '闻到煤气味'),
  at: fc.date({ min: china('2026-01-01T00:00:00'), max: china('2028-12-31T23:59:59'), noInvalidDate: true }),
})

describe('a condition', () => {
  test('for a class holds for its kinds, and one for a kind for nothing else', () => {
    expect(holds({ categoryCodes: ['E04'] })).toBe(true)
    expect(holds({ categoryCodes: ['E04'] }, { categoryCode: 'E04' })).toBe(true)
    expect(holds({ categoryCodes: ['E04-01'] })).toBe(false)
    expect(holds({ categoryCodes: ['E04-02', 'E05'] })).toBe(true)
    expect(holds({ categoryCodes: ['E04'] }, { categoryCode: null })).toBe(false)
  })

  test('for an area holds for everything below it, and not for its neighbour with a longer number', () => {
    expect(holds({ areaIds: [town] })).toBe(true)
    expect(holds({ areaIds: [zone] })).toBe(false)
    expect(holds({ areaIds: [zone] }, { areaPath: '1.30.' })).toBe(false)
  })

  test('for an area that has ended holds for what followed it', () => {
    expect(holds({ areaIds: [oldTown] }, { areaPath: '1.3.' })).toBe(true)
    expect(holds({ areaIds: [oldTown] })).toBe(false)
  })

  test('for words holds when the text has any of them, whatever the case', () => {
    expect(holds({ words: ['塌陷', '煤气'] })).toBe(true)
    expect(holds({ words: ['abc'] })).toBe(true)
    expect(holds({ words: ['塌陷'] })).toBe(false)
  })

  test('for area class, severity and source holds for any one of its values', () => {
    expect(holds({ areaClasses: ['core', 'village'], severities: ['urgent'], sources: ['desk', 'resident'] })).toBe(true)
    expect(holds({ areaClasses: ['core'] })).toBe(false)
    expect(holds({ severities: ['major'] })).toBe(false)
    expect(holds({ sources: ['desk'] })).toBe(false)
  })

  test('for weekdays and hours goes by the time in China, over midnight too', () => {
    expect(holds({ weekdays: [3] })).toBe(true)
    // 22:30 in London is half past six on Thursday in Jiaozhou.
    expect(holds({ weekdays: [3] }, { at: new Date('2026-03-18T22:30:00Z') })).toBe(false)
    const night = { hours: { from: 22, to: 6 } }
    for (const [at, isNight] of [
      ['21:59', false],
      ['22:00', true],
      ['23:59', true],
      ['00:00', true],
      ['05:59', true],
      ['06:00', false],
    ] as const)
      expect([at, holds(night, { at: china(`2026-03-18T${at}:00`) })]).toEqual([at, isNight])
    expect(holds({ hours: { from: 20, to: 24 } }, { at: china('2026-03-18T23:30:00') })).toBe(true)
  })

  test('for the heating season holds over the turn of the year, first and last day included', () => {
    const season = { dates: { from: '11-05', to: '04-05' } }
    for (const [day, isCold] of [
      ['2026-11-04', false],
      ['2026-11-05', true],
      ['2026-12-31', true],
      ['2027-01-01', true],
      ['2028-02-29', true],
      ['2027-04-05', true],
      ['2027-04-06', false],
    ] as const)
      expect([day, holds(season, { at: china(`${day}T12:00:00`) })]).toEqual([day, isCold])
  })
})

describe('a rule set', () => {
  test('takes the first rule that holds, so that order matters', () => {
    const [narrow, broad] = [ruleOf({ categoryCodes: ['E04-02'] }, { leadOrganisationId: water }), ruleOf({ categoryCodes: ['E04'] })]
    expect(bookOf(narrow, broad).propose(facts)).toMatchObject({ ruleId: narrow.id, leadOrganisationId: water })
    expect(bookOf(broad, narrow).propose(facts)).toMatchObject({ ruleId: broad.id, leadOrganisationId: management })
  })

  test('proposes all that the rule says', () => {
    const rule = ruleOf(
      { categoryCodes: ['E04'] },
      { coHandlerOrganisationIds: [water, gas], whistle: true, levelCode: 'street', severity: 'major', instruction: '先封路' },
    )
    const { id, conditions: _conditions, ...says } = rule
    expect(bookOf(rule).propose(facts)).toMatchObject({ ...says, ruleId: id, ruleVersion: 4 })
  })

  test('proposes what the first rule that holds alone would, for any rules and facts', () => {
    fc.assert(
      fc.property(fc.array(anyConditions, { maxLength: 6 }), anyFacts, (conditions, given) => {
        const rules = conditions.map((each) => ruleOf(each))
        const first = rules.find((rule) => bookOf(rule).propose(given)?.ruleId === rule.id)
        expect(bookOf(...rules).propose(given)?.ruleId ?? null).toBe(first?.id ?? null)
      }),
    )
  })

  test('with a rule without conditions at its end always proposes somebody', () => {
    fc.assert(
      fc.property(fc.array(anyConditions, { maxLength: 4 }), anyFacts, (conditions, given) => {
        expect(bookOf(...conditions.map((each) => ruleOf(each)), ruleOf()).propose(given)?.ruleVersion).toBe(4)
      }),
    )
  })

  test('says the same of the same facts, however often it is asked', () => {
    fc.assert(
      fc.property(fc.array(anyConditions, { maxLength: 4 }), anyFacts, (conditions, given) => {
        const book = bookOf(...conditions.map((each) => ruleOf(each)))
        const first = structuredClone(book.propose(given))
        expect(book.propose({ ...given })).toEqual(first)
      }),
    )
  })

  test('passes over a rule whose lead has ended and leaves out co-handlers that have', () => {
    const rules = [ruleOf({}, { leadOrganisationId: closedOffice }), ruleOf({}, { coHandlerOrganisationIds: [closedOffice, gas] })]
    expect(bookOf(...rules).propose(facts)).toMatchObject({ ruleId: rules[1]?.id, coHandlerOrganisationIds: [gas] })
  })
})

describe('without a rule that holds', () => {
  test('the category’s default department is proposed, and the sentence says so', () => {
    expect(bookOf().propose(facts)).toEqual({
      leadOrganisationId: water,
      coHandlerOrganisationIds: [],
      whistle: false,
      instruction: null,
      levelCode: null,
      severity: null,
      ruleId: null,
      ruleVersion: null,
      why: {
        zh: '没有适用的规则，取类别 E04-02 自来水管破裂 的默认部门 → 水务局牵头',
        en: 'no rule holds; the default department of E04-02 Burst water main → Water Bureau leads',
      },
    })
  })

  test('a kind without a department has that of its class, and without either nobody is proposed', () => {
    expect(bookOf().propose({ ...facts, categoryCode: 'E04-01' })?.leadOrganisationId).toBe(management)
    expect(bookOf().propose({ ...facts, categoryCode: 'E05' })).toBeNull()
    expect(bookOf().propose({ ...facts, categoryCode: null })).toBeNull()
  })
})

describe('the sentence', () => {
  test('names the class, the area and who is proposed, with the rule’s number', () => {
    const rules = [
      ruleOf({ words: ['塌陷'] }),
      ruleOf({ categoryCodes: ['E05', 'E04'], areaIds: [zone, town] }, { coHandlerOrganisationIds: [water] }),
    ]
    expect(bookOf(...rules).propose(facts)?.why).toEqual({
      zh: '类别属于 E04 突发事件，位于里岔镇 → 城市管理局牵头，水务局协办（规则 2）',
      en: 'category is E04 Sudden incidents, in 里岔镇 → City Management Bureau leads, Water Bureau assists (rule 2)',
    })
  })

  test('of a rule without conditions says so', () => {
    expect(bookOf(ruleOf()).propose(facts)?.why).toEqual({
      zh: '任何情况 → 城市管理局牵头（规则 1）',
      en: 'in any case → City Management Bureau leads (rule 1)',
    })
  })

  test('names only what held: what it names, put back as the whole rule, still holds', () => {
    const known: [RegExp, (of: string) => Partial<RoutingConditions>][] = [
      [/类别属于 (\S+) [^，→]*/, (code) => ({ categoryCodes: [code] })],
      [/位于(.+)/, (name) => ({ areaIds: [[city, town, village, zone, oldTown].find((id) => world.areas.get(id)?.name === name) ?? ''] })],
      [/区域类型为(.+)/, (name) => ({ areaClasses: [areaClasses[['城区', '镇区', '村'].indexOf(name)] ?? 'core'] })],
      [/等级为(.+)/, (name) => ({ severities: [severities[['紧急', '一般', '复杂', '重大'].indexOf(name)] ?? 'major'] })],
      [/文字含“(.+)”/, (word) => ({ words: [word] })],
      [/^(周.)$/, (name) => ({ weekdays: [['周一', '周二', '周三', '周四', '周五', '周六', '周日'].indexOf(name) + 1] })],
    ]
    let named = 0
    fc.assert(
      fc.property(fewConditions, anyFacts, (conditions, given) => {
        const proposal = bookOf(ruleOf(conditions)).propose(given)
        if (proposal?.ruleId == null) return
        for (const clause of (proposal.why.zh.split(' → ')[0] ?? '').split('，'))
          for (const [pattern, conditionOf] of known) {
            const found = pattern.exec(clause)?.[1]
            if (found === undefined) continue
            named += 1
            expect([clause, holds(conditionOf(found), given)]).toEqual([clause, true])
          }
      }),
      { numRuns: 1000, seed: 20260318 },
    )
    expect(named).toBeGreaterThan(50)
  })
})

describe('the check for rules that never have their turn', () => {
  test('finds only such rules: whatever the later rule would take, the earlier takes', () => {
    let shadowed = 0
    fc.assert(
      fc.property(fewConditions, fewConditions, fc.array(anyFacts, { minLength: 10, maxLength: 10 }), (one, other, cases) => {
        const [earlier, later] = [ruleOf(one), ruleOf(other)]
        if (!checkRules([earlier, later], world).some((finding) => finding.code === 'shadowed')) return
        shadowed += 1
        for (const given of cases) expect(bookOf(earlier, later).propose(given)?.ruleId).not.toBe(later.id)
      }),
      { numRuns: 1000, seed: 20260318 },
    )
    expect(shadowed).toBeGreaterThan(20)
  })
})
