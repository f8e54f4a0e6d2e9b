import { errorCatalogue } from './errors.ts'
import { Problem } from './problem.ts'
import type { RouteDefinition } from './route.ts'
import { routes } from './routes.ts'

/** The API as an OpenAPI 3.1 document, made from the route table; deterministic, so that it can be committed and compared. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const definition of Object.values(routes) as RouteDefinition[]) {
    const path = `/api${definition.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [definition.method.toLowerCase()]: operation(definition) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Linli 邻里',
      version: '0.1.0',
      description:
        'City grid governance: report, accept, dispatch, handle, verify, rate. Errors are RFC 9457 problem documents. Files are uploaded by the tus protocol 1.0.0 at /files/uploads.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: plain(Problem) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'linli_session' } },
    },
  }
}

function operation(definition: RouteDefinition): Record<string, unknown> {
  return {
    operationId: definition.id,
    tags: [definition.tag],
    summary: definition.summary.en,
    description: definition.summary.zh,
    'x-who': definition.who,
    security: definition.who === 'anyone' ? [] : [{ session: [] }],
    parameters: parameters(definition),
    ...(definition.body && {
      requestBody: { required: true, content: { 'application/json': { schema: plain(definition.body) } } },
    }),
    responses: { ...success(definition), ...failures(definition) },
  }
}

function parameters(definition: RouteDefinition): unknown[] {
  const listed: unknown[] = []
  for (const [name, schema] of Object.entries(definition.params?.properties ?? {}))
    listed.push({ name, in: 'path', required: true, schema: plain(schema) })
  const requiredQuery = new Set<string>((definition.query?.['required'] as string[] | undefined) ?? [])
  for (const [name, schema] of Object.entries(definition.query?.properties ?? {}))
    listed.push({ name, in: 'query', required: requiredQuery.has(name), schema: plain(schema) })
  if (definition.idempotent)
    listed.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'Made by the client, one per intention; the same key with the same body gets the same answer for 30 days.',
      schema: { type: 'string', minLength: 8, maxLength: 64 },
    })
  return listed
}

function success(definition: RouteDefinition): Record<string, unknown> {
  if (definition.response === null) return { 204: { description: 'Done' } }
  const type = definition.stream ?? 'application/json'
  return { [definition.status ?? 200]: { description: 'OK', content: { [type]: { schema: plain(definition.response) } } } }
}

function failures(definition: RouteDefinition): Record<string, unknown> {
  const codesByStatus = new Map<number, string[]>()
  const everywhere = [
    'validation_failed',
    ...(definition.who === 'anyone' ? [] : ['not_signed_in']),
    ...(typeof definition.who === 'object' || definition.who === 'staff' ? ['not_allowed'] : []),
  ] as const
  for (const code of new Set([...everywhere, ...definition.errors])) {
    const { status } = errorCatalogue[code as keyof typeof errorCatalogue]
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...codesByStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  )
}

/** A schema without the library's own hidden marks. */
function plain(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema))
}
