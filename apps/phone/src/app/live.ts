import { followStream } from '@linli/client'
import { present, setExpired } from '@linli/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMe } from './session.ts'

/**
 * Follows the changes of the matters one may see and fetches again what they touch.
 * Answers since when the connection is lost, null while it is there.
 */
export function useLive(): Date | null {
  const queries = useQueryClient()
  const me = useMe()
  const who = me ? (me.accountId ?? me.receiptMatterId) : null
  const [lostSince, setLostSince] = useState<Date | null>(null)
  useEffect(() => {
    if (!who) return
    const ending = new AbortController()
    let listsDue: ReturnType<typeof setTimeout> | undefined
    void followStream(
      { signal: ending.signal },
      {
        onSignedOut: () => setExpired(true),
        onChange: (change) => {
          void queries.invalidateQueries({ queryKey: ['matter', change.matterId] })
          // Many changes can come at once: the lists are fetched once for all of them.
          listsDue ??= setTimeout(() => {
            listsDue = undefined
            void queries.invalidateQueries({ queryKey: ['matters'] })
          }, 1000)
        },
        onConnection: (connected) => {
          // What happened before the connection was there, or while it was lost, was not told.
          if (connected) for (const key of ['matter', 'matters']) void queries.invalidateQueries({ queryKey: [key] })
          setLostSince((since) => (connected ? null : (since ?? present())))
        },
      },
    )
    return () => {
      ending.abort()
      clearTimeout(listsDue)
      setLostSince(null)
    }
  }, [who, queries])
  return lostSince
}
