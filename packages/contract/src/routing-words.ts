import type { areaClasses } from './areas.ts'
import type { MatterSource, Severity } from './matter-words.ts'
import type { RoutingConditions, RoutingFinding, RoutingFindingCode, RoutingRule } from './routing.ts'

/** A text in both languages. */
export interface Bilingual {
  zh: string
  en: string
}

/** Where a sentence gets its names from; what is not known is told by its id or code. */
export interface RoutingNames {
  /** With its code, as desks say it: "E04 突发事件". */
  category(code: string): Bilingual | undefined
  area(id: string): string | undefined
  organisation(id: string): Bilingual | undefined
  level(code: string): Bilingual | undefined
}

type Effect = Pick<RoutingRule, 'leadOrganisationId' | 'coHandlerOrganisationIds' | 'whistle' | 'levelCode' | 'severity' | 'instruction'>

/** A rule that holds always; set what it should ask for. */
export const noConditions: RoutingConditions = {
  categoryCodes: [],
  areaIds: [],
  areaClasses: [],
  severities: [],
  sources: [],
  words: [],
  weekdays: [],
  hours: null,
  dates: null,
}

/** A rule as a sentence: "类别属于 E04 突发事件，位于里岔镇 → 城市管理局牵头，水务局协办". */
export function routingRuleSentence(rule: RoutingRule, names: RoutingNames): Bilingual {
  return arrow(joinClauses(conditionClauses(rule.conditions, names)), joinClauses(effectClauses(rule, names)))
}

/** One clause a condition that is set, in the order of the schema; none for a rule that holds always. */
export function conditionClauses(conditions: RoutingConditions, names: RoutingNames): Bilingual[] {
  const { categoryCodes, areaIds, areaClasses: classes, severities, sources, words, weekdays, hours, dates } = conditions
  const clauses: (Bilingual | null)[] = [
    clause(
      '类别属于',
      'category is',
      categoryCodes.map((code) => names.category(code) ?? same(code)),
    ),
    clause(
      '位于',
      'in',
      areaIds.map((id) => same(names.area(id) ?? id)),
    ),
    clause(
      '区域类型为',
      'area class is',
      classes.map((each) => areaClassWords[each]),
    ),
    clause(
      '等级为',
      'severity is',
      severities.map((each) => severityWords[each]),
    ),
    clause(
      '来源为',
      'source is',
      sources.map((each) => sourceWords[each]),
    ),
    clause(
      '文字含',
      'the text says',
      words.map((word) => ({ zh: `“${word}”`, en: `“${word}”` })),
    ),
    clause(
      '',
      'on',
      weekdays.toSorted((one, two) => one - two).map((day) => weekdayWords[day - 1] ?? same(String(day))),
    ),
    hours && { zh: `${hours.from} 时至 ${hours.to} 时`, en: `from ${hours.from}:00 to ${hours.to}:00` },
    dates && { zh: `每年 ${dates.from} 至 ${dates.to}`, en: `each year from ${dates.from} to ${dates.to}` },
  ]
  return clauses.filter((each) => each !== null)
}

/** Who leads, who helps, and what else the rule asks for. */
export function effectClauses(rule: Effect, names: RoutingNames): Bilingual[] {
  const organisation = (id: string) => names.organisation(id) ?? same(id)
  const lead = organisation(rule.leadOrganisationId)
  const helpers = rule.coHandlerOrganisationIds.map(organisation)
  const level = rule.levelCode === null ? null : (names.level(rule.levelCode) ?? same(rule.levelCode))
  const severity = rule.severity === null ? null : severityWords[rule.severity]
  return [
    { zh: `${lead.zh}牵头`, en: `${lead.en} leads` },
    ...(helpers.length > 0
      ? [
          {
            zh: `${helpers.map((each) => each.zh).join('、')}协办`,
            en: `${helpers.map((each) => each.en).join(' and ')} ${helpers.length > 1 ? 'assist' : 'assists'}`,
          },
        ]
      : []),
    ...(rule.whistle ? [{ zh: '吹哨到场', en: 'whistled to the spot' }] : []),
    ...(level ? [{ zh: `由${level.zh}派遣`, en: `dispatched by the ${level.en.toLowerCase()} desk` }] : []),
    ...(severity ? [{ zh: `按“${severity.zh}”定时限`, en: `limits as ${severity.en}` }] : []),
    ...(rule.instruction === null ? [] : [{ zh: `要求：${rule.instruction}`, en: `told: ${rule.instruction}` }]),
  ]
}

/** Clauses as one phrase; "任何情况" for none. */
export function joinClauses(clauses: readonly Bilingual[]): Bilingual {
  if (clauses.length === 0) return { zh: '任何情况', en: 'in any case' }
  return { zh: clauses.map((each) => each.zh).join('，'), en: clauses.map((each) => each.en).join(', ') }
}

/** "… → …" in both languages. */
export function arrow(from: Bilingual, to: Bilingual): Bilingual {
  return { zh: `${from.zh} → ${to.zh}`, en: `${from.en} → ${to.en}` }
}

