import type { Outbox, OutboxItem, Owner } from '@linli/client/outbox'
import { currentLanguage } from '@linli/ui'
import { learnTime, serverClock } from '../app/server-time.ts'
import { rememberReceipt } from '../parts/receipts.ts'
import { type Device, openDevice, outboxChannel } from './open-outbox.ts'
import { lastOwner, rememberOwner } from './owner.ts'

/** The outbox of this page, and what keeps it going. */
export interface SendingPage extends Device {
  owner: () => Owner
  /** Says who is at this phone from now on; what is theirs goes out. */
  actFor: (owner: Owner) => Promise<void>
  /** Sends what can be sent now; later by itself. */
  keepSending: () => Promise<void>
  /** Told after every change, in this tab or another. Returns what ends it. */
  onChange: (listener: () => void) => () => void
}

let page: Promise<SendingPage> | undefined

/** Opens the outbox once for this page and goes on with what waits: now, when the network is back, when somebody looks, and in time. */
export function openSending(): Promise<SendingPage> {
  page ??= openDevice({ locale: currentLanguage, serverClock, onAnswer: learnTime }).then(begin)
  return page
}

function begin(device: Device): SendingPage {
  const { outbox } = device
  const channel = new BroadcastChannel(outboxChannel)
  const listeners = new Set<() => void>()
  let acting: Owner | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const keepSending = async () => {
    clearTimeout(timer)
    if (acting !== lastOwner()) {
      acting = lastOwner()
      outbox.actFor(acting)
    }
    const waitMs = await outbox.run()
    await handOver(outbox)
    clearTimeout(timer)
    if (waitMs !== null) timer = setTimeout(() => void keepSending(), waitMs)
    if (waitMs !== null) await askForSync()
  }
  const wake = () => {
    outbox.wake()
    void keepSending()
  }
  const actFor = async (owner: Owner) => {
    rememberOwner(owner)
    acting = owner
    outbox.actFor(owner)
    // The service worker has no other way to know.
    await device.kept?.db.put('state', { owner }, 'owner')
    await keepSending()
  }
  outbox.subscribe(() => {
    channel.postMessage('changed')
    tell()
  })
  channel.addEventListener('message', tell)
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake())
  return {
    ...device,
    owner: lastOwner,
    actFor,
    keepSending,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What answers bring that must outlive them: the receipt of somebody without an account. */
async function handOver(outbox: Outbox): Promise<void> {
  const sent = (await outbox.items()).filter((item) => item.state === 'sent' && !item.told)
  for (const item of sent) if (item.owner === 'stranger') keepReceipt(item)
  if (sent.length > 0) await outbox.noteTold(sent.map((item) => item.id))
}

function keepReceipt({ answer, said, madeAt }: OutboxItem): void {
  const { matterId, number, receiptCode, at } = answer ?? {}
  if (typeof matterId !== 'string' || typeof number !== 'string' || typeof receiptCode !== 'string') return
  const when = typeof at === 'string' ? at : new Date(madeAt).toISOString()
  rememberReceipt({ matterId, number, receiptCode, at: when }, said.words)
}

/** Background Sync, which not every browser has, nor TypeScript a type for. */
interface SyncRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> }
}

/** Where the browser has Background Sync, the service worker goes on after the page is closed. */
async function askForSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration: SyncRegistration | undefined = await navigator.serviceWorker.getRegistration()
  // Refused where background work is turned off; then the page goes on when it is opened.
  await registration?.sync?.register(outboxChannel).catch(() => undefined)
}
