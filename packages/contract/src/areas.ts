import Type, { type Static } from 'typebox'
import { Finding } from './area-findings.ts'
import { route } from './route.ts'
import { CoordinateSystem, Id, Instant, nullable, oneOf, Point, Word, words } from './schema.ts'

export const Level = Type.Object({
  code: Type.String(),
  rank: Type.Integer(),
  nameZh: Type.String(),
  nameEn: Type.String(),
  /** Whether areas of this level have a desk that receives matters. */
  hasDesk: Type.Boolean(),
})

export const areaClasses = ['core', 'town', 'village'] as const

export const Area = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parentId: nullable(Id),
  /** Names from the top of the tree down to the parent, for reading. */
  ancestors: Type.Array(Type.Object({ id: Id, name: Type.String(), level: Type.String() })),
  areaClass: oneOf(areaClasses),
  validFrom: Instant,
  validTo: nullable(Instant),
  hasBoundary: Type.Boolean(),
  childCount: Type.Integer(),
  version: Type.Integer(),
})
export type Area = Static<typeof Area>

export const Geometry = Type.Unsafe<{ type: 'Polygon' | 'MultiPolygon'; coordinates: unknown[] }>({
  type: 'object',
  required: ['type', 'coordinates'],
  additionalProperties: false,
  properties: { type: { type: 'string', enum: ['Polygon', 'MultiPolygon'] }, coordinates: { type: 'array', items: {} } },
})

export const AreaChange = Type.Object({
  at: Instant,
  change: oneOf(['created', 'renamed', 'recoded', 'moved', 'boundary_changed', 'split', 'merged', 'created_by_split', 'created_by_merge']),
  reason: nullable(Type.String()),
  before: nullable(Type.Record(Type.String(), Type.Unknown())),
  after: nullable(Type.Record(Type.String(), Type.Unknown())),
})

export type AreaChange = Static<typeof AreaChange>

export const AreaParams = Type.Object({ areaId: Id })
export const AreaReason = words({ most: 500 })

export const listLevels = route({
  id: 'listLevels',
  method: 'GET',
  path: '/levels',
  tag: 'areas',
  who: 'anyone',
  summary: { zh: '本市的层级', en: 'The levels of this city' },
  response: Type.Object({ items: Type.Array(Level) }),
  errors: [],
})

