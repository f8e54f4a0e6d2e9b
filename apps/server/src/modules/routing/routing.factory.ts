import { type CategoryEntry, noConditions, type RoutingConditions, type RoutingRule } from '@linli/contract'
import { buildTree, type TreeArea } from '../areas/area-tree.ts'
import { categoryBook } from '../categories/category-book.ts'
import type { OrganisationBook, OrganisationRow } from '../people/index.ts'
import type { RoutingFacts } from './routing.ts'
import type { RoutingWorld } from './routing-world.ts'

/** A uuid that tells what it is. */
export const idOf = (kind: number, number: number) => `0000000${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`

export const [city, town, village, zone, oldTown] = [1, 2, 3, 4, 5].map((number) => idOf(1, number)) as [
  string,
  string,
  string,
  string,
  string,
]
export const [management, water, gas, closedOffice] = [1, 2, 3, 4].map((number) => idOf(2, number)) as [string, string, string, string]

const organisations: OrganisationRow[] = [
  [management, 'city-management', '城市管理局', 'City Management Bureau', null],
  [water, 'water', '水务局', 'Water Bureau', null],
  [gas, 'gas', '燃气公司', 'Gas Company', null],
  [closedOffice, 'old-office', '旧办公室', 'Old Office', new Date('2026-01-01T00:00:00Z')],
].map((row) => {
  const [id, code, nameZh, nameEn, endedAt] = row as [string, string, string, string, Date | null]
  return { id, code, kind: 'department', nameZh, nameEn, endedAt }
})

const organisationBook: OrganisationBook = {
  all: () => organisations,
  get: (id) => organisations.find((each) => each.id === id),
  byCode: (code) => organisations.find((each) => each.code === code),
}

const area = (id: string, name: string, path: string, extra: Partial<TreeArea> = {}): TreeArea => ({
  id,
  code: path,
  name,
  level: 'street',
  parentId: path === '1.' ? null : city,
  path,
  areaClass: 'town',
  validFrom: new Date(0),
  validTo: null,
  hasBoundary: false,
  childCount: 0,
  childrenMade: 0,
  version: 1,
  ...extra,
})

const category = (code: string, nameZh: string, nameEn: string, extra: Partial<CategoryEntry> = {}): CategoryEntry => ({
  code,
  parentCode: code.includes('-') ? code.slice(0, code.indexOf('-')) : null,
  family: 'event',
  nameZh,
  nameEn,
  severity: 'ordinary',
  defaultOrganisationCode: null,
  filingConditionZh: '有',
  filingConditionEn: 'There is',
  closingConditionZh: '无',
  closingConditionEn: 'There is not',
  words: [],
  version: 1,
  endedAt: null,
  ...extra,
})

/** A town with a village, another town that followed one that was split, and five categories. */
export const world: RoutingWorld = {
  areas: buildTree(
    [
      { code: 'street', rank: 1, nameZh: '镇街', nameEn: 'Street or town', hasDesk: true },
      { code: 'grid', rank: 2, nameZh: '网格', nameEn: 'Grid', hasDesk: false },
    ],
    [
      area(city, '胶州市', '1.'),
      area(town, '里岔镇', '1.2.'),
      area(village, '里岔村', '1.2.7.', { parentId: town, areaClass: 'village' }),
      area(zone, '开发区', '1.3.', { areaClass: 'core' }),
      area(oldTown, '老镇', '1.1.', { validTo: new Date('2026-01-01T00:00:00Z') }),
    ],
    new Map(),
  ),
  organisations: organisationBook,
  categories: categoryBook([
    category('E04', '突发事件', 'Sudden incidents', { defaultOrganisationCode: 'city-management' }),
    category('E04-01', '路面塌陷', 'Road collapse'),
    category('E04-02', '自来水管破裂', 'Burst water main', { defaultOrganisationCode: 'water' }),
    category('E05', '街面秩序', 'Order in the street'),
    category('E05-09', '沿街晾挂', 'Washing along the street', { endedAt: '2026-01-01T00:00:00.000Z' }),
  ]),
  successorsOf: (id) => (id === oldTown ? [zone] : []),
}

let made = 0

/** A rule led by the city management unless told otherwise. */
export function ruleOf(conditions: Partial<RoutingConditions> = {}, extra: Partial<RoutingRule> = {}): RoutingRule {
  made += 1
  return {
    id: idOf(3, made),
    conditions: { ...noConditions, ...conditions },
    leadOrganisationId: management,
    coHandlerOrganisationIds: [],
    whistle: false,
    levelCode: null,
    severity: null,
    instruction: null,
    ...extra,
  }
}

/** A burst pipe in the village, reported by a resident on a Wednesday in March at ten in the morning. */
export const facts: RoutingFacts = {
  categoryCode: 'E04-02',
  severity: 'urgent',
  areaPath: '1.2.7.',
  areaClass: 'village',
  source: 'resident',
  text: '水管爆了，闻到煤气味 ABC',
  at: new Date('2026-03-18T02:00:00Z'),
}
