import type { Me, Permission } from '@linli/contract'
import { setExpired } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ownerOf, rememberOwner } from '../outbox/owner.ts'
import { forgetForms } from '../parts/kept-form.ts'
import { api, orNullWhenSignedOut } from './api.ts'

const meKey = ['me'] as const

/**
 * Who is signed in; `undefined` while asking, null for nobody. Kept until signing in or out, so that a session
 * that ends under somebody's hands does not take away the page they are typing on.
 */
export function useMe(): Me | null | undefined {
  return useQuery({ queryKey: meKey, queryFn: askWhoIsThere, staleTime: Number.POSITIVE_INFINITY }).data
}

async function askWhoIsThere(): Promise<Me | null> {
  const me = await orNullWhenSignedOut(api.getMe())
  rememberOwner(ownerOf(me))
  return me
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
      rememberOwner(ownerOf(me))
      if (before && me && before.accountId === me.accountId && before.receiptMatterId === me.receiptMatterId) {
        queries.setQueryData(meKey, me)
        void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] })
        return
      }
      if (before) forgetForms()
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] })
      queries.setQueryData(meKey, me)
    },
    [queries],
  )
}
