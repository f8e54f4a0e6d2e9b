import type { Outbox, OutboxItem, Owner } from '@linli/client/outbox'
import { useEffect, useState } from 'react'
import { ownerOf } from './owner.ts'
import { useMe } from '../app/session.ts'
import { openSending } from './sending.ts'

/** The outbox as a screen shows it. */
export interface OutboxView {
  outbox: Outbox
  /** My things that were not sent: waiting or refused, oldest first. */
  unsent: readonly OutboxItem[]
  /** My things that were sent lately, newest first; what they said is forgotten. */
  sent: readonly OutboxItem[]
  /** How many things of other people wait on this phone. */
  others: number
  /** True when this phone keeps nothing after the page is closed. */
  inMemory: boolean
  signedOut: boolean
  /** Tries at once instead of in a while. */
  tryNow: () => Promise<void>
}

/** What waits to be sent from this phone, live; undefined while it is being opened. */
export function useOutbox(): OutboxView | undefined {
  const me = useMe()
  const [view, setView] = useState<Omit<OutboxView, 'unsent' | 'sent' | 'others'> & { items: readonly OutboxItem[] }>()
  useEffect(() => {
    let ended = false
    let stop: (() => void) | undefined
    const follow = async () => {
      const { outbox, kept, keepSending, onChange } = await openSending()
      const tryNow = () => {
        outbox.wake()
        return keepSending()
      }
      const show = async () => {
        const items = await outbox.items()
        if (!ended) setView({ outbox, items, inMemory: kept === null, signedOut: outbox.signedOut, tryNow })
      }
      if (ended) return
      stop = onChange(() => void show())
      await show()
    }
    void follow()
    return () => {
      ended = true
      stop?.()
    }
  }, [])
  if (!view || me === undefined) return undefined
  const { items, ...rest } = view
  const mine: readonly Owner[] = [ownerOf(me), 'stranger']
  return {
    ...rest,
    unsent: items.filter((item) => mine.includes(item.owner) && item.state !== 'sent'),
    sent: items.filter((item) => mine.includes(item.owner) && item.state === 'sent').toReversed(),
    others: items.filter((item) => !mine.includes(item.owner) && item.state !== 'sent').length,
  }
}
