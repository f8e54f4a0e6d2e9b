import { present, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../app/api.ts'
import { toast } from '../app/toast.tsx'
import { rememberReceipt } from './receipts.ts'

/** 我也遇到了: joins somebody else's matter, with or without an account, and opens it. The words say what happened, and what the receipt is kept as. */
export function useJoin(words: { done: (number: string) => string; kept: string }) {
  const keyFor = useSteadyKey()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (matterId: string) => api.joinMatter({ params: { matterId }, body: {}, idempotencyKey: keyFor(matterId) }),
    onSuccess: async (joined) => {
      toast(words.done(joined.number))
      rememberReceipt({ ...joined, at: present().toISOString() }, words.kept)
      void queries.invalidateQueries({ queryKey: ['matters'] })
      if (joined.receiptCode) await navigate({ to: '/m', hash: joined.receiptCode })
      else {
        await queries.invalidateQueries({ queryKey: ['matter', joined.matterId] })
        await navigate({ to: '/matters/$matterId', params: { matterId: joined.matterId } })
      }
    },
  })
}
