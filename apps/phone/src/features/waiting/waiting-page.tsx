import { Empty, Loading } from '@linli/ui'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { useOutbox } from '../../outbox/use-outbox.ts'
import { ItemCard } from './item-card.tsx'
import { SentLately } from './sent-lately.tsx'
import { useWaitingTexts } from './texts.ts'

/** What this phone still has to send, each with how it stands and the ways out, and what was sent lately. */
export function WaitingPage() {
  const say = useWaitingTexts()
  const view = useOutbox()
  const [trying, setTrying] = useState(false)
  if (!view) return <Loading />
  const { unsent, others, inMemory, signedOut, tryNow } = view
  const waits = unsent.some((item) => item.state === 'waiting')
  return (
    <>
      <h1>{say('title')}</h1>
      {inMemory && unsent.length > 0 && (
        <p className="card-wrong" role="alert">
          {say('inMemory')}
        </p>
      )}
      {signedOut && waits && <p className="card-wrong">{say('signedOut')}</p>}
      {waits && (
        <Button
          block
          size="large"
          color="primary"
          className="apart"
          loading={trying}
          loadingText={say('trying')}
          onClick={() => {
            setTrying(true)
            void tryNow().finally(() => setTrying(false))
          }}
        >
          {say('tryNow')}
        </Button>
      )}
      {unsent.length === 0 && <Empty text={say('none')} />}
      {unsent.map((item, at) => (
        <ItemCard
          key={item.id}
          item={item}
          outbox={view.outbox}
          behind={unsent.slice(0, at).some((before) => before.line === item.line && before.owner === item.owner)}
          signedOut={signedOut}
          dependents={unsent.filter((other) => other.id !== item.id && other.request.params['matterId'] === item.id).length}
          tryNow={tryNow}
        />
      ))}
      {others > 0 && <p className="hint">{say('others', { count: others })}</p>}
      <SentLately items={view.sent} />
    </>
  )
}
