import type { RouteDefinition, RouteId, RouteInput, RouteOutput, Routes } from '@linli/contract'
import { type CallDefinition, callTable } from '@linli/contract/calls'
import { NoAnswer, refusalOf } from './answers.ts'

export { ApiProblem, NoAnswer } from './answers.ts'
export { followStream, type StreamHandlers } from './stream.ts'
export { uploadFile, type UploadOptions } from './upload.ts'

type Given<R extends RouteDefinition> = {
  [K in keyof RouteInput<R> as RouteInput<R>[K] extends undefined ? never : K]: RouteInput<R>[K]
} & (R extends { idempotent: true } ? { idempotencyKey?: string } : object)

type Call<R extends RouteDefinition> = keyof Given<R> extends never
  ? (given?: undefined, signal?: AbortSignal) => Promise<RouteOutput<R>>
  : object extends Given<R>
    ? (given?: Given<R>, signal?: AbortSignal) => Promise<RouteOutput<R>>
    : (given: Given<R>, signal?: AbortSignal) => Promise<RouteOutput<R>>

/** One function a route, named and typed by the contract. */
export type Client = { [Id in RouteId]: Call<Routes[Id]> }

export interface ClientOptions {
  /** Scheme, host and port, without a slash at the end; empty in a browser. */
  baseUrl?: string
  locale?: () => 'zh' | 'en'
  fetch?: typeof fetch
  /** Sent with every request, e.g. a cookie outside a browser. */
  headers?: () => Record<string, string>
  /** `omit` sends no cookie, as a stranger. */
  credentials?: 'omit' | 'same-origin'
  /** Told of every answer before it is read, e.g. to learn the server's time from its `Date`. */
  onAnswer?: (answer: Response) => void
}

/**
 * Makes a client of the whole contract. An action without an `idempotencyKey` gets a fresh one; whoever
 * retries after `NoAnswer` passes the same key again and so can never act twice.
 *
 * Throws `ApiProblem` for an error answer and `NoAnswer` when none came.
 */
export function createClient(options: ClientOptions = {}): Client {
  const entries = Object.entries(callTable).map(([id, definition]) => [
    id,
    (given?: AnyInput, signal?: AbortSignal) => call(options, definition, given ?? {}, signal),
  ])
  return Object.fromEntries(entries) as Client
}

interface AnyInput {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  idempotencyKey?: string
}

async function call(options: ClientOptions, definition: CallDefinition, given: AnyInput, signal?: AbortSignal): Promise<unknown> {
  const headers: Record<string, string> = { 'accept-language': options.locale?.() ?? 'zh', ...options.headers?.() }
  if (given.body !== undefined) headers['content-type'] = 'application/json'
  if (definition.idempotent) headers['idempotency-key'] = given.idempotencyKey ?? crypto.randomUUID()
  let answer: Response
  try {
    answer = await (options.fetch ?? fetch)((options.baseUrl ?? '') + urlOf(definition, given), {
      method: definition.method,
      headers,
      credentials: options.credentials ?? 'same-origin',
      ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
      ...(signal && { signal }),
    })
    options.onAnswer?.(answer)
    if (answer.ok) return answer.status === 204 ? undefined : await answer.json()
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new NoAnswer('No answer from the server', { cause })
  }
  throw await refusalOf(answer)
}

function urlOf(definition: CallDefinition, given: AnyInput): string {
  const path = definition.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given.query ?? {})) if (value !== undefined && value !== null) query.set(name, String(value))
  return `/api${path}${query.size > 0 ? `?${query.toString()}` : ''}`
}
