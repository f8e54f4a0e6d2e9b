import Type, { type Static } from 'typebox'
import { Finding } from './area-findings.ts'
import { AreaParams, AreaReason, Geometry } from './areas.ts'
import { route } from './route.ts'
import { Id, nullable, oneOf } from './schema.ts'

export const AreaPortrait = Type.Object({
  areaId: Id,
  /** Null when no boundary is drawn. */
  squareMetres: nullable(Type.Number()),
  /** Areas below it by level, from the highest to the lowest. */
  below: Type.Array(Type.Object({ level: Type.String(), count: Type.Integer() })),
  /** People with a post today; null for whoever may not read people. */
  posts: nullable(Type.Object({ here: Type.Integer(), below: Type.Integer() })),
  /** Open matters here and below, as far as the caller may see them, counted up to 999; null for whoever lists no matters here. */
  openMatters: nullable(Type.Object({ open: Type.Integer(), dueSoon: Type.Integer(), overLimit: Type.Integer() })),
  /** Whether the caller may change this area. */
  mayChange: Type.Boolean(),
})
export type AreaPortrait = Static<typeof AreaPortrait>

export const getAreaPortrait = route({
  id: 'getAreaPortrait',
  method: 'GET',
  path: '/areas/:areaId/portrait',
  tag: 'areas',
  who: { permission: 'areas.read' },
  summary: { zh: '网格画像：下级、岗位、在办事项', en: 'An area in numbers: what is below it, its posts, its open matters' },
  params: AreaParams,
  response: AreaPortrait,
  errors: ['not_found'],
})

export const DrawnArea = Type.Object({ id: Id, code: Type.String(), name: Type.String(), version: Type.Integer(), geometry: Geometry })
export type DrawnArea = Static<typeof DrawnArea>

export const listAreaBoundaries = route({
  id: 'listAreaBoundaries',
  method: 'GET',
  path: '/area-boundaries',
  tag: 'areas',
  who: { permission: 'areas.read' },
  summary: { zh: '下级区域的边界，供地图使用', en: 'The boundaries of the children of an area, for the map' },
  query: Type.Object({ parentId: Id }, { additionalProperties: false }),
  response: Type.Object({ items: Type.Array(DrawnArea) }),
  errors: ['not_found'],
})

/** How many open matters go along, and the numbers of those the caller may see. */
const MovingMatters = Type.Object({
  count: Type.Integer(),
  seen: Type.Array(Type.Object({ id: Id, number: Type.String() })),
})
export type MovingMatters = Static<typeof MovingMatters>

const neighboursDo = ['keep', 'follow'] as const
const DrawnBoundary = {
  geometry: Geometry,
  /** `follow`: neighbours give way to the new boundary and take what it gives up; `keep`: they stay as they are. */
  neighbours: oneOf(neighboursDo),
}

export const BoundaryPreview = Type.Object({
  faults: Type.Array(Finding),
  /** The area first, then the neighbours that follow; each as it would be. */
  areas: Type.Array(
    Type.Object({
      ...DrawnArea.properties,
      squareMetresBefore: nullable(Type.Number()),
      squareMetres: Type.Number(),
    }),
  ),
  moves: Type.Array(Type.Object({ fromAreaId: Id, fromName: Type.String(), toAreaId: Id, toName: Type.String(), matters: MovingMatters })),
  /** Of what would be written; saving names it. */
  digest: Type.String(),
})
export type BoundaryPreview = Static<typeof BoundaryPreview>

export const previewBoundary = route({
  id: 'previewBoundary',
  method: 'POST',
  path: '/areas/:areaId/boundary/preview',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: {
    zh: '边界预览：能否这样画、相邻区域怎样、哪些事项转移，不写入',
    en: 'Boundary preview: whether it can be, what neighbours become, which matters move; writes nothing',
  },
  params: AreaParams,
  body: Type.Object(DrawnBoundary, { additionalProperties: false }),
  response: BoundaryPreview,
  errors: ['not_found'],
})

