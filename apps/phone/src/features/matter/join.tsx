import { present, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { toast } from '../../app/toast.tsx'
import { rememberReceipt } from '../../parts/receipts.ts'
import { useMatterTexts } from './texts.ts'

/** 我也遇到了: whoever was shown a link to somebody else's matter may join it, with or without an account. */
export function Join({ matterId }: { matterId: string }) {
  const say = useMatterTexts()
  const problemText = useProblemText()
  const keyFor = useSteadyKey()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const join = useMutation({
    mutationFn: () => api.joinMatter({ params: { matterId }, body: {}, idempotencyKey: keyFor(matterId) }),
    onSuccess: async (joined) => {
      toast(say('join.done', { number: joined.number }))
      rememberReceipt({ ...joined, at: present().toISOString() }, say('join.kept'))
      if (joined.receiptCode) await navigate({ to: '/m', hash: joined.receiptCode })
      else await queries.invalidateQueries({ queryKey: ['matter', matterId] })
      void queries.invalidateQueries({ queryKey: ['matters'] })
    },
  })
  // Staff see matters by their posts, and a receipt is of one matter only: neither joins.
  if (me && me.kind !== 'resident') return null
  return (
    <section className="card">
      <h2>{say('join.title')}</h2>
      <p className="hint">{say('join.hint')}</p>
      {join.error && (
        <p className="wrong" role="alert">
          {problemText(join.error)}
        </p>
      )}
      <Button block size="large" color="primary" fill="outline" loading={join.isPending} onClick={() => join.mutate()}>
        {say('join.button')}
      </Button>
    </section>
  )
}
