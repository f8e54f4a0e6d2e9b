import type { Me, Permission } from '@linli/contract'
import { problemOf } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { api, orNullWhenSignedOut } from './api.ts'

const meKey = ['me'] as const

/**
 * Who is signed in; `undefined` while asking, null for nobody. Kept until signing in or out, so that a session
 * that ends under somebody's hands does not take away the page they are typing on.
 */
export function useMe(): Me | null | undefined {
  return useQuery({ queryKey: meKey, queryFn: () => orNullWhenSignedOut(api.getMe()), staleTime: Number.POSITIVE_INFINITY }).data
}

/** Whether the posts of whoever is signed in include a right. */
export function useMay(permission: Permission): boolean {
  return useMe()?.permissions.includes(permission) ?? false
}

/** Takes over the answer of a sign-in: what another person saw is forgotten, what the same person sees is fetched again. */
export function useTakeSession(): (me: Me | null) => void {
  const queries = useQueryClient()
  return useCallback(
    (me: Me | null) => {
      const before = queries.getQueryData<Me | null>(meKey)
      setExpired(false)
      if (before && me && before.accountId === me.accountId && before.receiptMatterId === me.receiptMatterId) {
        queries.setQueryData(meKey, me)
        void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] })
        return
      }
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] })
      queries.setQueryData(meKey, me)
    },
    [queries],
  )
}

let expired = false
const listeners = new Set<() => void>()

function setExpired(value: boolean): void {
  expired = value
  for (const tell of listeners) tell()
}

/** Told of every failed call: an ended session asks for a sign-in over the page. */
export function noteError(error: unknown): void {
  if (problemOf(error)?.code === 'not_signed_in') setExpired(true)
}

/** True from a call that was refused for want of a session until somebody signs in. */
export function useExpired(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => expired,
  )
}
