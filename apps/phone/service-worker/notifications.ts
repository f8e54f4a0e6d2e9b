/** What the server pushes (its notices module): whole sentences, and where a tap leads. */
export interface PushMessage {
  id: string
  title: string
  text: string
  path: string
  urgent: boolean
  locale: 'zh' | 'en'
}

/**
 * Shows a message. What concerns one page replaces what was said of it before, and rings again; a repetition of the same message,
 * or one that was overtaken by a newer, changes nothing: ids grow with time.
 */
export async function showMessage(registration: ServiceWorkerRegistration, message: PushMessage): Promise<void> {
  const { id, title, text, path, urgent, locale } = message
  const tag = path === '/' ? id : path
  const shown = await registration.getNotifications({ tag })
  if (shown.some((one) => (one.data as { id?: string } | null)?.id === id || ((one.data as { id?: string } | null)?.id ?? '') > id)) return
  const options: NotificationOptions & { renotify: boolean } = {
    body: text,
    tag,
    renotify: shown.length > 0,
    requireInteraction: urgent,
    lang: locale === 'zh' ? 'zh-CN' : 'en',
    icon: '/icon-192.png',
    data: { id, path },
  }
  await registration.showNotification(title, options)
}