/** What a check found, as a sentence for the rule keeper. */
export function routingFindingSentence(finding: RoutingFinding, names: RoutingNames): Bilingual {
  const told = findingWords[finding.code](subjectOf(finding, names))
  return { zh: `规则 ${finding.position}：${told.zh}`, en: `Rule ${finding.position}: ${told.en}` }
}

const same = (text: string): Bilingual => ({ zh: text, en: text })

function clause(zh: string, en: string, values: readonly Bilingual[]): Bilingual | null {
  if (values.length === 0) return null
  const before = (text: string) => (/^[\p{Script=Han}“]/u.test(text) ? text : ` ${text}`)
  return {
    zh: zh === '' ? values.map((each) => each.zh).join('、') : `${zh}${before(values.map((each) => each.zh).join(' 或 '))}`,
    en: `${en} ${values.map((each) => each.en).join(' or ')}`,
  }
}

function subjectOf({ code, about }: RoutingFinding, names: RoutingNames): Bilingual {
  if (about === null) return same('')
  const named = code.includes('organisation')
    ? names.organisation(about)
    : code.includes('category')
      ? names.category(about)
      : code.includes('level')
        ? names.level(about)
        : code === 'area_ended'
          ? same(names.area(about) ?? about)
          : undefined
  return named ?? same(about)
}

const findingWords: Record<RoutingFindingCode, (about: Bilingual) => Bilingual> = {
  rule_twice: () => ({ zh: '与前面的规则编号相同', en: 'it has the same id as a rule before it' }),
  unknown_organisation: (of) => ({ zh: `没有单位 ${of.zh}`, en: `there is no organisation ${of.en}` }),
  organisation_ended: (of) => ({ zh: `${of.zh}已停用，请另选单位`, en: `${of.en} has ended; choose another organisation` }),
  organisation_twice: (of) => ({ zh: `${of.zh}不能既牵头又协办`, en: `${of.en} cannot both lead and assist` }),
  unknown_category: (of) => ({ zh: `没有类别 ${of.zh}`, en: `there is no category ${of.en}` }),
  category_ended: (of) => ({ zh: `类别 ${of.zh} 已停用，不会再出现`, en: `the category ${of.en} has ended and will not come up again` }),
  unknown_area: (of) => ({ zh: `没有区域 ${of.zh}`, en: `there is no area ${of.en}` }),
  area_ended: (of) => ({
    zh: `${of.zh}已停用，由接续它的区域代替；没有接续的就不会再出现`,
    en: `${of.en} has ended; the areas that followed it take its place, and without any it will not come up again`,
  }),
  unknown_level: (of) => ({ zh: `没有层级 ${of.zh}`, en: `there is no level ${of.en}` }),
  level_without_desk: (of) => ({ zh: `${of.zh}没有受理台，不能派遣`, en: `the level ${of.en} has no desk that could dispatch` }),
  no_such_date: (of) => ({ zh: `没有 ${of.zh} 这一天`, en: `there is no day ${of.en}` }),
  no_hours: () => ({ zh: '起止时刻相同，请留空表示全天', en: 'the hours begin and end alike; leave them out for the whole day' }),
  blank_word: () => ({ zh: '有空白的词', en: 'a word is blank' }),
  shadowed: (of) => ({
    zh: `永远轮不到：规则 ${of.zh} 已包含它的全部情况`,
    en: `it never has its turn: rule ${of.en} takes everything it would`,
  }),
}

const areaClassWords: Record<(typeof areaClasses)[number], Bilingual> = {
  core: { zh: '城区', en: 'city core' },
  town: { zh: '镇区', en: 'town' },
  village: { zh: '村', en: 'village' },
}

const severityWords: Record<Severity, Bilingual> = {
  urgent: { zh: '紧急', en: 'urgent' },
  ordinary: { zh: '一般', en: 'ordinary' },
  complex: { zh: '复杂', en: 'complex' },
  major: { zh: '重大', en: 'major' },
}

const sourceWords: Record<MatterSource, Bilingual> = {
  resident: { zh: '居民', en: 'a resident' },
  receipt: { zh: '居民（未登录）', en: 'a resident without account' },
  grid_worker: { zh: '网格员', en: 'a grid worker' },
  honorary_worker: { zh: '荣誉网格员', en: 'an honorary grid worker' },
  desk: { zh: '受理台', en: 'a desk' },
  phone_call: { zh: '来电', en: 'a phone call' },
  supervision: { zh: '督办', en: 'a supervision' },
  decision: { zh: '决议', en: 'a decision' },
  split: { zh: '拆分', en: 'a split' },
}

const weekdayWords: readonly Bilingual[] = [
  { zh: '周一', en: 'Mondays' },
  { zh: '周二', en: 'Tuesdays' },
  { zh: '周三', en: 'Wednesdays' },
  { zh: '周四', en: 'Thursdays' },
  { zh: '周五', en: 'Fridays' },
  { zh: '周六', en: 'Saturdays' },
  { zh: '周日', en: 'Sundays' },
]
