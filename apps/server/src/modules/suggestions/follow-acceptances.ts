import { setTimeout as wait } from 'node:timers/promises'
import type { Cached } from '../../platform/cached.ts'
import type { Db } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import { type CategoryBook, readCategoryWords } from '../categories/index.ts'
import type { Hub } from '../live/index.ts'
import { lessonsFrom } from './category-lessons.ts'
import { CategorySuggester } from './category-suggester.ts'
import { findAccepted, newestAccepted } from './suggestions.queries.ts'
import { type Lesson, teach } from './training.ts'
import { wordsOf } from './words.ts'

/** A new process looks back at so many matters. More would take longer to learn and hardly change what is suggested. */
const lookBack = 20_000
/** The actions by which a desk or grid worker says what something is. */
const deciding: ReadonlySet<string> = new Set(['accept', 'solve_on_spot', 'reclassify'])
const triedAgainMs = 3000
const atOnce = 200

export interface FollowTools {
  db: Db
  hub: Pick<Hub, 'add'>
  categories: Pick<Cached<CategoryBook>, 'get'>
  log: Logger
}

export interface FollowingSuggester {
  suggester: CategorySuggester
  /** Resolves when it knows the categories' own words: a fraction of a second after the start. */
  ready: Promise<void>
  /** Resolves when it has also learned from the city's past. */
  warm: Promise<void>
  close(): Promise<void>
}

/**
 * A suggester that learns by itself, in every process of the city: first the categories' words, then in the background the
 * newest matters, and from then on each acceptance as the feed tells of it. What is accepted while it looks back waits,
 * and is learned after it.
 */
export function followAcceptances(tools: FollowTools): FollowingSuggester {
  const suggester = new CategorySuggester(tools.categories)
  const stopping = new AbortController()
  const waiting = new Set<string>()
  let warmedUp = false
  let learning: Promise<void> | null = null

  const learnWaiting = () => {
    if (!warmedUp || stopping.signal.aborted) return
    learning ??= repeatUntilDone(tools.log, stopping.signal, () => learnOf(tools.db, suggester, waiting)).finally(() => {
      learning = null
      if (waiting.size > 0) learnWaiting()
    })
  }
  const stopListening = tools.hub.add({
    tell(entries) {
      for (const { entry } of entries) if (deciding.has(entry.change.action)) waiting.add(entry.change.matterId)
      if (waiting.size > 0) learnWaiting()
    },
  })
  const ready = repeatUntilDone(tools.log, stopping.signal, async () => {
    await teach(suggester.model, lessonsFrom(await readCategoryWords(tools.db.read)))
  })
  const lookBackThenFollow = async () => {
    await ready
    await repeatUntilDone(tools.log, stopping.signal, () => teach(suggester.model, pastLessons(tools.db, stopping.signal)))
    warmedUp = true
    learnWaiting()
  }
  const warm = lookBackThenFollow()
  return {
    suggester,
    ready,
    warm,
    async close() {
      stopListening()
      stopping.abort()
      await warm
      await learning
    },
  }
}

async function* pastLessons(db: Db, stopped: AbortSignal): AsyncGenerator<Lesson> {
  for await (const { text, code } of newestAccepted(db.read, lookBack)) {
    if (stopped.aborted) return
    yield { words: wordsOf(text), label: code }
  }
}

/** Learns what waits and takes it off; what comes meanwhile is learned too. */
async function learnOf(db: Db, suggester: CategorySuggester, waiting: Set<string>): Promise<void> {
  while (waiting.size > 0) {
    const ids = [...waiting].slice(0, atOnce)
    const accepted = await findAccepted(db.read, ids)
    for (const id of ids) waiting.delete(id)
    for (const { text, code } of accepted) suggester.learn(text, code)
  }
}

/** A hint is not worth stopping a server for: a failed reading is logged and tried again until it works or the process ends. */
async function repeatUntilDone(log: Logger, stopped: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!stopped.aborted) {
    try {
      await work()
      return
    } catch (error) {
      if (stopped.aborted) return
      log.warn({ err: error }, 'could not read what categories are learned from; trying again soon')
      await wait(triedAgainMs, undefined, { signal: stopped }).catch(() => {})
    }
  }
}
