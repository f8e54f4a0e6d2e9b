import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { Problem, TObject } from '@linli/contract'
import type { FastifyInstance } from 'fastify'
import { LinliError } from './problem.ts'

const strict = withFormats(new Ajv({ allErrors: true, useDefaults: true, strict: false }))

/** Bodies must be exact; only query and path, which are text by nature, are turned into numbers and booleans. */
export function useStrictValidation(app: Pick<FastifyInstance, 'setValidatorCompiler'>): void {
  const fromText = withFormats(new Ajv({ allErrors: false, useDefaults: true, coerceTypes: true, strict: false }))
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : fromText).compile(schema as object))
}

/** Checks a form whose schema is known only when it arrives. Throws `validation_failed` with the places that are wrong, below `pointer`. */
export function requireValid(schema: TObject, value: unknown, pointer: string): void {
  const validate = strict.compile(schema)
  if (validate(value)) return
  throw new LinliError('validation_failed', {
    fields: fieldsOf(validate.errors ?? []).map((field) => ({ ...field, pointer: `${pointer}${field.pointer}` })),
  })
}

interface Fault {
  instancePath: string
  params: Record<string, unknown>
  message?: string | undefined
}

/** What is wrong and where, as a problem document tells it; the first twenty. */
export function fieldsOf(faults: readonly Fault[]): NonNullable<Problem['fields']> {
  return faults.slice(0, 20).map((fault) => ({ pointer: pointerOf(fault), message: fault.message ?? '' }))
}

/** The usual formats take what PostgreSQL or Date do not: `urn:uuid:…` and leap seconds. */
function withFormats(ajv: Ajv): Ajv {
  addFormats.default(ajv)
  ajv.addFormat('uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i)
  const isDateTime = ajv.formats['date-time'] as { validate: (text: string) => boolean }
  ajv.addFormat('date-time', (text: string) => isDateTime.validate(text) && !Number.isNaN(Date.parse(text)))
  return ajv
}

/** Where the fault is, down to a property that is missing or too many. */
function pointerOf(fault: Fault): string {
  const name = fault.params['missingProperty'] ?? fault.params['additionalProperty']
  return typeof name === 'string' ? `${fault.instancePath}/${name}` : fault.instancePath
}
