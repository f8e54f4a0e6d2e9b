import Type, { type Static, type TObject, type TSchema } from 'typebox'

export { type Static, Type, type TObject }

/** A uuid (v7, made by the application). */
export const Id = Type.String({ format: 'uuid' })
/** An instant, RFC 3339 in UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time' })

/** A schema for one of a few words. */
export function oneOf<const W extends readonly [string, ...string[]]>(words: W) {
  return Type.Unsafe<W[number]>({ type: 'string', enum: [...words] })
}

/** One word of a table: a state, an action, a clock. */
export const Word = Type.String({ pattern: '^[a-z][a-z_]{0,39}$' })

/** The same schema, or null. Written as a list of types rather than `anyOf`, which is slow to validate and to serialise. */
export function nullable<S extends TSchema>(schema: S) {
  const plain = schema as { type?: string; enum?: string[] }
  if (plain.type === undefined) return Type.Unsafe<Static<S> | null>({ anyOf: [schema, { type: 'null' }] })
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [plain.type, 'null'], ...(plain.enum && { enum: [...plain.enum, null] }) })
}

/** Words a person typed: trimmed length is checked by the server, control characters are refused. */
export function words(limits: { most: number; least?: number }) {
  return Type.String({
    minLength: limits.least ?? 1,
    maxLength: limits.most,
    pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$',
  })
}

export const CoordinateSystem = oneOf(['wgs84', 'gcj02', 'cgcs2000'])
export type CoordinateSystem = Static<typeof CoordinateSystem>

/** A place as the caller gives it; the server keeps WGS-84 and remembers the source. */
export const GivenPoint = Type.Object(
  {
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    coordinateSystem: CoordinateSystem,
  },
  { additionalProperties: false },
)
export type GivenPoint = Static<typeof GivenPoint>

/** A place inside Linli: WGS-84 degrees. */
export const Point = Type.Object({ longitude: Type.Number(), latitude: Type.Number() })
export type Point = Static<typeof Point>

/** One page of a list; `next` is the cursor of the following page, null at the end. */
export function page<S extends Parameters<typeof Type.Array>[0]>(item: S) {
  return Type.Object({ items: Type.Array(item), next: nullable(Type.String()) })
}

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 200 })),
}

export const Locale = oneOf(['zh', 'en'])
export type Locale = Static<typeof Locale>
