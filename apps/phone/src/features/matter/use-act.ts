import type { KeptRequest } from '@linli/client/outbox'
import type { Matter } from '@linli/contract'
import { problemOf } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '../../app/toast.tsx'
import { type Photo, send } from '../../outbox/send.ts'
import { useKeptWords } from '../../outbox/texts.ts'

/** An action on a matter on its way: how to send it, what went wrong, and after which version others changed the matter. */
export interface Act<Given> {
  send: (given: Given, photos?: readonly Photo[]) => void
  pending: boolean
  error: unknown
  /** The version the person had seen when somebody else was faster; null when nobody was. */
  changedSince: number | null
}

/**
 * Sends an action through the phone's outbox, with the version the person saw: without network it is kept and goes out by
 * itself. When somebody else was faster the matter is fetched again, what was typed stays, and sending again acts on the new
 * version. `done` is what is said then, or finds it in what the matter has become; `onDone` closes and forgets the form, also
 * when it was kept. A form that stands on the page `untouched` belongs to the matter as it is now: nobody is told of a conflict over nothing.
 */
export function useAct<Given>(
  matter: Matter,
  done: string | ((fresh: Matter) => string),
  toRequest: (expectedVersion: number, given: Given) => KeptRequest,
  onDone?: () => void,
  untouched = false,
): Act<Given> {
  const queries = useQueryClient()
  const keptWords = useKeptWords()
  const [seen, setSeen] = useState(matter.version)
  const [changedSince, setChangedSince] = useState<number | null>(null)
  const mutation = useMutation({
    mutationFn: ({ given, photos }: { given: Given; photos: readonly Photo[] }) =>
      send({ request: toRequest(seen, given), photos, matter: { id: matter.id, number: matter.number } }),
    onSuccess: async (sending) => {
      setChangedSince(null)
      if (sending.outcome === 'kept') {
        toast(keptWords(sending))
        onDone?.()
        return
      }
      if (typeof done === 'string') toast(done)
      await queries.invalidateQueries({ queryKey: ['matter', matter.id] })
      if (typeof done !== 'string') toast(done(queries.getQueryData<Matter>(['matter', matter.id]) ?? matter))
      void queries.invalidateQueries({ queryKey: ['matters'] })
      onDone?.()
    },
    onError: async (error) => {
      if (problemOf(error)?.code !== 'matter_changed' && problemOf(error)?.code !== 'action_not_possible') return
      await queries.refetchQueries({ queryKey: ['matter', matter.id] })
      const fresh = queries.getQueryData<Matter>(['matter', matter.id])
      // Nobody need have been faster: a time may have passed, which the refusal says.
      if (fresh && fresh.version > seen) setChangedSince(seen)
      if (fresh) setSeen(fresh.version)
    },
  })
  if (untouched && seen !== matter.version && mutation.isIdle) setSeen(matter.version)
  // Others may be faster while the form is open: that is told at once, not only after a try.
  const overtaken = matter.version > seen && !mutation.isPending && !mutation.isSuccess
  return {
    send: (given, photos = []) => mutation.mutate({ given, photos }),
    pending: mutation.isPending,
    error: mutation.error,
    changedSince: changedSince ?? (overtaken ? seen : null),
  }
}
