import type { NoticeChannel } from '@linli/contract'
import { sql } from 'kysely'
import { inTransaction, type Db, type Transaction } from '../../platform/db.ts'
import { advance, type FeedCursor } from '../../platform/feed-cursor.ts'
import { randomIds } from '../../platform/ids.ts'
import { type PlannedDelivery, planDeliveries, type Recipient } from './delivery-plan.ts'
import { holdOpenDigest, insertEnvelopes, type NewEnvelope } from './envelopes.store.ts'
import { type NewNoticeRow, readNewNotices, readNoticeEnd } from './notices.queries.ts'
import type { NextWorkingInstant } from './quiet-hours.ts'
import { findRecipients } from './recipients.queries.ts'

/** What lay longer than this, because no worker ran, is old news; the inbox has it. */
const oldNewsMs = 3 * 86_400_000

/**
 * Reads the notices committed since the last time and plans their way to each person concerned. One transaction: the
 * notices count as given out if and only if their envelopes are there. Of two workers one does it, the other gets false.
 * True when there may be more.
 */
export async function fanOut(
  tools: { db: Db; channels: ReadonlyMap<NoticeChannel, unknown>; nextWorking: NextWorkingInstant },
  now: Date,
): Promise<boolean> {
  return inTransaction(tools.db, async (tx) => {
    const cursor = await takeCursor(tx)
    if (!cursor) return false
    const batch = await readNewNotices(tx, cursor)
    if (batch.notices.length === 0) return false
    const fresh = batch.notices.filter((notice) => now.getTime() - notice.at.getTime() < oldNewsMs)
    const recipients = await findRecipients(tx, fresh, now)
    const channels = new Set(tools.channels.keys())
    const plans = fresh.flatMap((notice) =>
      (recipients.get(notice.id) ?? []).flatMap((recipient) =>
        planDeliveries(notice, recipient, channels, now, tools.nextWorking).map((plan) => ({ notice, recipient, plan })),
      ),
    )
    await writePlans(tx, plans, now)
    const read = batch.notices.map((notice) => notice.transaction)
    await moveCursor(tx, advance(cursor, batch.horizon, read))
    return !batch.complete
  })
}

interface Planned {
  notice: NewNoticeRow
  recipient: Recipient
  plan: PlannedDelivery
}

async function writePlans(tx: Transaction, plans: readonly Planned[], now: Date): Promise<void> {
  if (plans.length === 0) return
  const envelopes: NewEnvelope[] = []
  const digests = new Map<string, string>()
  const deliveries: { notice: NewNoticeRow; recipient: Recipient; plan: PlannedDelivery; envelopeId: string }[] = []
  for (const planned of plans) {
    const { notice, recipient, plan } = planned
    const digestKey = plan.digestAt && `${recipient.accountId} ${plan.channel} ${plan.addressId} ${plan.digestAt.toISOString()}`
    let envelopeId = digestKey === null ? undefined : digests.get(digestKey)
    if (envelopeId === undefined && plan.digestAt)
      envelopeId = (await holdOpenDigest(tx, { ...plan, accountId: recipient.accountId, digestAt: plan.digestAt })) ?? undefined
    if (envelopeId === undefined) {
      envelopeId = randomIds.next(now)
      envelopes.push({
        id: envelopeId,
        purpose: plan.digestAt ? 'digest' : 'notice',
        accountId: recipient.accountId,
        contactOfMatterId: recipient.accountId === null ? notice.matterId : null,
        ...plan,
      })
    }
    if (digestKey !== null) digests.set(digestKey, envelopeId)
    deliveries.push({ ...planned, envelopeId })
  }
  await insertEnvelopes(tx, envelopes, now)
  await tx
    .insertInto('deliveries')
    .values(
      deliveries.map(({ notice, recipient, plan, envelopeId }) => ({
        id: randomIds.next(now),
        notice_id: notice.id,
        account_id: recipient.accountId,
        channel: plan.channel,
        address_id: plan.addressId,
        envelope_id: envelopeId,
      })),
    )
    // An envelope whose delivery was there before stays empty and is dropped, not sent twice.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The cursor, held until the transaction ends; null while another worker holds it. The first worker of a city begins at the end. */
async function takeCursor(tx: Transaction): Promise<FeedCursor | null> {
  const held = await tx.selectFrom('notice_cursor').select(['horizon', 'read']).forUpdate().skipLocked().executeTakeFirst()
  if (held) return { horizon: held.horizon, read: new Set(held.read as number[]) }
  const end = await readNoticeEnd(tx)
  await tx
    .insertInto('notice_cursor')
    .values({ horizon: end.horizon, read: JSON.stringify([...end.read]) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return null
}

async function moveCursor(tx: Transaction, cursor: FeedCursor): Promise<void> {
  await tx
    .updateTable('notice_cursor')
    .set({ horizon: cursor.horizon, read: sql`${JSON.stringify([...cursor.read])}::jsonb` })
    .execute()
}
