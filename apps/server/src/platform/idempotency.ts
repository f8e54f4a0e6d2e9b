import { canonicalJson, sha256 } from './canonical.ts'
import { type Db, inTransaction, type Reader, sqlStateOf, type Transaction, uniqueViolation } from './db.ts'
import { LinliError } from './problem.ts'

/** One intention of one caller. The same key with the same request is answered once and for all (kept 30 days). */
export interface Intention {
  /** Who owns the key: an account, a receipt or an address; two owners may use the same key. */
  owner: string
  key: string
  requestHash: Buffer
}

export interface StoredAnswer {
  answer: unknown
}

/** How long an answer is kept for repetition. */
export const keptDays = 30

/** The intention of a request: its route and what it says, whatever the order of its fields. */
export function intentionOf(owner: string, key: string, routeId: string, params: unknown, body: unknown): Intention {
  return { owner, key, requestHash: sha256(`${routeId}\n${canonicalJson(params ?? {})}\n${canonicalJson(body ?? null)}`) }
}

/** The answer given before to the same intention; null if there is none. Throws `idempotency_key_reused` when the request was another. */
export async function findAnswer(reader: Reader, intention: Intention): Promise<StoredAnswer | null> {
  const found = await reader
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'answer'])
    .where('owner', '=', intention.owner)
    .where('key', '=', intention.key)
    .executeTakeFirst()
  return found ? sameRequest(found, intention) : null
}

/**
 * Does `work` in a transaction, once for an intention: a repetition gets the first answer. A request with the same key
 * in another process waits for the first one's row and then gets its answer too.
 */
export async function inTransactionOnce<T>(db: Db, intention: Intention, at: Date, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const before = await findAnswer(db.read, intention)
  if (before) return before.answer as T
  try {
    return await inTransaction(db, async (tx) => {
      const answer = await work(tx)
      await keepAnswer(tx, intention, answer, at)
      return answer
    })
  } catch (error) {
    // Which row it was does not matter: if our intention has been answered meanwhile, that is the answer.
    const meanwhile = sqlStateOf(error) === uniqueViolation ? await findAnswer(db.read, intention) : null
    if (meanwhile) return meanwhile.answer as T
    throw sqlStateOf(error) === uniqueViolation ? new LinliError('already_exists', { cause: error }) : error
  }
}

/** Checks a stored row against the request at hand. */
export function sameRequest(row: { request_hash: Buffer; answer: unknown }, intention: Intention): StoredAnswer {
  if (!intention.requestHash.equals(row.request_hash)) throw new LinliError('idempotency_key_reused')
  return { answer: row.answer }
}

/** Keeps the answer in the transaction of the action itself, so that either both are there or neither. */
export async function keepAnswer(tx: Transaction, intention: Intention, answer: unknown, at: Date): Promise<void> {
  await tx
    .insertInto('idempotency_keys')
    .values({ owner: intention.owner, key: intention.key, request_hash: intention.requestHash, answer: JSON.stringify(answer ?? null), at })
    .execute()
}

/**
 * Intentions this process is working on. A second request with the same key meanwhile gets `idempotency_in_progress`;
 * in another process it waits on the key's row and then gets the first one's answer.
 */
export class InProgress {
  #running = new Set<string>()

  async once<T>(intention: Intention, work: () => Promise<T>): Promise<T> {
    const name = `${intention.owner}\n${intention.key}`
    if (this.#running.has(name)) throw new LinliError('idempotency_in_progress')
    this.#running.add(name)
    try {
      return await work()
    } finally {
      this.#running.delete(name)
    }
  }
}

/** Forgets answers older than 30 days. Returns how many. */
export async function forgetOldAnswers(reader: Reader, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  const done = await reader.deleteFrom('idempotency_keys').where('at', '<', before).executeTakeFirst()
  return Number(done.numDeletedRows)
}
