import type { MatterChanged, NoticesChanged } from '@linli/contract'

export interface StreamHandlers {
  /** `id` resumes the stream after this change. */
  onChange: (change: MatterChanged, id: string | undefined) => void
  /** A change that came again, which happens when the server is killed between sending and noting; it is not told twice. */
  onRepeat?: (change: MatterChanged) => void
  /** A notice came for whoever is signed in. */
  onNotices?: (changed: NoticesChanged) => void
  /** The server could not tell what was missed: lists must be read anew. */
  onReset?: () => void
  /** True while connected; false as soon as the connection is lost, until it is back. */
  onConnection?: (connected: boolean) => void
  /** The session has ended; nothing comes any more and nothing is tried again. */
  onSignedOut?: () => void
}

export interface StreamOptions {
  baseUrl?: string
  fetch?: typeof fetch
  headers?: () => Record<string, string>
  /** Resume after this event id. */
  lastEventId?: string
  signal: AbortSignal
}

/**
 * Follows the live stream until aborted or signed out, reconnecting with the last event id, so that after a gap nothing
 * is missed. A change that arrives twice (the server was killed between sending and noting) is told once.
 */
export async function followStream(options: StreamOptions, handlers: StreamHandlers): Promise<void> {
  const seen = new Set<string>()
  let lastEventId = options.lastEventId
  let waitMs = 250
  while (!options.signal.aborted) {
    try {
      const answer = await (options.fetch ?? fetch)(`${options.baseUrl ?? ''}/api/stream`, {
        headers: { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }), ...options.headers?.() },
        credentials: 'same-origin',
        signal: options.signal,
      })
      if (!answer.ok || !answer.body) {
        if (answer.status === 401) {
          handlers.onSignedOut?.()
          return
        }
        throw new Error(`stream answered ${answer.status}`)
      }
      handlers.onConnection?.(true)
      waitMs = 250
      for await (const event of eventsOf(answer.body)) {
        if (event.id) lastEventId = event.id
        if (event.name === 'signed_out') {
          handlers.onSignedOut?.()
          return
        }
        if (event.name === 'reset') handlers.onReset?.()
        if (event.name === 'notices') handlers.onNotices?.(JSON.parse(event.data) as NoticesChanged)
        if (event.name !== 'matter_changed') continue
        const change = JSON.parse(event.data) as MatterChanged
        const key = `${change.matterId}:${change.version}`
        if (seen.has(key)) {
          handlers.onRepeat?.(change)
          continue
        }
        remember(seen, key)
        handlers.onChange(change, event.id)
      }
    } catch {
      if (options.signal.aborted) return
    }
    handlers.onConnection?.(false)
    await pause(waitMs, options.signal)
    waitMs = Math.min(waitMs * 2, 10_000)
  }
}

const rememberedChanges = 5000

function remember(seen: Set<string>, key: string): void {
  seen.add(key)
  const oldest = seen.values().next().value
  if (seen.size > rememberedChanges && oldest !== undefined) seen.delete(oldest)
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ name: string; data: string; id: string | undefined }> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  while (true) {
    const { value, done } = await reader.read()
    if (done) return
    rest += decoder.decode(value, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = { name: 'message', data: '', id: undefined as string | undefined }
      for (const line of block.split('\n')) {
        if (line.startsWith('event: ')) event.name = line.slice(7)
        else if (line.startsWith('data: ')) event.data += line.slice(6)
        else if (line.startsWith('id: ')) event.id = line.slice(4)
      }
      yield event
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
