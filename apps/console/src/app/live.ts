import type { MatterChanged } from '@linli/contract'
import { followStream } from '@linli/client'
import { createContext, useContext, useEffect, useRef } from 'react'

/** The live changes of this page: whoever wants to know of them subscribes; there is one connection. */
export class LiveChanges {
  readonly #listeners = new Set<(change: MatterChanged) => void>()

  tell(change: MatterChanged): void {
    for (const listener of this.#listeners) listener(change)
  }

  listen(listener: (change: MatterChanged) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export const LiveContext = createContext(new LiveChanges())

/** Follows the stream while somebody is signed in and says since when the connection is lost, null while it is there. */
export function useLiveConnection(live: LiveChanges, who: string | null, onLost: (since: Date | null) => void): void {
  const tellLost = useRef(onLost)
  tellLost.current = onLost
  useEffect(() => {
    if (!who) return
    const ending = new AbortController()
    let lost = false
    void followStream(
      { signal: ending.signal },
      {
        onChange: (change) => live.tell(change),
        onConnection: (connected) => {
          if (connected) tellLost.current(null)
          else if (!lost) tellLost.current(new Date())
          lost = !connected
        },
      },
    )
    return () => ending.abort()
  }, [live, who])
}

/** Calls back for every live change while the component is there. */
export function useLiveChanges(onChange: (change: MatterChanged) => void): void {
  const live = useContext(LiveContext)
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => live.listen((change) => latest.current(change)), [live])
}
