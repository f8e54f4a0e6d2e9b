import { readAreaStamp, readAreaTree } from './modules/areas/index.ts'
import { readCategories } from './modules/categories/index.ts'
import { readDeadlines } from './modules/deadlines/index.ts'
import type { Books } from './modules/matters/index.ts'
import { readOrganisations } from './modules/people/index.ts'
import { readRoutingBook } from './modules/routing/index.ts'
import { Cached } from './platform/cached.ts'
import type { Reader } from './platform/db.ts'
import type { Logger } from './platform/log.ts'
import type { Wakeup } from './platform/wakeup.ts'

/** The small tables every decision looks things up in. */
export async function openBooks(read: Reader): Promise<Books> {
  const [areas, organisations, categories, deadlines] = await Promise.all([
    Cached.of(
      () => readAreaTree(read),
      () => readAreaStamp(read),
    ),
    Cached.of(() => readOrganisations(read)),
    Cached.of(() => readCategories(read)),
    Cached.of(() => readDeadlines(read)),
  ])
  // Routing rules are compiled against the other books.
  const routing = await Cached.of(() =>
    readRoutingBook(read, { areas: areas.get(), organisations: organisations.get(), categories: categories.get() }),
  )
  return { areas, organisations, categories, deadlines, routing }
}

/** Reads the books again when another process, or this one, has changed them. A lost signal is made good within a minute. */
export function keepFresh(books: Books, wakeup: Wakeup, log: Logger): void {
  wakeup.on('areas', () => books.areas.refreshQuietly(log), 10_000)
  wakeup.on('people', () => books.organisations.refreshQuietly(log), 60_000)
  wakeup.on('rules', () => books.deadlines.refreshQuietly(log), 60_000)
  const readRules = () =>
    void refreshInOrder(books).catch((error: unknown) => log.warn({ err: error }, 'could not refresh the routing rules'))
  wakeup.on('rules', readRules, 60_000)
  wakeup.on('areas', readRules)
  wakeup.on('people', readRules)
}

/** The routing rules after what they are compiled against. */
async function refreshInOrder(books: Books): Promise<void> {
  await Promise.all([books.areas.refresh(), books.organisations.refresh(), books.categories.refresh()])
  await books.routing.refresh()
}
