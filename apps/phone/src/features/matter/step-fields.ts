/** A field of a step's form as a phone can ask for it; `elsewhere` is what a phone cannot, such as choosing an organisation. */
export interface StepField {
  name: string
  kind: 'words' | 'lines' | 'yesOrNo' | 'number' | 'time' | 'elsewhere'
  required: boolean
}

interface Schema {
  type?: unknown
  format?: unknown
  items?: { type?: unknown }
  properties?: Record<string, Schema>
  required?: readonly string[]
}

/** The fields of a JSON schema as `GET /kinds` tells it, in its order. */
export function fieldsOf(form: Record<string, unknown> | null): StepField[] {
  const { properties = {}, required = [] } = (form ?? {}) as Schema
  return Object.entries(properties).map(([name, schema]) => ({ name, kind: kindOfField(schema), required: required.includes(name) }))
}

/** What is sent: trimmed, without what was left empty. Null while something needed is missing. */
export function filled(fields: readonly StepField[], form: Record<string, unknown>): Record<string, unknown> | null {
  const given: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueOf(field, form[field.name])
    if (value !== null) given[field.name] = value
    else if (field.required) return null
  }
  return given
}

function kindOfField({ type, format, items }: Schema): StepField['kind'] {
  if (type === 'boolean') return 'yesOrNo'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'array') return items?.type === 'string' ? 'lines' : 'elsewhere'
  if (type !== 'string' || format === 'uuid') return 'elsewhere'
  return format === 'date-time' ? 'time' : 'words'
}

function valueOf({ kind }: StepField, value: unknown): unknown {
  if (kind === 'yesOrNo') return typeof value === 'boolean' ? value : null
  if (typeof value !== 'string' || value.trim() === '') return null
  if (kind === 'number') return /^\d+$/.test(value.trim()) ? Number(value) : null
  // A field of date and time knows no zone; the city's is China's.
  if (kind === 'time') return new Date(`${value}:00+08:00`).toISOString()
  if (kind === 'lines') return value.split('\n').flatMap((line) => line.trim() || [])
  return kind === 'words' ? value.trim() : null
}
