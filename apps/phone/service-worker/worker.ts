import { ServerClock } from '@linli/client/server-clock'
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { openDevice, outboxChannel } from '../src/outbox/open-outbox.ts'
import { type PushMessage, showMessage } from './notifications.ts'

declare const self: ServiceWorkerGlobalScope
/** The built files with a revision each; null where the name carries it. Put in by the build (service-worker-plugin.ts). */
declare const builtFiles: { url: string; revision: string | null }[]

interface SyncEvent extends ExtendableEvent {
  tag: string
}

// The app opens without network. Nothing of the API is ever kept here: what is personal is sealed, by the page.
precacheAndRoute(builtFiles)
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|console|files|healthz|readyz|metrics)(\/|$)/] }),
)

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})

self.addEventListener('push', (event) => {
  const message = event.data?.json() as PushMessage | undefined
  if (message) event.waitUntil(showMessage(self.registration, message))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = (event.notification.data ?? {}) as { path?: string }
  event.waitUntil(openPath(path ?? '/'))
})

// Background Sync: the network is back, and no page may be open.
self.addEventListener('sync' as 'message', (event) => {
  const { tag } = event as unknown as SyncEvent
  if (tag === outboxChannel) event.waitUntil(sendWhatWaits())
})

async function sendWhatWaits(): Promise<void> {
  const serverClock = new ServerClock(() => Date.now())
  const { outbox, kept } = await openDevice({ locale: () => 'zh', serverClock, onAnswer: (answer) => serverClock.learn(answer) })
  const last = await kept?.db.get('state', 'owner')
  outbox.actFor(last && 'owner' in last ? last.owner : null)
  const channel = new BroadcastChannel(outboxChannel)
  outbox.subscribe(() => channel.postMessage('changed'))
  const waitMs = await outbox.run()
  channel.close()
  // Then the browser comes again later.
  if (waitMs !== null) throw new Error('something still waits to be sent')
}

/** Shows a page of this app in the tab that is open, which keeps what is typed there, or in a new one. */
async function openPath(path: string): Promise<void> {
  const inThisApp = /^\/(?![/\\])/.test(path) ? path : '/'
  const pages = await self.clients.matchAll({ type: 'window' })
  const page = pages.find((client) => !new URL(client.url).pathname.startsWith('/console'))
  if (!page || inThisApp.startsWith('/console')) {
    await self.clients.openWindow(inThisApp)
    return
  }
  await page.focus()
  page.postMessage({ open: inThisApp })
}
