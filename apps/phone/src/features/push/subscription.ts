import type { BodyOf, Routes } from '@linli/contract'

/** Whether this browser can take web push here at all. */
export function pushIsPossible(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis
}

/** What this browser is subscribed with; null when it is not. */
export async function currentSubscription(): Promise<PushSubscription | null> {
  if (!pushIsPossible()) return null
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

/**
 * Asks for leave, which needs a tap, and subscribes. Answers what the server has to know, null when leave was not given. `key`: the
 * server's (VAPID). Throws when the browser's push service cannot be reached.
 */
export async function subscribe(key: string): Promise<BodyOf<Routes['subscribePush']> | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const { pushManager } = await navigator.serviceWorker.ready
  const applicationServerKey = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
  const { endpoint, keys } = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON()
  const { p256dh, auth } = keys ?? {}
  if (!endpoint || !p256dh || !auth) throw new Error('the browser gave no subscription')
  return { endpoint, keys: { p256dh, auth } }
}

/** Ends it on this browser; the server learns from the push service that the address has ended. */
export async function unsubscribe(): Promise<void> {
  await (await currentSubscription())?.unsubscribe()
}
