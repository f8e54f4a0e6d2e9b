import { type Me, routes } from '@linli/contract'
import { inTransaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { clearSessionCookie, setSessionCookie } from './authenticator.ts'
import type { PeopleTools } from './people.tools.ts'
import { findPosts } from './posts.ts'
import { auditSessionEnd } from './sign-in-audit.ts'
import { endSession, type OpenedSession } from './sessions.store.ts'
import { changePassword, sendPhoneCode, signInWithPassword, signInWithPhoneCode } from './sign-in.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'

export function sessionRoutes(serve: Serve<Actor>, tools: PeopleTools): void {
  serve(routes.signIn, async ({ body, request, reply }) =>
    welcome(tools, reply, await signInWithPassword(tools, body.loginName, body.password, originOf(request))),
  )

  serve(routes.askPhoneCode, async ({ body, request }) => ({
    validUntil: (await sendPhoneCode(tools, body.phone, request.ip)).toISOString(),
  }))

  serve(routes.signInByPhone, async ({ body, request, reply }) =>
    welcome(tools, reply, await signInWithPhoneCode(tools, body.phone, body.code, originOf(request))),
  )

  serve(routes.getMe, async ({ caller }) => presentMe(tools, caller))

  serve(routes.signOut, async ({ caller, reply }) => {
    const { sessionHash, accountId } = caller
    if (sessionHash)
      await inTransaction(tools.db, async (tx) => {
        await endSession(tx, sessionHash, tools.clock.now())
        if (accountId !== null) await auditSessionEnd(tools, tx, accountId, 'signed_out')
      })
    clearSessionCookie(reply)
    tools.wakeup.signal('people')
    return undefined
  })

  serve(routes.listMySessions, async ({ caller }) => {
    if (caller.accountId === null) return { items: [] }
    const rows = await tools.db.read
      .selectFrom('sessions')
      .select(['token_hash', 'created_at', 'last_seen_at', 'user_agent'])
      .where('account_id', '=', caller.accountId)
      .where('ended_at', 'is', null)
      .where('awaits', 'is', null)
      .where('absolute_until', '>', tools.clock.now())
      .orderBy('last_seen_at', 'desc')
      .limit(100)
      .execute()
    return {
      items: rows.map((row) => ({
        id: row.token_hash.toString('hex'),
        createdAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        userAgent: row.user_agent,
        current: caller.sessionHash?.equals(row.token_hash) ?? false,
      })),
    }
  })

  serve(routes.endMySession, async ({ caller, params }) => {
    const { accountId } = caller
    if (accountId === null) throw new LinliError('not_found')
    await inTransaction(tools.db, async (tx) => {
      const done = await tx
        .updateTable('sessions')
        .set({ ended_at: tools.clock.now() })
        .where('token_hash', '=', Buffer.from(params.sessionId, 'hex'))
        .where('account_id', '=', accountId)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      if (Number(done.numUpdatedRows) === 0) throw new LinliError('not_found')
      await auditSessionEnd(tools, tx, accountId, 'own_session_ended')
    })
    tools.wakeup.signal('people')
    return undefined
  })

  serve(routes.changePassword, async ({ caller, body, request }) => {
    if (caller.accountId === null) throw new LinliError('not_allowed')
    await changePassword(tools, caller.accountId, caller.sessionHash, { old: body.oldPassword, next: body.newPassword }, request.ip)
    tools.wakeup.signal('people')
    return undefined
  })
}

/** Sets the cookie of a new session and answers who it belongs to. */
export async function welcome(tools: PeopleTools, reply: FastifyReply, session: OpenedSession): Promise<Me> {
  setSessionCookie(reply, session, tools.secure)
  const actor = await tools.authenticator.actorOfToken(session.token)
  if (!actor) throw new LinliError('not_signed_in')
  return presentMe(tools, actor)
}

/** Where a request comes from, for throttling and for the list of one's own sessions. */
export function originOf(request: FastifyRequest): { address: string; userAgent: string } {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' }
}

/** Who is signed in, with the names people read. */
export async function presentMe(tools: PeopleTools, actor: Actor): Promise<Me> {
  const posts = actor.accountId === null ? [] : await findPosts(tools.db.read, { accountId: actor.accountId }, tools.clock.now())
  const held = new Set(actor.posts.map((post) => post.id))
  return {
    kind: actor.half ? 'half' : actor.kind === 'stranger' ? 'receipt' : actor.kind,
    awaits: actor.half?.awaits ?? null,
    accountId: actor.accountId,
    displayName: actor.displayName,
    locale: actor.locale,
    mustChangePassword: actor.mustChangePassword,
    posts: posts
      .filter((post) => held.has(post.id))
      .map((post) => ({
        id: post.id,
        role: post.role,
        areaId: post.areaId,
        areaName: post.areaName,
        areaLevel: post.areaId === null ? null : (tools.areas.get().get(post.areaId)?.level ?? null),
        organisationId: post.organisationId,
        organisationName: post.organisationName,
      })),
    permissions: [...actor.permissions],
    receiptMatterId: actor.receiptMatterId,
  }
}
