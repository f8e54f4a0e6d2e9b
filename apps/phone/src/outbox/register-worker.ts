/** What the service worker tells the page. */
export interface WorkerEvents {
  /** A new version is there; `takeIt` puts it in place and loads the page again. */
  onNewVersion: (takeIt: () => void) => void
  /** A notification was tapped: its page. */
  onOpen: (path: string) => void
}

/** Lets the first page load in peace before the rest of the app is fetched for the next opening. */
const afterMs = 3000

/** Registers the service worker that keeps the app for opening without network. Returns what ends following it. */
export function registerWorker({ onNewVersion, onOpen }: WorkerEvents): () => void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return () => undefined
  const { serviceWorker } = navigator
  const ending = new AbortController()
  const { signal } = ending
  const follow = async () => {
    const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    const look = () => {
      const { waiting } = registration
      // Without a controller this is the first version, not a new one.
      if (!waiting || !serviceWorker.controller || signal.aborted) return
      onNewVersion(() => {
        serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
        waiting.postMessage('take over')
      })
    }
    look()
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look, { signal }), {
      signal,
    })
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && void registration.update().catch(() => undefined),
      {
        signal,
      },
    )
  }
  const timer = setTimeout(() => void follow().catch(() => undefined), afterMs)
  serviceWorker.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'object' && data !== null && 'open' in data && typeof data.open === 'string') onOpen(data.open)
    },
    { signal },
  )
  return () => {
    clearTimeout(timer)
    ending.abort()
  }
}
