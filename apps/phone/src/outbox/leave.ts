import { writeStored } from '@linli/ui'
import { forgetReads } from './kept-reads.ts'
import { lastOwner } from './owner.ts'
import { openSending } from './sending.ts'

/** How many things of whoever is signed in were not sent. */
export async function countUnsent(): Promise<number> {
  const { outbox, owner } = await openSending()
  return (await outbox.items()).filter((item) => item.owner === owner() && item.state !== 'sent').length
}

/** Sends what can be sent before somebody leaves. Answers how many are left. */
export async function sendBeforeLeaving(): Promise<number> {
  const { outbox, keepSending } = await openSending()
  outbox.wake()
  await keepSending()
  return countUnsent()
}

/**
 * Takes everything of whoever is signed in off this phone: what waits, what was read, their key, a report begun, and that the
 * phone is told of their matters. Answers what is to be done when the server has ended the session.
 */
export async function prepareToLeave(): Promise<() => Promise<void>> {
  const device = await openSending()
  const owner = lastOwner()
  return async () => {
    await endPush()
    await device.outbox.forget(owner)
    await forgetReads(device, owner)
    writeStored('linli.report.draft', null)
    writeStored('linli.report.sent', null)
  }
}

/** Ends web push here; the server learns from the push service that the address has ended. */
async function endPush(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
}
