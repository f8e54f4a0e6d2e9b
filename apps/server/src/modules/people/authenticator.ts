import type { FastifyReply, FastifyRequest } from 'fastify'
import QuickLru from 'quick-lru'
import { sha256 } from '../../platform/canonical.ts'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { type Actor, halfActor, strangerAt } from '../access/index.ts'
import type { KeptSettings } from '../settings/index.ts'
import { findSession, type LivingSession, type OpenedSession, touchSession } from './sessions.store.ts'

export const sessionCookie = 'linli_session'
const touchEveryMs = 5 * 60_000

/**
 * Finds out who sends a request. Sessions are remembered in memory and forgotten as soon as any session, account or
 * post changes, in whichever process; a lost signal is made good within seconds, so a leaver is cut off at once.
 */
export class Authenticator {
  readonly #db: Db
  readonly #clock: Clock
  readonly #settings: Cached<KeptSettings>
  readonly #known = new QuickLru<string, LivingSession>({ maxSize: 20_000, maxAge: 5000 })
  #generation = 0

  constructor(db: Db, clock: Clock, wakeup: Wakeup, settings: Cached<KeptSettings>) {
    this.#db = db
    this.#clock = clock
    this.#settings = settings
    wakeup.on('people', () => this.forget())
    wakeup.on('settings', () => this.forget())
  }

  /** Forgets everything remembered; the next request of each session reads the database. */
  forget(): void {
    this.#generation += 1
    this.#known.clear()
  }

  async authenticate(request: FastifyRequest): Promise<Actor> {
    const locale = request.headers['accept-language']?.toLowerCase().startsWith('en') ? 'en' : 'zh'
    const token = request.cookies[sessionCookie]
    const actor = token === undefined ? null : await this.actorOfToken(token)
    if (actor?.half) return halfActor(actor.half, request.ip, locale)
    return actor ?? strangerAt(request.ip, locale)
  }

  /** Null when the token opens nothing (any more). */
  async actorOfToken(token: string): Promise<Actor | null> {
    const now = this.#clock.now()
    let session = this.#known.get(token)
    if (!session) {
      const generation = this.#generation
      const found = await findSession(this.#db.read, sha256(token), now, this.#settings.get().signIn)
      if (!found) return null
      session = found
      if (generation === this.#generation) this.#known.set(token, session)
    }
    if (session.validUntil <= now) return null
    if (now.getTime() - session.lastSeenAt.getTime() > touchEveryMs) {
      session.lastSeenAt = now
      await touchSession(this.#db.read, sha256(token), now)
    }
    return session.actor
  }
}

/** Puts the token where scripts cannot read it and other sites cannot send it. */
export function setSessionCookie(reply: FastifyReply, session: OpenedSession, secure: boolean): void {
  reply.setCookie(sessionCookie, session.token, { path: '/', httpOnly: true, sameSite: 'strict', secure, expires: session.absoluteUntil })
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/' })
}
