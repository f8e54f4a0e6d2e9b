import type { Role } from '@linli/contract'
import { accountActor, type Actor, type ActorPost, receiptActor, strangerAt, systemActor } from '../access/index.ts'
import { buildTree, type TreeArea } from '../areas/area-tree.ts'
import { createDeadlines, defaultLimits, openCalendars } from '../deadlines/index.ts'
import { kinds } from './kinds/index.ts'
import type { DecisionContext } from './decision-context.ts'
import type { Assignment, Matter } from './matter.ts'
import { untouched } from './new-matter.ts'

/** A city small enough to hold in the head, without a database: one community with two grids, three departments. */
const begins = new Date('2026-01-05T00:00:00Z')
const area = (id: string, level: string, parentId: string | null, path: string): TreeArea => ({
  id,
  code: path,
  name: id,
  level,
  parentId,
  path,
  areaClass: 'town',
  validFrom: begins,
  validTo: null,
  hasBoundary: false,
  childCount: 0,
  childrenMade: 0,
  version: 1,
})
const areas = [
  area('city', 'city', null, '1.'),
  area('street', 'street', 'city', '1.1.'),
  area('community', 'community', 'street', '1.1.1.'),
  area('grid', 'grid', 'community', '1.1.1.1.'),
  area('other-grid', 'grid', 'community', '1.1.1.2.'),
  area('other-community', 'community', 'street', '1.1.2.'),
]
const box = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 36],
      [west + 0.01, 36],
      [west + 0.01, 36.01],
      [west, 36.01],
      [west, 36],
    ] as [number, number][],
  ],
})
const tree = buildTree(
  ['city', 'street', 'community', 'grid'].map((code, rank) => ({ code, rank, nameZh: code, nameEn: code, hasDesk: code !== 'grid' })),
  areas,
  new Map([
    ['grid', box(120)],
    ['other-grid', box(120.01)],
  ]),
)
/** A point in the grid. */
export const inGrid = { longitude: 120.005, latitude: 36.005, coordinateSystem: 'wgs84' as const }

export const pathOf = (areaId: string) => tree.get(areaId)?.path ?? null

// The general limits alone, so that dates in tests follow from domain.md §3 and not from a category's own.
const general = defaultLimits.filter((limit) => limit.categoryCode === null && limit.areaClass === null)
const deadlines = createDeadlines(general, openCalendars([]))
const organisations = new Map(
  ['lead', 'helper', 'other'].map((id) => [id, { id, code: id, kind: 'department' as const, nameZh: id, nameEn: id, endedAt: null }]),
)

/** What a decision at `now` looks things up in; ids are counted from `ids.next`. */
export function worldAt(now: Date, ids = { next: 1 }): DecisionContext {
  return {
    now,
    newId: () => `00000000-0000-7000-8000-${(ids.next++).toString(16).padStart(12, '0')}`,
    areas: tree,
    deadlines,
    propose: () => null,
    limitOfKind: (kind, clock) => kinds[kind].limits.find((limit) => limit.clock === clock) ?? null,
    toldNear: (kind, clock) => kinds[kind].regimes[clock]?.near ?? null,
    category: (code) => (code === 'E01-02' ? { ...category, code } : undefined),
    organisation: (id) => organisations.get(id),
  }
}

const category = {
  parentCode: 'E01',
  family: 'event' as const,
  nameZh: '类',
  nameEn: 'kind',
  severity: 'ordinary' as const,
  defaultOrganisationCode: 'lead',
  filingConditionZh: '',
  filingConditionEn: '',
  closingConditionZh: '',
  closingConditionEn: '',
}

/** An account with these posts in the small world. */
export function someone(name: string, ...posts: { role: Role; at: string }[]): Actor {
  const held = posts.map(({ role, at }, index): ActorPost => {
    const areaPath = pathOf(at)
    return { id: `${name}-${index}`, role, areaId: areaPath === null ? null : at, areaPath, organisationId: areaPath === null ? at : null }
  })
  return accountActor({ id: name, displayName: name, mustChangePassword: false, locale: 'zh' }, held, null)
}

