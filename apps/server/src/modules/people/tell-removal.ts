import type { Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import type { NoticeEvent } from '../notices/index.ts'

/** Tells somebody at once that their second factor was taken away, so that one who did not ask for it can speak up. */
export async function tellRemoval(tx: Transaction, accountId: string, now: Date): Promise<void> {
  const event: NoticeEvent = 'second_factor_removed'
  await tx
    .insertInto('notices')
    .values({ id: randomIds.next(now), at: now, event, account_id: accountId, facts: '{}', urgent: true })
    .execute()
}
