import { isNoAnswer, Loading, problemOf, QueryError, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { toast } from '../../app/toast.tsx'
import { currentSubscription, pushIsPossible, subscribe, unsubscribe } from './subscription.ts'
import { usePushTexts } from './texts.ts'

/** Whether this phone is told by web push, and the tap that turns it on: only then does the browser ask for leave. */
export function PushPage() {
  const say = usePushTexts()
  const preferences = useQuery({ queryKey: ['notice-preferences'], queryFn: () => api.getNoticePreferences() })
  return (
    <>
      <h1>{say('title')}</h1>
      <p>{say('words')}</p>
      {preferences.isPending && <Loading />}
      {preferences.error && problemOf(preferences.error)?.code === 'not_signed_in' && <p className="hint">{say('signIn')}</p>}
      {preferences.error && problemOf(preferences.error)?.code !== 'not_signed_in' && (
        <QueryError error={preferences.error} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && <Switch pushKey={preferences.data.pushKey} />}
    </>
  )
}

function Switch({ pushKey }: { pushKey: string | null }) {
  const say = usePushTexts()
  const problemText = useProblemText()
  const keyFor = useSteadyKey()
  const [on, setOn] = useState<boolean | null>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    void currentSubscription().then((subscription) => setOn(subscription !== null))
  }, [])
  const turnOn = useMutation({
    mutationFn: async () => {
      const body = await subscribe(pushKey ?? '')
      if (body) await api.subscribePush({ body })
      return body !== null
    },
    onSuccess: (done) => setOn(done),
  })
  const turnOff = useMutation({ mutationFn: unsubscribe, onSuccess: () => setOn(false) })
  const test = useMutation({
    mutationFn: () => api.sendTestMessage({ body: { channel: 'push' }, idempotencyKey: keyFor(tries) }),
    onSuccess: () => (setTries(tries + 1), toast(say('tested'))),
  })
  if (!pushIsPossible()) return <p className="hint">{say('unsupported')}</p>
  if (pushKey === null) return <p className="hint">{say('off')}</p>
  if (Notification.permission === 'denied') return <p className="hint">{say('denied')}</p>
  if (on === null) return <Loading />
  const error = turnOn.error ?? test.error
  return (
    <>
      {on && <p>{say('on')}</p>}
      {error && (
        <p className="wrong" role="alert">
          {problemOf(error) || isNoAnswer(error) ? problemText(error) : say('failed')}
        </p>
      )}
      <div className="buttons">
        {on ? (
          <>
            <Button block size="large" loading={test.isPending} onClick={() => test.mutate()}>
              {say('test')}
            </Button>
            <Button block size="large" loading={turnOff.isPending} onClick={() => turnOff.mutate()}>
              {say('turnOff')}
            </Button>
          </>
        ) : (
          <Button
            block
            size="large"
            color="primary"
            loading={turnOn.isPending}
            loadingText={say('turningOn')}
            onClick={() => turnOn.mutate()}
          >
            {say('turnOn')}
          </Button>
        )}
      </div>
    </>
  )
}