export const changeBoundary = route({
  id: 'changeBoundary',
  method: 'PUT',
  path: '/areas/:areaId/boundary',
  tag: 'areas',
  who: { permission: 'areas.write' },
  idempotent: true,
  summary: { zh: '按预览调整边界', en: 'Change the boundary as previewed' },
  params: AreaParams,
  body: Type.Object(
    { ...DrawnBoundary, version: Type.Integer(), digest: Type.String({ maxLength: 64 }), reason: AreaReason },
    { additionalProperties: false },
  ),
  response: Type.Object({ areaIds: Type.Array(Id), movedMatters: Type.Integer() }),
  errors: ['not_found', 'area_changed', 'preview_outdated', 'boundary_refused'],
})

/** A successor as it would be, with the code and the name proposed for it. */
const Successor = Type.Object({
  code: Type.String(),
  name: Type.String(),
  geometry: nullable(Geometry),
  squareMetres: nullable(Type.Number()),
  matters: MovingMatters,
  /** Posts that pass to it. */
  postCount: Type.Integer(),
})
export type Successor = Static<typeof Successor>

/** A child that goes on below a successor, with all that is below it. */
const CarriedChild = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  /** How many areas are below it. */
  below: Type.Integer(),
  /** Posts and open matters of it and of all below it. */
  postCount: Type.Integer(),
  matters: Type.Integer(),
})

const Cut = Type.Unsafe<{ type: 'LineString' | 'Polygon'; coordinates: unknown[] }>({
  type: 'object',
  required: ['type', 'coordinates'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', enum: ['LineString', 'Polygon'] },
    coordinates: { type: 'array', items: {}, minItems: 1, maxItems: 2000 },
  },
})

export const SplitPreview = Type.Object({
  faults: Type.Array(Finding),
  parts: Type.Array(Successor),
  /** The children, each with the part it goes to: as the cut numbers the parts, and as they are listed here. */
  children: Type.Array(Type.Object({ ...CarriedChild.properties, part: Type.Integer(), listedPart: Type.Integer() })),
  /** Open matters without a place, which go to the first part with the posts; they are counted there too. */
  unplacedMatters: Type.Integer(),
})
export type SplitPreview = Static<typeof SplitPreview>

export const previewSplit = route({
  id: 'previewSplit',
  method: 'POST',
  path: '/areas/:areaId/split/preview',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: {
    zh: '拆分预览：按一条线、一个范围或各部分的边界，说明每部分接收什么，不写入',
    en: 'Split preview: by a line, a shape or the parts themselves, what goes to each part; writes nothing',
  },
  params: AreaParams,
  body: Type.Object(
    {
      cut: Type.Optional(Cut),
      parts: Type.Optional(Type.Array(Geometry, { minItems: 2, maxItems: 20 })),
      /** Which part takes posts and matters without a place; the first unless said. It is answered first. */
      first: Type.Optional(Type.Integer({ minimum: 0, maximum: 19 })),
      /** Children that go to another part than the one they lie in; parts as the cut numbers them. */
      children: Type.Optional(
        Type.Array(Type.Object({ areaId: Id, part: Type.Integer({ minimum: 0, maximum: 19 }) }, { additionalProperties: false }), {
          maxItems: 2000,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: SplitPreview,
  errors: ['not_found', 'wrong_level', 'too_many_below'],
})

export const MergePreview = Type.Object({
  faults: Type.Array(Finding),
  successor: Successor,
  /** The areas that would end, with the version they have now. */
  areas: Type.Array(
    Type.Object({
      id: Id,
      code: Type.String(),
      name: Type.String(),
      version: Type.Integer(),
      matters: Type.Integer(),
      postCount: Type.Integer(),
    }),
  ),
  /** What goes on below the successor. */
  children: Type.Array(CarriedChild),
})
export type MergePreview = Static<typeof MergePreview>

export const previewMerge = route({
  id: 'previewMerge',
  method: 'POST',
  path: '/area-merges/preview',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: {
    zh: '合并预览：新区域的边界和接收的事项、岗位，不写入',
    en: 'Merge preview: the new boundary and what goes to it; writes nothing',
  },
  body: Type.Object({ areaIds: Type.Array(Id, { minItems: 2, maxItems: 20, uniqueItems: true }) }, { additionalProperties: false }),
  response: MergePreview,
  errors: ['not_found', 'wrong_level', 'too_many_below'],
})
