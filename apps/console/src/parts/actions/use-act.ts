import type { ActionReceipt, Matter } from '@linli/contract'
import { problemOf, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'

/** An action on its way: how to send it, what went wrong, and after which version others changed the matter. */
export interface Act<Given> {
  send: (given: Given) => void
  pending: boolean
  error: unknown
  /** The version the person had seen when somebody else was faster; null when nobody was. */
  changedSince: number | null
}

/** What an action calls: the version the person saw, what they gave, and the key of this try. */
export type ActionCall<Given> = (expectedVersion: number, given: Given, idempotencyKey: string) => Promise<ActionReceipt>

/**
 * Sends an action with the version the person saw and a key that is the same for the same words. When somebody
 * else was faster the matter is fetched again, what was typed stays, and sending again acts on the new version.
 * `done` is what is said then, null for nothing; `afterwards` gets the matter as it is when the action is done.
 */
export function useAct<Given>(
  matter: Matter,
  options: { call: ActionCall<Given>; done: () => string | null; onDone: () => void; afterwards?: (after: Matter) => void },
): Act<Given> {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [seen, setSeen] = useState(matter.version)
  const [changedSince, setChangedSince] = useState<number | null>(null)
  const refresh = async () => {
    const fresh = await api.getMatter({ params: { matterId: matter.id } })
    queries.setQueryData(['matter', matter.id], fresh)
    return fresh
  }
  const mutation = useMutation({
    mutationFn: ({ given, version }: { given: Given; version: number }) => options.call(version, given, keyFor([version, given])),
    onSuccess: async () => {
      const done = options.done()
      if (done !== null) message.success(done)
      options.onDone()
      void queries.invalidateQueries({ queryKey: ['counts'] })
      const after = await refresh().catch(() => null)
      if (after) options.afterwards?.(after)
      else void queries.invalidateQueries({ queryKey: ['matter', matter.id] })
    },
    onError: async (error) => {
      const code = problemOf(error)?.code
      if (code !== 'matter_changed' && code !== 'action_not_possible') return
      const fresh = await refresh()
      setChangedSince(seen)
      setSeen(fresh.version)
    },
  })
  // Others may be faster while the form is open: that is told at once, not only after a try.
  const overtaken = matter.version > seen && !mutation.isPending && !mutation.isSuccess
  return {
    // Whoever has been told what changed acts on the matter as it now stands there.
    send: (given) => mutation.mutate({ given, version: overtaken ? matter.version : seen }),
    pending: mutation.isPending,
    error: mutation.error,
    changedSince: changedSince ?? (overtaken ? seen : null),
  }
}
