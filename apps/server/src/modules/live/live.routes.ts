import { type NoticesChanged, routes } from '@linli/contract'
import type { ServerResponse } from 'node:http'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import type { Actor } from '../access/index.ts'
import { maySee, sightOf } from '../matters/index.ts'
import { concerns, countUnread, type NewNoticeRow } from '../notices/index.ts'
import { type Authenticator, sessionCookie } from '../people/index.ts'
import { type FeedCursor, readFeedCursor, writeFeedCursor } from '../../platform/feed-cursor.ts'
import { readFeed } from './feed.queries.ts'
import { type Hub, numbered, type ToldEntry } from './hub.ts'

export interface LiveTools {
  db: Db
  hub: Hub
  wakeup: Wakeup
  authenticator: Authenticator
  metrics: Metrics
  /** Streams that are open, so that a stopping server can end them. */
  openStreams: Set<() => void>
}

const heartbeatMs = 20_000
/** A listener that was away for more than this reads its lists anew instead. */
const mostMissed = 5000
const mostWaitingBytes = 4 * 1024 * 1024

export function liveRoutes(serve: Serve<Actor>, tools: LiveTools): void {
  serve(routes.openStream, async ({ caller, request, reply }) => {
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    })
    // Otherwise who has missed nothing would not know before the next change or heartbeat that it is connected.
    response.flushHeaders()
    const stream = new Stream(response, caller, (actor) => countUnread(tools.db.read, actor))
    const token = request.cookies[sessionCookie]
    // A session that has ended, or whose posts changed, is cut off or sees by its new rights at once.
    const recheck = () =>
      void tools.authenticator.actorOfToken(token ?? '').then(
        (actor) => (actor ? stream.seeAs(actor) : stream.signOut()),
        () => {},
      )
    const stopRechecking = tools.wakeup.on('people', recheck, heartbeatMs)
    const heartbeat = setInterval(() => stream.beat(), heartbeatMs)
    const end = () => response.end()
    tools.openStreams.add(end)
    tools.metrics.streams.inc()
    const forget = () => {
      clearInterval(heartbeat)
      stopRechecking()
      stream.stop()
      tools.openStreams.delete(end)
      tools.metrics.streams.dec()
    }
    // Before anything is waited for: whoever leaves while they catch up must not stay behind.
    if (response.destroyed) forget()
    else {
      response.once('close', forget)
      try {
        await start(tools, stream, headerText(request.headers['last-event-id']))
      } catch {
        // The reader comes back with the last id it got.
        response.destroy()
      }
    }
    return ''
  })
}

/** Tells what was missed since `resume`, then follows the hub without a gap or a repetition between the two. */
async function start(tools: LiveTools, stream: Stream, lastEventId: string | undefined): Promise<void> {
  const resume = readFeedCursor(lastEventId)
  if (!resume) {
    stream.stopWith(tools.hub.add(stream))
    // Who wanted to resume and cannot must read its lists anew.
    stream.say(lastEventId === undefined ? 'ready' : 'reset', '{}', writeFeedCursor(tools.hub.cursor))
    return
  }
  stream.hold()
  stream.stopWith(tools.hub.add(stream))
  let cursor = resume
  let missed = 0
  while (true) {
    const batch = await readFeed(tools.db, cursor)
    const read = numbered(batch, cursor)
    missed += read.told.length
    // A cursor ahead of the database is of another one, or of before a restore.
    if (missed > mostMissed || cursor.horizon > batch.horizon) {
      stream.say('reset', '{}', writeFeedCursor(tools.hub.cursor))
      stream.release(null)
      return
    }
    cursor = read.cursor
    stream.send(read.told)
    if (batch.complete) break
  }
  stream.release(cursor)
}

type Told = readonly ToldEntry[]

/** One open connection. While it catches up, what the hub tells is held back and then told if it was not yet. */
class Stream {
  readonly #response: ServerResponse
  #sight: ReturnType<typeof sightOf>
  #held: ToldEntry[] | null = null
  /** What catching up has read; it may be ahead of the hub, which then tells the same again. */
  #caughtUp: FeedCursor | null = null
  #stop: () => void = () => {}
  #actor: Actor
  readonly #countUnread: (actor: Actor) => Promise<number>
  #counting = false
  #countAgain = false

  constructor(response: ServerResponse, actor: Actor, countUnread: (actor: Actor) => Promise<number>) {
    this.#response = response
    this.#actor = actor
    this.#sight = sightOf(actor)
    this.#countUnread = countUnread
  }

  stopWith(stop: () => void): void {
    this.#stop = stop
  }

  stop(): void {
    this.#stop()
  }

  hold(): void {
    this.#held = []
  }

  release(caughtUp: FeedCursor | null): void {
    const held = this.#held ?? []
    this.#held = null
    this.#caughtUp = caughtUp
    this.tell(held)
  }

  tell(entries: Told): void {
    if (this.#held) this.#held.push(...entries)
    else this.send(this.#caughtUp ? entries.filter(({ entry }) => !hasRead(this.#caughtUp, entry.transaction)) : entries)
  }

  send(entries: Told): void {
    for (const { entry, id } of entries)
      if (maySee(this.#sight, entry.visibility)) this.say('matter_changed', JSON.stringify(entry.change), id)
  }

  notice(notices: readonly NewNoticeRow[] | null): void {
    if (notices === null || notices.some((notice) => concerns(notice, this.#actor))) void this.#tellUnread()
  }

  /** However many notices come while it counts, it counts once more. */
  async #tellUnread(): Promise<void> {
    this.#countAgain = true
    if (this.#counting) return
    this.#counting = true
    try {
      while (this.#countAgain) {
        this.#countAgain = false
        const changed: NoticesChanged = { unread: await this.#countUnread(this.#actor) }
        // Without an id: the event id resumes the changes of matters, and this is told anew by the list itself.
        if (!this.#response.destroyed) this.#response.write(`event: notices\ndata: ${JSON.stringify(changed)}\n\n`)
      }
    } catch {
      // The next notice counts again, and so does opening the list.
    } finally {
      this.#counting = false
    }
  }

  say(event: string, data: string, id: string): void {
    this.#response.write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`)
    // A reader that does not read must not fill the server's memory; it comes back with its last id.
    if (this.#response.writableLength > mostWaitingBytes) this.#response.destroy()
  }

  beat(): void {
    this.#response.write(': still here\n\n')
  }

  seeAs(actor: Actor): void {
    this.#actor = actor
    this.#sight = sightOf(actor)
  }

  signOut(): void {
    this.#response.end('event: signed_out\ndata: {}\n\n')
  }
}

function hasRead(cursor: FeedCursor | null, transaction: number): boolean {
  return cursor !== null && (transaction < cursor.horizon || cursor.read.has(transaction))
}

function headerText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
