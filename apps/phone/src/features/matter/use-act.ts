import type { ActionReceipt, Matter } from '@linli/contract'
import { problemOf, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '../../app/toast.tsx'

/** An action on a matter on its way: how to send it, what went wrong, and after which version others changed the matter. */
export interface Act<Given> {
  send: (given: Given) => void
  pending: boolean
  error: unknown
  /** The version the person had seen when somebody else was faster; null when nobody was. */
  changedSince: number | null
}

/**
 * Sends an action with the version the person saw and a key that is the same for the same words. When somebody
 * else was faster the matter is fetched again, what was typed stays, and sending again acts on the new version.
 * `done` is what is said then, or finds it in what the matter has become; `onDone` closes and forgets the form. A form
 * that stands on the page `untouched` belongs to the matter as it is now: nobody is told of a conflict over nothing.
 */
export function useAct<Given>(
  matter: Matter,
  done: string | ((fresh: Matter) => string),
  call: (expectedVersion: number, given: Given, idempotencyKey: string) => Promise<ActionReceipt>,
  onDone?: () => void,
  untouched = false,
): Act<Given> {
  const queries = useQueryClient()
  const keyFor = useSteadyKey()
  const [seen, setSeen] = useState(matter.version)
  const [changedSince, setChangedSince] = useState<number | null>(null)
  const mutation = useMutation({
    mutationFn: (given: Given) => call(seen, given, keyFor([seen, given])),
    onSuccess: async () => {
      if (typeof done === 'string') toast(done)
      setChangedSince(null)
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
    send: mutation.mutate,
    pending: mutation.isPending,
    error: mutation.error,
    changedSince: changedSince ?? (overtaken ? seen : null),
  }
}
