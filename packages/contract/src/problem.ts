import Type, { type Static } from 'typebox'
import { type ErrorCode, errorCatalogue } from './errors.ts'
import { oneOf } from './schema.ts'

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]

/** RFC 9457 problem document. `detail` is in the language asked for by Accept-Language (zh unless en is preferred). */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: oneOf(codes),
  /** Where in the request, as JSON pointers, when validation failed. */
  fields: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
  /** What an answer to the conflict needs, e.g. the present version of a matter. */
  facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type Problem = Static<typeof Problem>
