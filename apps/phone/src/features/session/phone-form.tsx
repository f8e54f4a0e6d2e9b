import type { Me } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Input from 'antd-mobile/es/components/input'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { useTakeSession } from '../../app/session.ts'
import { toast } from '../../app/toast.tsx'
import { CodeField } from '../../parts/code-field.tsx'
import { SecondStep } from './second-step.tsx'
import { useSessionTexts } from './texts.ts'

/** Sign-in by phone number and a code from a text message; staff give their second factor too. */
export function PhoneForm({ onDone }: { onDone: () => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const takeSession = useTakeSession()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [wait, setWait] = useWait()
  const [half, setHalf] = useState<Me | null>(null)
  const ask = useMutation({
    mutationFn: () => api.askPhoneCode({ body: { phone } }),
    onSuccess: () => {
      setWait(60)
      toast(say('phone.sent'))
    },
  })
  const signIn = useMutation({
    mutationFn: () => api.signInByPhone({ body: { phone, code } }),
    onSuccess: (me) => (me.awaits === null ? finish(me) : setHalf(me)),
  })
  const finish = (me: Me) => {
    takeSession(me)
    onDone()
  }
  const phoneIsGood = /^1[3-9]\d{9}$/.test(phone)
  const error = signIn.error ?? ask.error
  if (half) return <SecondStep half={half} onDone={finish} onStartOver={() => setHalf(null)} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate()
      }}
    >
      <label className="field">
        <span>{say('phone.number')}</span>
        <Input
          type="tel"
          inputMode="numeric"
          autoComplete="tel"
          maxLength={11}
          value={phone}
          onChange={(next) => setPhone(next.replace(/\D/g, ''))}
        />
      </label>
      <Button block disabled={!phoneIsGood || wait > 0} loading={ask.isPending} onClick={() => ask.mutate()}>
        {wait > 0 ? say('phone.askAgain', { seconds: wait }) : say('phone.ask')}
      </Button>
      <CodeField label={say('phone.code')} value={code} onChange={setCode} />
      {error && (
        <p className="wrong" role="alert">
          {problemText(error)}
        </p>
      )}
      <Button block type="submit" size="large" color="primary" disabled={!phoneIsGood || code.length !== 6} loading={signIn.isPending}>
        {say('signIn')}
      </Button>
    </form>
  )
}

/** Seconds until a code may be asked for again, counting down. */
function useWait(): [number, (seconds: number) => void] {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (seconds === 0) return
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000)
    return () => clearTimeout(timer)
  }, [seconds])
  return [seconds, setSeconds]
}
