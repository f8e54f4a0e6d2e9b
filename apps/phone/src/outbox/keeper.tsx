import { useExpired } from '@linli/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '../app/session.ts'
import { useOutboxTexts } from './texts.ts'
import { keepGrid } from './keep-grid.ts'
import { forgetReads, keepReads, restoreReads } from './kept-reads.ts'
import { lastOwner, ownerOf } from './owner.ts'
import { openSending } from './sending.ts'
import { registerWorker } from './register-worker.ts'
import { useOutbox } from './use-outbox.ts'

/**
 * Keeps this phone useful without network: goes on sending, keeps what its person reads, takes it off again when their session
 * ends. Shows in the frame's head how much waits to be sent, and that a new version is there.
 */
export default function Keeper() {
  useKeeping()
  const say = useOutboxTexts()
  const view = useOutbox()
  const newVersion = useNewVersion()
  const count = view?.unsent.length ?? 0
  const refused = view?.unsent.some((item) => item.state === 'refused') ?? false
  return (
    <>
      {newVersion && (
        <button type="button" className="top-button top-notice" onClick={newVersion}>
          {say('newVersion')}
        </button>
      )}
      {count > 0 && (
        <Link to="/waiting" className="top-button top-notice" data-asks={refused}>
          {say('badge', { count })}
        </Link>
      )}
    </>
  )
}

function useKeeping(): void {
  const queries = useQueryClient()
  const me = useMe()
  const expired = useExpired()
  const owner = me === undefined ? null : ownerOf(me)
  const restored = useRef(false)
  useEffect(() => {
    if (restored.current) return
    restored.current = true
    void openSending().then((device) => restoreReads(queries, device, lastOwner()))
  }, [queries])
  useEffect(() => {
    if (owner === null) return undefined
    let ended = false
    const stops: (() => void)[] = []
    const begin = async () => {
      const device = await openSending()
      const last = await device.kept?.db.get('state', 'owner')
      // Their session has ended, here or on the server: what they read is not for whoever comes now.
      if (last && 'owner' in last && last.owner !== owner) await forgetReads(device, last.owner)
      if (ended) return
      stops.push(keepReads(queries, device, owner))
      await device.actFor(owner)
    }
    void begin()
    return () => {
      ended = true
      for (const stop of stops) stop()
    }
  }, [queries, owner])
  useEffect(() => {
    if (!expired || owner === null) return
    void openSending().then((device) => forgetReads(device, owner))
  }, [expired, owner])
  useEffect(() => (me && !expired ? keepGrid(queries, me) : undefined), [queries, me, expired])
}

/** What takes up a new version of the app; null while there is none. What is being typed is kept on the phone and is there again. */
function useNewVersion(): (() => void) | null {
  const [take, setTake] = useState<(() => void) | null>(null)
  const router = useRouter()
  useEffect(
    () =>
      registerWorker({
        onNewVersion: (takeIt) => setTake(() => takeIt),
        onOpen: (path) => void router.navigate({ to: path }),
      }),
    [router],
  )
  return take
}
