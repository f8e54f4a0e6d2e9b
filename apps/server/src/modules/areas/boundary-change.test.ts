import { describe, expect, test } from 'vitest'
import { buildTree, type TreeArea } from './area-tree.ts'
import { isRefused, planBoundary, type Surroundings } from './boundary-change.ts'
import { cutByLine, joined, without } from './boundary-overlay.ts'
import type { AreaGeometry, Position } from './geometry.ts'
import { squareMetres } from './polygon-overlaps.ts'
import { planParts } from './split-plan.ts'
import { proposeCodes, proposeNames } from './successor-names.ts'
import { portraitCounts } from './portrait.ts'

const box = (west: number, south: number, east: number, north: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

const area = (id: string, over: Partial<TreeArea> = {}): TreeArea => ({
  id,
  code: id,
  name: `${id}网格`,
  level: 'grid',
  parentId: 'parent',
  path: `1.${id}.`,
  areaClass: 'town',
  validFrom: new Date(0),
  validTo: null,
  hasBoundary: true,
  childCount: 0,
  childrenMade: 0,
  version: 1,
  ...over,
})

/** A parent of three grids side by side, each 0.01° wide; the middle one is changed. */
const west = { area: area('west'), geometry: box(120, 36, 120.01, 36.01) }
const middle = { area: area('middle'), geometry: box(120.01, 36, 120.02, 36.01) }
const east = { area: area('east'), geometry: box(120.02, 36, 120.03, 36.01) }
const parent = { area: area('parent', { parentId: null, level: 'community' }), geometry: box(120, 36, 120.03, 36.01) }
const around: Surroundings = { area: middle.area, before: middle.geometry, siblings: [west, east], parent, children: [] }

const codes = (plan: { faults: { code: string }[] }) => plan.faults.map((fault) => fault.code)

describe('a boundary drawn by hand', () => {
  test('that stays as it was has no faults', () => {
    const plan = planBoundary(middle.geometry, 'keep', around)
    expect(plan.faults).toEqual([])
    expect(plan.changes.map((change) => change.area.id)).toEqual(['middle'])
  })

  test('that overlaps a neighbour is refused with name, size and place', () => {
    const plan = planBoundary(box(120.005, 36, 120.02, 36.01), 'keep', around)
    expect(codes(plan)).toEqual(['overlaps_sibling'])
    const [fault] = plan.faults
    expect(fault?.detail['other']).toBe('west网格')
    expect(Number(fault?.detail['squareMetres'])).toBeGreaterThan(400_000)
    expect(Number(fault?.detail['longitude'])).toBeGreaterThan(120.005)
    expect(Number(fault?.detail['longitude'])).toBeLessThan(120.01)
    expect(isRefused(plan)).toBe(true)
  })

  test('takes from a neighbour and gives to another when they follow, with nothing left over', () => {
    const plan = planBoundary(box(120.005, 36, 120.015, 36.01), 'follow', around)
    expect(plan.faults).toEqual([])
    expect(plan.changes.map((change) => change.area.id).toSorted()).toEqual(['east', 'middle', 'west'])
    const all = plan.changes.map((change) => change.geometry).reduce((sum, one) => joined(sum, one))
    expect(without(parent.geometry, all)).toBeNull()
    expect(without(all, parent.geometry)).toBeNull()
  })

  test('that leaves land to nobody is allowed and says where', () => {
    const plan = planBoundary(box(120.01, 36, 120.015, 36.01), 'keep', around)
    expect(codes(plan)).toEqual(['leaves_gap'])
    expect(isRefused(plan)).toBe(false)
    expect(Number(plan.faults[0]?.detail['longitude'])).toBeGreaterThan(120.015)
  })

  test('that leaves its parent is refused with the place, unless it did before and gets no worse', () => {
    const beyond = box(120.01, 36, 120.02, 36.015)
    const plan = planBoundary(beyond, 'follow', around)
    expect(codes(plan)).toEqual(['leaves_parent'])
    expect(Number(plan.faults[0]?.detail['latitude'])).toBeGreaterThan(36.01)
    expect(codes(planBoundary(box(120.01, 36, 120.02, 36.0149), 'follow', { ...around, before: beyond }))).toEqual(['leaves_gap'])
  })

  test('that takes a neighbour whole is refused', () => {
    const plan = planBoundary(box(120, 36, 120.02, 36.01), 'follow', around)
    expect(codes(plan)).toEqual(['swallows_sibling'])
    expect(isRefused(plan)).toBe(true)
  })

  test('that leaves out a child is refused with the child named', () => {
    const child = { area: area('child', { parentId: 'middle', level: 'building' }), geometry: box(120.017, 36.001, 120.019, 36.003) }
    const plan = planBoundary(box(120.01, 36, 120.015, 36.01), 'keep', { ...around, children: [child] })
    expect(codes(plan)).toContain('child_outside')
    expect(plan.faults[0]?.detail['other']).toBe('child网格')
  })

  test('that crosses itself is refused where it does', () => {
    const bow: Position[] = [
      [120.01, 36],
      [120.02, 36.01],
      [120.02, 36],
      [120.01, 36.01],
      [120.01, 36],
    ]
    const plan = planBoundary({ type: 'Polygon', coordinates: [bow] }, 'keep', around)
    expect(plan.faults).toMatchObject([{ code: 'polygon_invalid', detail: { longitude: 120.015, latitude: 36.005 } }])
    expect(plan.changes).toEqual([])
  })

  test.each([[[]], [[[]]], [[null]], [['x']]])('that is no polygon (%j) is refused', (coordinates) => {
    const plan = planBoundary({ type: 'Polygon', coordinates: coordinates as Position[][] }, 'follow', around)
    expect(codes(plan)).toEqual(['polygon_invalid'])
  })

  test('has another digest when anything of it or of a neighbour is another', () => {
    const drawn = box(120.005, 36, 120.015, 36.01)
    const digest = planBoundary(drawn, 'follow', around).digest
    expect(planBoundary(drawn, 'follow', around).digest).toBe(digest)
    expect(planBoundary(box(120.006, 36, 120.015, 36.01), 'follow', around).digest).not.toBe(digest)
    const renamed = { ...west, area: { ...west.area, version: 2 } }
    expect(planBoundary(drawn, 'follow', { ...around, siblings: [renamed, east] }).digest).not.toBe(digest)
  })
})

describe('a cut', () => {
  test('by a line from outside to outside gives parts that make up the whole', () => {
    const parts = cutByLine(middle.geometry, [
      [120.013, 35.99],
      [120.016, 36.005],
      [120.014, 36.02],
    ])
    expect(parts).toHaveLength(2)
    const sum = parts.reduce((metres, part) => metres + squareMetres(part), 0)
    expect(sum).toBeCloseTo(squareMetres(middle.geometry), 0)
  })

  test('by a shape gives what is within and the rest', () => {
    const { coordinates } = box(120.012, 36.002, 120.025, 36.008)
    const { parts, fault } = planParts(middle.geometry, { cut: { type: 'Polygon', coordinates } })
    expect(fault).toBeNull()
    expect(parts).toHaveLength(2)
  })

  test.each([
    ['ends inside', [120.013, 35.99, 120.014, 36.005]],
    ['passes by', [119, 35, 119, 37]],
    ['is a point', [120.013, 36.001, 120.013, 36.001]],
  ])('by a line that %s divides nothing and says where', (_, [ax = 0, ay = 0, bx = 0, by = 0]) => {
    const { parts, fault } = planParts(middle.geometry, {
      cut: {
        type: 'LineString',
        coordinates: [
          [ax, ay],
          [bx, by],
        ],
      },
    })
    expect(parts).toEqual([])
    expect(fault).toMatchObject({ code: 'cut_misses', detail: { longitude: ax, latitude: ay } })
  })

  test.each([[[null]], [['x', 'y']], [[[1]]], [[[Number.MAX_VALUE, 1]]]])('by what is no line (%j) is refused', (coordinates) => {
    expect(planParts(middle.geometry, { cut: { type: 'LineString', coordinates } }).fault?.code).toBe('cut_misses')
    expect(planParts(middle.geometry, { cut: { type: 'Polygon', coordinates } }).fault?.code).toBe('polygon_invalid')
  })

  test('given as parts names the place of an overlap, of a gap and of what reaches beyond', () => {
    const half = box(120.01, 36, 120.015, 36.01)
    const faultOf = (other: AreaGeometry) => planParts(middle.geometry, { parts: [half, other] }).fault
    expect(faultOf(box(120.014, 36, 120.02, 36.01))).toMatchObject({ code: 'overlaps_sibling', detail: { longitude: 120.0145 } })
    expect(faultOf(box(120.016, 36, 120.02, 36.01))).toMatchObject({ code: 'parts_leave_gap', detail: { longitude: 120.0155 } })
    expect(faultOf(box(120.015, 36, 120.022, 36.01))).toMatchObject({ code: 'outside_parent', detail: { longitude: 120.021 } })
  })
})

describe('what successors are called', () => {
  test('codes go on after every number ever used, as wide as those', () => {
    expect(proposeCodes('370281001005', ['370281001005001', '370281001005007'], 2)).toEqual(['370281001005008', '370281001005009'])
    expect(proposeCodes('3702', ['370281', '370282'], 1)).toEqual(['370283'])
    expect(proposeCodes('370281001005', [], 1)).toEqual(['370281001005001'])
    expect(proposeCodes('370281001005', ['other', '370281001005W'], 1)).toEqual(['370281001005001'])
  })

  test('numbered names take their own number, others the side they lie on', () => {
    const parts = [
      { code: 'c008', geometry: box(120.015, 36, 120.02, 36.01) },
      { code: 'c009', geometry: box(120.01, 36, 120.015, 36.01) },
    ]
    expect(proposeNames({ code: 'c005', name: '大同社区第5网格' }, parts)).toEqual(['大同社区第8网格', '大同社区第9网格'])
    expect(proposeNames({ code: 'c005', name: '滨河网格' }, parts)).toEqual(['滨河网格（东）', '滨河网格（西）'])
    expect(
      proposeNames(
        { code: 'c005', name: '滨河' },
        parts.map((part) => ({ ...part, geometry: null })),
      ),
    ).toEqual(['滨河（1）', '滨河（2）'])
  })
})

test('a portrait counts what is below by level', () => {
  const levels = ['community', 'grid', 'building'].map((code, rank) => ({ code, rank, nameZh: code, nameEn: code, hasDesk: false }))
  const areas = [parent.area, west.area, east.area, area('b', { parentId: 'west', level: 'building' })].map((one) => ({
    ...one,
    childCount: one.id === 'parent' ? 2 : one.id === 'west' ? 1 : 0,
  }))
  expect(portraitCounts(buildTree(levels, areas, new Map()), parent.area)).toEqual([
    { level: 'grid', count: 2 },
    { level: 'building', count: 1 },
  ])
})
