import { type Db, inTransaction, type Transaction } from '../../../platform/db.ts'
import type { PersonalDataKeys } from '../../../platform/secrets.ts'
import { sql } from 'kysely'
import { searchWordsOf } from '../../suggestions/index.ts'
import { phoneEndHash } from './search.ts'

const atOnce = 500

/**
 * Gives matters from before there was a search their words, a few hundred in a transaction, from where it was left off. Costs
 * one look when there are none. May run twice at once: a matter gets its words once. Returns how many got theirs.
 */
export async function fillSearch(db: Db, keys: PersonalDataKeys): Promise<number> {
  let filled = 0
  while (true) {
    const some = await inTransaction(db, (tx) => fillSome(tx, keys))
    if (some === null) return filled
    filled += some
  }
}

/** Null when there is nothing left to do. */
async function fillSome(tx: Transaction, keys: PersonalDataKeys): Promise<number | null> {
  const backlog = await tx.selectFrom('search_backlog').select('done_to').forUpdate().skipLocked().executeTakeFirst()
  if (!backlog) return null
  const matters = await tx
    .selectFrom('matters')
    .select(['id', 'text', 'address', 'contact_cipher'])
    .where('id', '>', backlog.done_to)
    .orderBy('id')
    .limit(atOnce)
    .execute()
  const last = matters.at(-1)
  if (!last) {
    await tx.deleteFrom('search_backlog').execute()
    return null
  }
  await tx
    .insertInto('matter_search')
    .values(
      matters.map((matter) => ({
        matter_id: matter.id,
        words: sql<string>`array_to_tsvector(${wordsToFind(matter)}::text[])`,
        phone_end_hash: matter.contact_cipher && phoneEndHash(keys, keys.decrypt(matter.contact_cipher)),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx.updateTable('search_backlog').set({ done_to: last.id }).execute()
  return matters.length
}

/** The words a matter is found by. */
export function wordsToFind({ text, address }: { text: string; address: string | null }): string[] {
  return searchWordsOf(`${text}\n${address ?? ''}`, 'kept')
}
