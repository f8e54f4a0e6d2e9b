import { calls } from './calls.gen.ts'
import type { RouteId } from './routes.ts'

/** What a client must know of a route to call it. The schemas stay on the server: a phone on a slow network need not load them. */
export interface CallDefinition {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below `/api`, with `:name` parameters. */
  path: string
  idempotent?: true
  /** The action on a matter it stands for. */
  ability?: string
}

/** Every route of the product as its callers see it; made from `routes` by `npm run generate`. */
export const callTable: Readonly<Record<RouteId, CallDefinition>> = calls
