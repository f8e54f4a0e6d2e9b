import type { Reader } from '../../platform/db.ts'
import { compileRouting } from './routing-book.ts'
import type { RoutingBook } from './routing.ts'
import { readRules, readSuccessions } from './routing.queries.ts'
import type { RoutingWorld } from './routing-world.ts'

export type { RoutingBook, RoutingFacts, RoutingProposal } from './routing.ts'
export { routingRoutes, type RoutingTools } from './routing.routes.ts'
export { insertVersion as insertRoutingVersion } from './routing.store.ts'

/** Reads the rules in force and compiles them against these books; to be read again when the rules or one of the books have changed. */
export async function readRoutingBook(db: Reader, books: Omit<RoutingWorld, 'successorsOf'>): Promise<RoutingBook> {
  const [published, successors] = await Promise.all([readRules(db), readSuccessions(db)])
  return compileRouting(published, { ...books, successorsOf: (id) => successors.get(id) ?? [] })
}
