import Type, { type Static } from 'typebox'
import { route } from './route.ts'
import { CoordinateSystem, Id, nullable, oneOf, Point, words } from './schema.ts'

/** A place anyone may find by words: an area by its name, or an address that many have named. */
export const NamedPlace = Type.Object({
  kind: oneOf(['area', 'address']),
  /** To be written as the address. */
  label: Type.String(),
  /** What it lies in, the smaller first. */
  within: Type.Array(Type.String()),
  /** In the middle of an area; null where no boundary is drawn. */
  point: nullable(Point),
})
export type NamedPlace = Static<typeof NamedPlace>

export const searchPlaces = route({
  id: 'searchPlaces',
  method: 'GET',
  path: '/places',
  tag: 'areas',
  who: 'anyone',
  summary: {
    zh: '按文字找地点：区域名称，和多人反映过的公共地址（不含门牌以下）',
    en: 'Places by words: names of areas, and public addresses several people have reported at, never a flat or a door',
  },
  query: Type.Object({ search: words({ most: 60 }) }, { additionalProperties: false }),
  response: Type.Object({ items: Type.Array(NamedPlace) }),
  errors: ['too_many_attempts'],
})

/** How much was reported in a rectangle of the map. Says nothing of single matters or persons. */
export const NearbyCell = Type.Object({
  /** West, south, east, north in degrees (WGS-84). */
  box: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }),
  /** Never under five. */
  count: Type.Integer(),
  /** How many of them are not done yet. */
  open: Type.Integer(),
  /** The commonest categories, most frequent first; at most three. */
  categoryCodes: Type.Array(Type.String()),
  /** The area its middle lies in. */
  areaName: nullable(Type.String()),
  /** From the place asked about to the middle of the cell. */
  distanceM: Type.Integer(),
})
export type NearbyCell = Static<typeof NearbyCell>

export const countNearby = route({
  id: 'countNearby',
  method: 'GET',
  path: '/nearby-matters',
  tag: 'matters',
  who: 'anyone',
  summary: {
    zh: '一个位置周围三公里内反映了多少事：按格汇总，不足五件的格合并或不显示',
    en: 'How much is reported within three kilometres: summed by cells, those under five merged or left out',
  },
  query: Type.Object(
    {
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      coordinateSystem: Type.Optional(CoordinateSystem),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    /** Open ones, and those closed within this many days. */
    days: Type.Integer(),
    /** The nearest first. */
    cells: Type.Array(NearbyCell),
    /** The area whose parts lie around, for a map of it; null in a city without boundaries. */
    areaId: nullable(Id),
    point: Point,
  }),
  errors: ['too_many_attempts'],
})
