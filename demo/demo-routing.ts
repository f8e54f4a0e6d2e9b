import { noConditions, type RoutingConditions, type RoutingRule } from '@linli/contract'
import { insertRoutingVersion } from '../apps/server/src/modules/routing/index.ts'
import type { Transaction } from '../apps/server/src/platform/db.ts'
import type { IdSource } from '../apps/server/src/platform/ids.ts'
import type { DemoArea } from './demo-areas.ts'

interface DemoRule {
  when: Partial<Omit<RoutingConditions, 'areaIds'>> & { areaCodes?: string[] }
  lead: string
  with?: string[]
  whistle?: boolean
  level?: string
  severity?: RoutingRule['severity']
  instruction?: string
}

const kinds = (from: string, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${from}-${String(first + index).padStart(2, '0')}`)

/** The heating season of Jiaozhou. */
const heatingSeason = { from: '11-05', to: '04-05' }
const floodSeason = { from: '06-01', to: '09-30' }
const night = { from: 22, to: 6 }

/** Danger first, whatever the category; then what needs several departments at once; the rest is left to the categories' departments. */
const demoRules: readonly DemoRule[] = [
  {
    when: { words: ['煤气味', '燃气味', '天然气味', '漏气', '燃气泄漏', 'gas leak'] },
    lead: 'gas',
    with: ['fire-rescue', 'emergency-management', 'public-security'],
    whistle: true,
    severity: 'urgent',
    instruction: '先疏散、禁火，再关阀检测',
  },
  {
    when: { words: ['触电', '漏电', '冒火花', '电线掉'] },
    lead: 'power',
    with: ['emergency-management'],
    whistle: true,
    severity: 'urgent',
    instruction: '先断电、围挡，再检修',
  },
  {
    when: { words: ['落水', '溺水'] },
    lead: 'emergency-management',
    with: ['public-security', 'water', 'health'],
    whistle: true,
    severity: 'urgent',
  },
  {
    when: { categoryCodes: kinds('C01', 1, 11), severities: ['urgent'], hours: night },
    lead: 'city-management',
    whistle: true,
    instruction: '夜间先围挡警示，天亮后移交井盖权属单位',
  },
  { when: { categoryCodes: ['C01-13'] }, lead: 'city-management', with: ['water', 'telecom'] },
  { when: { categoryCodes: ['E04-01'] }, lead: 'city-management', with: ['transport', 'water', 'gas'], whistle: true, severity: 'urgent' },
  {
    when: { categoryCodes: ['E04-03'] },
    lead: 'gas',
    with: ['emergency-management', 'public-security'],
    whistle: true,
    severity: 'urgent',
  },
  { when: { categoryCodes: ['E04-02', 'E04-05'], areaClasses: ['core'] }, lead: 'water', with: ['city-management'] },
  {
    when: { categoryCodes: ['E04-06'], dates: floodSeason },
    lead: 'water',
    with: ['city-management', 'emergency-management'],
    whistle: true,
    instruction: '汛期先排水、后查因',
  },
  {
    when: { categoryCodes: ['E04-07'], dates: { from: '11-15', to: '03-15' } },
    lead: 'city-management',
    with: ['transport', 'public-security'],
  },
  {
    when: { categoryCodes: ['E04-08'], words: ['电线', '高压', '变压器'] },
    lead: 'power',
    with: ['telecom'],
    whistle: true,
    severity: 'urgent',
  },
  {
    when: { categoryCodes: ['L-01'], dates: heatingSeason },
    lead: 'heating',
    with: ['housing'],
    severity: 'urgent',
    instruction: '供暖季四小时内上门测温',
  },
  {
    when: { categoryCodes: ['L-05'], words: ['困人', '被困', '困在'] },
    lead: 'fire-rescue',
    with: ['market-regulation', 'housing'],
    whistle: true,
    severity: 'urgent',
  },
  {
    when: { categoryCodes: ['E05-05', 'L-12'], words: ['消防通道', '消防车', '楼道'] },
    lead: 'fire-rescue',
    with: ['public-security', 'housing'],
    severity: 'urgent',
  },
  {
    when: { categoryCodes: ['E05-05'], areaClasses: ['core'], weekdays: [1, 2, 3, 4, 5], hours: { from: 7, to: 19 } },
    lead: 'public-security',
    with: ['law-enforcement'],
  },
  {
    when: { categoryCodes: ['E05-01', 'E05-04', 'E05-07'], words: ['集市', '大集', '市场'] },
    lead: 'law-enforcement',
    with: ['city-management', 'market-regulation'],
    whistle: true,
    level: 'street',
    instruction: '与镇街一同到场，当场分清各家责任',
  },
  {
    when: { categoryCodes: ['E05-08'], hours: { from: 17, to: 24 }, dates: { from: '05-01', to: '10-15' } },
    lead: 'law-enforcement',
    with: ['city-management', 'ecology', 'public-security'],
    whistle: true,
  },
  { when: { categoryCodes: ['E03-01'], hours: night }, lead: 'law-enforcement', with: ['housing', 'ecology'], whistle: true },
  { when: { categoryCodes: ['E03-02'] }, lead: 'housing', with: ['ecology', 'law-enforcement'] },
  {
    when: { categoryCodes: ['E01-15'], areaClasses: ['village'] },
    lead: 'ecology',
    with: ['law-enforcement', 'fire-rescue'],
    level: 'street',
  },
  { when: { categoryCodes: ['E01-16'] }, lead: 'law-enforcement', with: ['ecology', 'market-regulation'] },
  { when: { categoryCodes: ['E01-05', 'E01-11'], areaCodes: ['370281401', '370281010'] }, lead: 'water', with: ['ecology'] },
  {
    when: { categoryCodes: ['E01-01'], areaClasses: ['town', 'village'] },
    lead: 'law-enforcement',
    with: ['housing'],
    level: 'street',
    severity: 'complex',
  },
  {
    when: { categoryCodes: ['C04-02'], words: ['倒了', '断了', '倒伏'], dates: floodSeason },
    lead: 'gardens',
    with: ['city-management'],
    severity: 'urgent',
  },
  { when: { categoryCodes: ['L-08'], hours: night }, lead: 'public-security', with: ['ecology'] },
  { when: { categoryCodes: ['L-09'] }, lead: 'civil-affairs', with: ['public-security'], level: 'community' },
  {
    when: { categoryCodes: ['L-18'], words: ['工资', '欠薪', '工钱'], dates: { from: '12-01', to: '02-15' } },
    lead: 'human-resources',
    with: ['housing', 'public-security'],
    severity: 'complex',
    instruction: '年关欠薪，三日内约谈用工单位',
  },
]

/** Publishes the first routing rules of the demo city. A rule for streets the city was made without is left out. */
export async function publishDemoRules(
  tx: Transaction,
  {
    ids,
    at,
    areas,
    organisationIds,
  }: { ids: IdSource; at: Date; areas: readonly DemoArea[]; organisationIds: ReadonlyMap<string, string> },
): Promise<void> {
  const idOfArea = new Map(areas.map((area) => [area.code, area.id]))
  const organisation = (code: string) => {
    const id = organisationIds.get(code)
    if (id === undefined) throw new Error(`no department ${code}`)
    return id
  }
  const rules = demoRules.flatMap(({ when: { areaCodes = [], ...when }, ...rule }): RoutingRule[] => {
    const areaIds = areaCodes.flatMap((code) => idOfArea.get(code) ?? [])
    if (areaCodes.length > 0 && areaIds.length === 0) return []
    return [
      {
        id: ids.next(at),
        conditions: { ...noConditions, ...when, areaIds },
        leadOrganisationId: organisation(rule.lead),
        coHandlerOrganisationIds: (rule.with ?? []).map(organisation),
        whistle: rule.whistle ?? false,
        levelCode: rule.level ?? null,
        severity: rule.severity ?? null,
        instruction: rule.instruction ?? null,
      },
    ]
  })
  await insertRoutingVersion(tx, { expectedVersion: 0, accountId: null, note: '演示城市的首版派单规则', rules }, at)
}
