import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { type IdSource, randomIds } from '../../platform/ids.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import type { AreaTree } from '../areas/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import type { Deadlines } from '../deadlines/index.ts'
import type { OrganisationBook } from '../people/index.ts'
import { kinds } from './kinds/index.ts'
import type { RoutingBook, RoutingProposal } from '../routing/index.ts'
import type { DecisionContext, Routed } from './decision-context.ts'
import type { Names } from './matter.presenter.ts'
import type { MatterNumbers } from './matter-numbers.ts'

/** What a decision looks things up in; kept in memory by the server. */
export interface Books {
  areas: Cached<AreaTree>
  organisations: Cached<OrganisationBook>
  categories: Cached<CategoryBook>
  deadlines: Cached<Deadlines>
  routing: Cached<RoutingBook>
}

/** What the matters module works with. */
export interface MatterTools {
  db: Db
  clock: Clock
  keys: PersonalDataKeys
  numbers: MatterNumbers
  books: Books
  wakeup: Wakeup
  metrics: Metrics
}

/** The context of a decision made at `now`. */
export function contextAt(books: Books, now: Date, ids: IdSource = randomIds): DecisionContext {
  const organisations = books.organisations.get()
  const categories = books.categories.get()
  return {
    now,
    newId: () => ids.next(now),
    areas: books.areas.get(),
    deadlines: books.deadlines.get(),
    propose: (matter, at) => proposalFor(books, matter, at),
    limitOfKind: (kind, clock) => kinds[kind].limits.find((limit) => limit.clock === clock) ?? null,
    category: (code) => categories.inUse(code),
    toldNear: (kind, clock) => kinds[kind].regimes[clock]?.near ?? null,
    organisation: (id) => {
      const organisation = organisations.get(id)
      return organisation && organisation.endedAt === null ? organisation : undefined
    },
  }
}

export function namesOf(books: Books): Names {
  return {
    areas: books.areas.get(),
    organisations: books.organisations.get(),
    categories: books.categories.get(),
    propose: (matter, at) => proposalFor(books, matter, at),
  }
}

/** Whom the city's rules propose for this matter; null when none holds and its category has no department. */
function proposalFor(books: Books, matter: Routed, at: Date): RoutingProposal | null {
  const areaClass = books.areas.get().get(matter.areaId)?.areaClass ?? 'town'
  return books.routing.get().propose({ ...matter, areaClass, at })
}
