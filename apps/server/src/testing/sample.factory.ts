import { randomUUID } from 'node:crypto'
import type { RouteDefinition } from '@linli/contract'

/** As much of JSON Schema as the contract uses. */
export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  minItems?: number
  additionalProperties?: boolean
  [keyword: string]: unknown
}

const texts = ['某处', '13912345678', '123456', 'sample-1', 'sample-text-long-enough', 'sample', '21:00', '2026-03', `B${'A'.repeat(86)}`]

/** The smallest value a schema lets through. */
export function sampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0])
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const required = schema.required ?? []
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).flatMap(([name, of]) => (required.includes(name) ? [[name, sampleOf(of)]] : [])),
      )
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}))
    case 'string':
      return sampleText(schema)
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    default:
      return null
  }
}

function sampleText(schema: Schema): string {
  if (schema.format === 'uuid') return randomUUID()
  if (schema.format === 'date') return '2026-03-18'
  if (schema.format === 'uri') return 'https://somewhere.example/1'
  if (schema.format === 'date-time') return '2026-03-18T02:00:00.000Z'
  const fits = texts.find(
    (text) =>
      text.length >= (schema.minLength ?? 0) &&
      text.length <= (schema.maxLength ?? 1000) &&
      (!schema.pattern || new RegExp(schema.pattern).test(text)),
  )
  if (fits === undefined) throw new Error(`no sample for ${JSON.stringify(schema)}`)
  return fits
}

/** A value of every JSON type that a schema does not take. */
export function wrongFor(schema: Schema): unknown[] {
  if (schema.type === undefined) return []
  const types = [schema.type].flat()
  const byType: Record<string, unknown> = { object: {}, array: [], string: 'words', number: 1.5, boolean: true, null: null }
  return Object.entries(byType).flatMap(([type, value]) => (types.includes(type) ? [] : [value]))
}

/** `{"a":{"a":…}}`, this many levels deep. */
export function deepObject(levels: number): Record<string, unknown> {
  let value: Record<string, unknown> = {}
  for (let level = 0; level < levels; level++) value = { a: value }
  return value
}

/** A route's address with these path parameters; those not given are made up. */
export function addressOf(definition: RouteDefinition, params: Record<string, string> = {}): string {
  const properties = (definition.params?.properties ?? {}) as unknown as Record<string, Schema>
  return `/api${definition.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? String(sampleOf(properties[name] ?? { type: 'string' }))))}`
}
