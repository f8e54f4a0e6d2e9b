import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'
import type { Actor } from '../access/index.ts'
import { type FileTools, unattachedForMs } from './file.ts'

/** The header a permit is sent in. */
export const uploadTokenHeader = 'upload-token'

/** With a permit uploads may be begun for two hours; they may be finished and attached for as long as they live. */
const beginForMs = 2 * 3_600_000
const windowMs = 3_600_000
/** Permits an hour and address. Many phones of one carrier share an address, so this is no small number; what one permit allows is small. */
const mostAnAddress = 60

/** Lets somebody without an account upload what a report needs. Throws `too_many_uploads` when their address asked too often. */
export async function createUploadPermit(
  { db, clock, keys }: Pick<FileTools, 'db' | 'clock' | 'keys'>,
  address: string,
): Promise<{ token: string; validUntil: Date }> {
  const now = clock.now()
  const id = randomIds.next(now)
  const addressHash = keys.lookupHash(`upload permit ${address}`)
  const since = new Date(now.getTime() - windowMs)
  const given = await sql<{ id: string }>`
    insert into upload_permits (id, address_hash, at)
    select ${id}::uuid, ${addressHash}::bytea, ${now}::timestamptz
    where (select count(*) from upload_permits where address_hash = ${addressHash} and at > ${since}) < ${mostAnAddress}
    returning id`.execute(db.read)
  if (given.rows.length === 0) throw new LinliError('too_many_uploads')
  const validUntil = new Date(now.getTime() + beginForMs)
  const signed = `${id}.${validUntil.getTime()}`
  return { token: `${signed}.${keys.signature('upload permit', signed).toString('base64url')}`, validUntil }
}

/** Whose uploads a request may touch. */
export interface Uploader {
  /** Any of these owns what the request may see and attach. Empty for a stranger without a permit. */
  owners: readonly string[]
  /** Who a new upload belongs to; null when none may be begun. */
  beginsFor: string | null
}

/**
 * Whose uploads this actor may touch: its own, and those of the permit it shows, so that what was sent before signing in
 * is not lost. A wrong or old permit counts as none.
 */
export function uploaderOf(keys: PersonalDataKeys, actor: Actor, token: string | string[] | undefined, now: Date): Uploader {
  const permit = typeof token === 'string' ? readPermit(keys, token, now) : null
  const own = actor.kind === 'stranger' ? [] : [actor.owner]
  const begins = own[0] ?? (permit?.mayBegin ? permit.owner : null)
  return { owners: [...own, ...(permit ? [permit.owner] : [])], beginsFor: begins ?? null }
}

function readPermit(keys: PersonalDataKeys, token: string, now: Date): { owner: string; mayBegin: boolean } | null {
  const found = /^([0-9a-f-]{36})\.(\d{1,15})\.([\w-]{43})$/.exec(token)
  if (!found) return null
  const [, id = '', until = '', signature = ''] = found
  const expected = keys.signature('upload permit', `${id}.${until}`)
  if (!timingSafeEqual(Buffer.from(signature, 'base64url'), expected)) return null
  if (now.getTime() > Number(until) + unattachedForMs) return null
  return { owner: `permit:${id}`, mayBegin: now.getTime() <= Number(until) }
}

/** Deletes permits that count for nothing any more. */
export async function forgetOldPermits(reader: Reader, now: Date): Promise<void> {
  await reader
    .deleteFrom('upload_permits')
    .where('at', '<', new Date(now.getTime() - windowMs))
    .execute()
}
