import type { Static, TObject, TSchema } from 'typebox'
import type { ErrorCode } from './errors.ts'
import type { Permission } from './roles.ts'
import type { MatterAction } from './matter-words.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/**
 * Who may call a route, before the object itself is looked at.
 * - `anyone`: no session is needed (a stranger may call it)
 * - `signed_in`: any session, a resident's or a receipt's included
 * - `staff`: an account that holds at least one post today
 * - `permission`: staff with a role that grants it anywhere
 * - `ability`: signed in, and the policy allows this action on this matter (domain.md §2)
 */
export type Who = 'anyone' | 'signed_in' | 'staff' | { permission: Permission } | { ability: MatterAction }

export interface RouteDefinition {
  /** Unique; the name of the client's function and the operationId of the API document. */
  id: string
  method: Method
  /** Below `/api`, with `:name` parameters. */
  path: string
  tag:
    | 'session'
    | 'areas'
    | 'people'
    | 'categories'
    | 'rules'
    | 'routing'
    | 'matters'
    | 'notices'
    | 'files'
    | 'figures'
    | 'alerts'
    | 'evaluations'
    | 'documents'
    | 'live'
    | 'audit'
    | 'system'
  summary: { zh: string; en: string }
  who: Who
  params?: TObject
  query?: TObject
  body?: TObject
  /** `null` answers 204 without a body. */
  response: TSchema | null
  /** 200 unless said otherwise. */
  status?: 200 | 201 | 202
  errors: readonly ErrorCode[]
  /** True when the call must carry an `Idempotency-Key` header (domain.md §2 rule 3). */
  idempotent?: boolean
  /** The largest body in bytes; 1 MiB unless said otherwise. */
  bodyLimitBytes?: number
  /** The answer is written as it comes, in this form and not as JSON; browsers open it as a link or an event source. */
  stream?: 'text/event-stream' | 'text/csv' | 'application/octet-stream'
}

export type StaticOf<S> = S extends TSchema ? Static<S> : undefined

/** The body of a route, as its schema says. */
export type BodyOf<R extends RouteDefinition> = StaticOf<R['body']>

/** What a caller passes: path parameters, query and body as the route defines them. */
export type RouteInput<R extends RouteDefinition> = {
  params: StaticOf<R['params']>
  query: StaticOf<R['query']>
  body: StaticOf<R['body']>
}

export type RouteOutput<R extends RouteDefinition> = R['response'] extends TSchema ? Static<R['response']> : undefined

/** Keeps the literal types of a route, so that server and client are typed from it. */
export function route<const R extends RouteDefinition>(definition: R): R {
  return definition
}