/** The id under which somebody joined with a receipt of their own. */
export const followersReceipt = '00000000-0000-7000-8000-0000000000ff'

/** Everyone who could have to do with a matter in the grid `grid`. */
export const cast = {
  worker: someone('worker', { role: 'grid_worker', at: 'grid' }),
  'worker of another grid': someone('other-worker', { role: 'grid_worker', at: 'other-grid' }),
  'worker who is also a handler': someone('worker-handler', { role: 'grid_worker', at: 'grid' }, { role: 'handler', at: 'lead' }),
  desk: someone('desk', { role: 'desk_clerk', at: 'community' }),
  'desk above': someone('desk-above', { role: 'desk_clerk', at: 'street' }),
  'desk of another community': someone('other-desk', { role: 'desk_clerk', at: 'other-community' }),
  supervisor: someone('supervisor', { role: 'supervisor', at: 'city' }),
  'dispatcher of the lead': someone('dispatcher', { role: 'dispatcher', at: 'lead' }),
  'handler of the lead': someone('handler', { role: 'handler', at: 'lead' }),
  'colleague of the handler': someone('colleague', { role: 'handler', at: 'lead' }),
  'handler of the helper': someone('helper-handler', { role: 'handler', at: 'helper' }),
  'handler of another': someone('other-handler', { role: 'handler', at: 'other' }),
  'rule keeper': someone('rules', { role: 'rule_keeper', at: 'other' }),
  'system administrator': someone('admin', { role: 'system_administrator', at: 'city' }),
  'security administrator': someone('security', { role: 'security_administrator', at: 'city' }),
  'audit administrator': someone('audit', { role: 'audit_administrator', at: 'city' }),
  reporter: someone('reporter'),
  'another resident': someone('resident'),
  'holder of the receipt': receiptActor('00000000-0000-7000-8000-0000000000aa', null, 'zh'),
  'holder of another receipt': receiptActor('00000000-0000-7000-8000-0000000000bb', null, 'zh'),
  follower: someone('follower'),
  'holder of a follower’s receipt': receiptActor('00000000-0000-7000-8000-0000000000aa', null, 'zh', followersReceipt),
  stranger: strangerAt('192.0.2.1', 'zh'),
  platform: systemActor,
} satisfies Record<string, Actor>
export type CastName = keyof typeof cast
export const castNames = Object.keys(cast) as CastName[]

/** A matter in the grid, reported by `reporter` with a receipt besides; the rest as given. */
export function matterWith(given: Partial<Matter>): Matter {
  return {
    id: '00000000-0000-7000-8000-0000000000aa',
    number: '260318-000001',
    kind: 'event',
    state: 'reported',
    version: 1,
    chainHead: Buffer.alloc(32),
    text: '路灯不亮',
    address: null,
    categoryCode: null,
    severity: 'ordinary',
    source: 'resident',
    anonymous: false,
    reporterAccountId: 'reporter',
    hasReceipt: true,
    hasContact: false,
    longitude: inGrid.longitude,
    latitude: inGrid.latitude,
    located: 'inside',
    areaId: 'grid',
    areaPath: '1.1.1.1.',
    deskAreaId: 'community',
    deskAreaPath: '1.1.1.',
    holder: { areaId: 'community', organisationId: null },
    organisationIds: [],
    reportedAt: begins,
    ...untouched(),
    substanceVersion: given.version ?? 1,
    hasGridWorker: true,
    ...given,
  }
}

/** One organisation's share, by the organisation's name. */
export function assignmentOf(organisationId: string, state: Assignment['state'], handlerAccountId: string | null = null): Assignment {
  return {
    id: `assignment-${organisationId}`,
    organisationId,
    part: organisationId === 'lead' ? 'lead' : 'co_handler',
    state,
    instruction: null,
    dispatchedAt: begins,
    claimedAt: handlerAccountId === null ? null : begins,
    finishedAt: state === 'finished' ? begins : null,
    handlerAccountId,
    result: null,
    returnReason: null,
    dueAt: null,
    whistle: false,
    arrivedAt: null,
    arrivedDistanceM: null,
    claimedInTime: handlerAccountId === null ? null : true,
  }
}