export const listAreas = route({
  id: 'listAreas',
  method: 'GET',
  path: '/areas',
  tag: 'areas',
  who: { permission: 'areas.read' },
  summary: { zh: '下级区域，或按名称、代码查找', en: 'Children of an area, or a search by name or code' },
  query: Type.Object(
    {
      parentId: Type.Optional(Id),
      search: Type.Optional(Type.String({ maxLength: 50 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 200 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ items: Type.Array(Area) }),
  errors: [],
})

export const getArea = route({
  id: 'getArea',
  method: 'GET',
  path: '/areas/:areaId',
  tag: 'areas',
  who: { permission: 'areas.read' },
  summary: { zh: '一个区域', en: 'One area' },
  params: AreaParams,
  response: Area,
  errors: ['not_found'],
})

export const getAreaBoundary = route({
  id: 'getAreaBoundary',
  method: 'GET',
  path: '/areas/:areaId/boundary',
  tag: 'areas',
  who: { permission: 'areas.read' },
  summary: { zh: '区域边界（WGS-84）', en: 'The boundary of an area (WGS-84)' },
  params: AreaParams,
  response: Type.Object({ areaId: Id, geometry: nullable(Geometry), source: nullable(Type.String()), validFrom: nullable(Instant) }),
  errors: ['not_found'],
})

export const AreaOutline = Type.Object({
  areaId: Id,
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parentId: nullable(Id),
  /** Inside the area, where it is widest: the place of its name. */
  middle: Point,
  geometry: Geometry,
})
export type AreaOutline = Static<typeof AreaOutline>

export const getAreaOutlines = route({
  id: 'getAreaOutlines',
  method: 'GET',
  path: '/areas/:areaId/outlines',
  tag: 'areas',
  who: 'anyone',
  summary: {
    zh: '下级区域的轮廓，按地图缩放级别简化；未划边界的不在其中',
    en: 'Outlines of the areas below one, simplified for a zoom; those without a boundary are left out',
  },
  params: AreaParams,
  query: Type.Object(
    {
      /** Every area of this level below the area, and the area itself if it is of the level; without it, its children. */
      level: Type.Optional(Word),
      /** The zoom of a web map: an outline keeps what is half a pixel or more at it. */
      zoom: Type.Optional(Type.Integer({ minimum: 0, maximum: 20, default: 14 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    items: Type.Array(AreaOutline),
    /** Who drew the boundaries, to be shown with them. */
    sources: Type.Array(Type.String()),
    /** How many areas with a boundary were left out because there are too many. */
    left: Type.Integer(),
  }),
  errors: ['not_found', 'too_many_attempts'],
})

export const getAreaHistory = route({
  id: 'getAreaHistory',
  method: 'GET',
  path: '/areas/:areaId/history',
  tag: 'areas',
  who: { permission: 'areas.read' },
  summary: { zh: '区域沿革', en: 'What happened to an area: renames, splits, merges' },
  params: AreaParams,
  response: Type.Object({ items: Type.Array(AreaChange), predecessors: Type.Array(Id), successors: Type.Array(Id) }),
  errors: ['not_found'],
})

export const locatePoint = route({
  id: 'locatePoint',
  method: 'GET',
  path: '/places/located',
  tag: 'areas',
  who: 'anyone',
  summary: { zh: '一个位置属于哪个网格', en: 'Which grid a point falls in' },
  query: Type.Object(
    {
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      coordinateSystem: Type.Optional(CoordinateSystem),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    areaId: Id,
    name: Type.String(),
    how: oneOf(['inside', 'nearest']),
    distanceM: Type.Number(),
    /** The place asked about, in WGS-84, for whoever gave it in another system. */
    point: Point,
    ancestors: Type.Array(Type.Object({ id: Id, name: Type.String(), level: Type.String() })),
  }),
  errors: ['not_found'],
})

export const renameArea = route({
  id: 'renameArea',
  method: 'PATCH',
  path: '/areas/:areaId',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: { zh: '更名或改类', en: 'Rename an area or change its class' },
  params: AreaParams,
  idempotent: true,
  body: Type.Object(
    {
      version: Type.Integer(),
      name: Type.Optional(words({ most: 100 })),
      areaClass: Type.Optional(oneOf(areaClasses)),
      reason: AreaReason,
    },
    { additionalProperties: false },
  ),
  response: Area,
  errors: ['not_found', 'area_changed'],
})

export const splitArea = route({
  id: 'splitArea',
  method: 'POST',
  path: '/areas/:areaId/split',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: { zh: '拆分区域：原区域停用，新区域接续', en: 'Split an area: it ends, its successors begin' },
  params: AreaParams,
  idempotent: true,
  status: 201,
  body: Type.Object(
    {
      version: Type.Integer(),
      reason: AreaReason,
      parts: Type.Array(
        Type.Object(
          {
            code: Type.String({ minLength: 1, maxLength: 40 }),
            name: words({ most: 100 }),
            geometry: Type.Optional(Geometry),
            /** The children that go on below it; every child of the area belongs to one part. */
            childIds: Type.Optional(Type.Array(Id, { maxItems: 2000, uniqueItems: true })),
          },
          { additionalProperties: false },
        ),
        { minItems: 2, maxItems: 20 },
      ),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ successors: Type.Array(Area) }),
  errors: ['not_found', 'area_changed', 'already_exists', 'wrong_level', 'import_refused', 'children_unplaced', 'too_many_below'],
})

export const mergeAreas = route({
  id: 'mergeAreas',
  method: 'POST',
  path: '/area-merges',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: { zh: '合并同级区域', en: 'Merge areas of one parent into one' },
  idempotent: true,
  status: 201,
  body: Type.Object(
    {
      areaIds: Type.Array(Id, { minItems: 2, maxItems: 20, uniqueItems: true }),
      /** The versions that were seen, in the order of `areaIds`; without them the areas are taken as they are. */
      versions: Type.Optional(Type.Array(Type.Integer(), { maxItems: 20 })),
      code: Type.String({ minLength: 1, maxLength: 40 }),
      name: words({ most: 100 }),
      reason: AreaReason,
    },
    { additionalProperties: false },
  ),
  response: Area,
  errors: ['not_found', 'area_changed', 'already_exists', 'wrong_level', 'too_many_below'],
})

const ImportFile = Type.Object(
  {
    format: oneOf(['csv', 'geojson']),
    text: Type.String({ maxLength: 40_000_000 }),
    coordinateSystem: Type.Optional(CoordinateSystem),
    source: Type.Optional(words({ most: 300 })),
  },
  { additionalProperties: false },
)

const TextOrNumber = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] })

export const ImportPreview = Type.Object({
  digest: Type.String(),
  counts: Type.Object({ add: Type.Integer(), change: Type.Integer(), keep: Type.Integer(), refuse: Type.Integer(), warn: Type.Integer() }),
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      code: nullable(Type.String()),
      name: Type.String(),
      outcome: oneOf(['add', 'change', 'keep', 'refuse']),
      findings: Type.Array(Finding),
      changes: Type.Optional(Type.Array(Type.Object({ field: Type.String(), from: TextOrNumber, to: TextOrNumber }))),
      /** The boundary as it was read, of the first refused rows that have one, to show where the fault is. */
      geometry: Type.Optional(Geometry),
    }),
  ),
})
export type ImportPreview = Static<typeof ImportPreview>

export const previewAreaImport = route({
  id: 'previewAreaImport',
  method: 'POST',
  path: '/area-imports/preview',
  tag: 'areas',
  who: { permission: 'areas.write' },
  summary: {
    zh: '导入预览：逐行说明将新增、修改、拒绝什么，不写入',
    en: 'Import preview: row by row what it would add, change or refuse; writes nothing',
  },
  body: ImportFile,
  bodyLimitBytes: 48 * 1024 * 1024,
  response: ImportPreview,
  errors: ['body_too_large', 'import_cancelled'],
})

export const importAreas = route({
  id: 'importAreas',
  method: 'POST',
  path: '/area-imports',
  tag: 'areas',
  who: { permission: 'areas.write' },
  idempotent: true,
  status: 201,
  summary: { zh: '按预览导入', en: 'Import what was previewed' },
  body: Type.Object(
    { file: ImportFile, digest: Type.String({ maxLength: 64 }), skipRefused: Type.Optional(Type.Boolean({ default: false })) },
    { additionalProperties: false },
  ),
  bodyLimitBytes: 48 * 1024 * 1024,
  response: Type.Object({ added: Type.Integer(), changed: Type.Integer(), kept: Type.Integer(), refused: Type.Integer() }),
  errors: ['preview_outdated', 'import_refused', 'import_cancelled', 'body_too_large'],
})
