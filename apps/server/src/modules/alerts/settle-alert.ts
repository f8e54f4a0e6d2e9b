import { type ActionReceipt, type alertOutcomes, errorCatalogue } from '@linli/contract'
import { type Db, inTransaction, type Transaction } from '../../platform/db.ts'
import type { Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'

/** So long others wait for somebody who is turning an alert into something; a server that dies in between holds nobody up longer. */
const claimMs = 60_000

interface Settling {
  alertId: string
  accountId: string | null
  intention: Intention
  now: Date
}

/**
 * Turns an open alert into something else by `act`, which answers the receipt of a matter, the same for the same intention. Nobody else can
 * at the same time: the alert is claimed before and settled after. If the server dies in between, the same intention goes on where it
 * stopped, and for anybody else what it had done settles the alert. Throws `alert_settled`, and whatever `act` throws.
 */
export async function turnInto(
  db: Db,
  as: (typeof alertOutcomes)[number],
  settling: Settling,
  act: () => Promise<ActionReceipt>,
): Promise<ActionReceipt> {
  const { alertId, intention, now } = settling
  await inTransaction(db, async (tx) => {
    const alert = await lock(tx, alertId)
    const isMine = alert.claim_owner === intention.owner && alert.claim_key === intention.key
    if (isMine) return
    if (alert.state !== 'open' || (alert.claimed_until && alert.claimed_until > now)) throw new LinliError('alert_settled')
    await tx
      .updateTable('alerts')
      .set({ claim_owner: intention.owner, claim_key: intention.key, claimed_until: new Date(now.getTime() + claimMs) })
      .where('id', '=', alertId)
      .execute()
  })
  let receipt: ActionReceipt
  try {
    receipt = await act()
  } catch (error) {
    // A refusal has done nothing. Of anything else it is not known whether it was done: the claim lapses, and then what was done is looked for.
    if (error instanceof LinliError && errorCatalogue[error.code].status < 500) await release(db, settling)
    throw error
  }
  await settle(db, settling, { as, matterId: receipt.matterId })
  return receipt
}

/** Sets an open alert aside within a transaction. Throws `alert_settled`. */
export async function setAside(tx: Transaction, { alertId, accountId, now }: Omit<Settling, 'intention'>, reason: string): Promise<void> {
  const alert = await lock(tx, alertId)
  if (alert.state !== 'open' || (alert.claimed_until && alert.claimed_until > now)) throw new LinliError('alert_settled')
  await tx
    .updateTable('alerts')
    .set({ state: 'set_aside', set_aside_reason: reason, settled_at: now, settled_by: accountId })
    .where('id', '=', alertId)
    .execute()
}

/**
 * Settles an alert whose claim has lapsed after what it was claimed for had been done: its answer is kept under the intention. Without
 * this a second task could be made of it.
 */
export async function finishLapsed(db: Db, alertId: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const alert = await lock(tx, alertId)
    if (alert.state !== 'open' || alert.claim_key === null || alert.claim_owner === null) return
    if (alert.claimed_until && alert.claimed_until > now) return
    const kept = await tx
      .selectFrom('idempotency_keys')
      .select('answer')
      .where('owner', '=', alert.claim_owner)
      .where('key', '=', alert.claim_key)
      .executeTakeFirst()
    const done = kept?.answer as ActionReceipt | undefined
    if (!done) return
    const matter = await tx.selectFrom('matters').select('kind').where('id', '=', done.matterId).executeTakeFirst()
    await tx
      .updateTable('alerts')
      .set({
        state: 'taken',
        taken_as: matter?.kind === 'task' ? 'task' : 'supervision',
        taken_matter_id: done.matterId,
        settled_at: new Date(done.at),
        claimed_until: null,
      })
      .where('id', '=', alertId)
      .execute()
  })
}

async function lock(tx: Transaction, alertId: string) {
  const alert = await tx
    .selectFrom('alerts')
    .select(['state', 'claim_owner', 'claim_key', 'claimed_until'])
    .where('id', '=', alertId)
    .forUpdate()
    .executeTakeFirst()
  if (!alert) throw new LinliError('not_found')
  return alert
}

function settle(db: Db, { alertId, accountId, intention, now }: Settling, { as, matterId }: { as: string; matterId: string }) {
  return inTransaction(db, (tx) =>
    tx
      .updateTable('alerts')
      .set({ state: 'taken', taken_as: as, taken_matter_id: matterId, settled_at: now, settled_by: accountId, claimed_until: null })
      .where('id', '=', alertId)
      .where('state', '=', 'open')
      .where('claim_owner', '=', intention.owner)
      .where('claim_key', '=', intention.key)
      .execute(),
  )
}

function release(db: Db, { alertId, intention }: Settling) {
  return inTransaction(db, (tx) =>
    tx
      .updateTable('alerts')
      .set({ claim_owner: null, claim_key: null, claimed_until: null })
      .where('id', '=', alertId)
      .where('state', '=', 'open')
      .where('claim_owner', '=', intention.owner)
      .where('claim_key', '=', intention.key)
      .execute(),
  )
}
