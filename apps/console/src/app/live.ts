import type { MatterChanged } from '@linli/contract'
import { followStream } from '@linli/client'
import { setExpired } from '@linli/ui'
import { createContext, useContext, useEffect, useEffectEvent } from 'react'

/** Told of a change; null when the connection was made and something may have been missed before. */
export type LiveListener = (change: MatterChanged | null) => void

/** The live changes of this page: whoever wants to know of them subscribes; there is one connection. */
export class LiveChanges {
  readonly #listeners = new Set<LiveListener>()

  tell(change: MatterChanged | null): void {
    for (const listener of this.#listeners) listener(change)
  }

  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export const LiveContext = createContext(new LiveChanges())

/** Follows the stream while somebody is signed in and says since when the connection is lost, null while it is there. */
export function useLiveConnection(live: LiveChanges, who: string | null, onLost: (since: Date | null) => void): void {
  const tellLost = useEffectEvent(onLost)
  useEffect(() => {
    if (!who) return
    const ending = new AbortController()
    let lost = false
    void followStream(
      { signal: ending.signal },
      {
        onChange: (change) => live.tell(change),
        // Asked for at once: whoever types goes on typing to no purpose otherwise.
        onSignedOut: () => setExpired(true),
        onConnection: (connected) => {
          if (connected) {
            tellLost(null)
            live.tell(null)
          }
          if (!connected && !lost) tellLost(new Date())
          lost = !connected
        },
      },
    )
    return () => ending.abort()
  }, [live, who])
}

/** Calls back for every live change, and with null when some may have been missed, while the component is there. */
export function useLiveChanges(onChange: LiveListener): void {
  const live = useContext(LiveContext)
  const told = useEffectEvent(onChange)
  useEffect(() => live.listen((change) => told(change)), [live])
}
