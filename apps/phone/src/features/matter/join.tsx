import { useProblemText } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import { useMe } from '../../app/session.ts'
import { useJoin } from '../../parts/use-join.ts'
import { useMatterTexts } from './texts.ts'

/** 我也遇到了: whoever was shown a link to somebody else's matter may join it, with or without an account. */
export function Join({ matterId }: { matterId: string }) {
  const say = useMatterTexts()
  const problemText = useProblemText()
  const me = useMe()
  const join = useJoin({ done: (number) => say('join.done', { number }), kept: say('join.kept') })
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
      <Button block size="large" color="primary" fill="outline" loading={join.isPending} onClick={() => join.mutate(matterId)}>
        {say('join.button')}
      </Button>
    </section>
  )
}
