import type { Me } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Input from 'antd-mobile/es/components/input'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useTakeSession } from '../../app/session.ts'
import { SecondStep } from './second-step.tsx'
import { useSessionTexts } from './texts.ts'

/** Sign-in by account and password, then by the second factor where there is one. */
export function StaffForm({ onDone }: { onDone: () => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const takeSession = useTakeSession()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [half, setHalf] = useState<Me | null>(null)
  const signIn = useMutation({
    mutationFn: () => api.signIn({ body: { loginName: loginName.trim(), password } }),
    onSuccess: (me) => (me.awaits === null ? finish(me) : setHalf(me)),
  })
  const finish = (me: Me) => {
    takeSession(me)
    onDone()
  }
  if (half) return <SecondStep half={half} onDone={finish} onStartOver={() => setHalf(null)} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate()
      }}
    >
      <label className="field">
        <span>{say('staff.name')}</span>
        <Input autoComplete="username" autoCapitalize="none" value={loginName} onChange={setLoginName} maxLength={64} />
      </label>
      <label className="field">
        <span>{say('staff.password')}</span>
        <Input type="password" autoComplete="current-password" value={password} onChange={setPassword} maxLength={256} />
      </label>
      {signIn.error && (
        <p className="wrong" role="alert">
          {problemText(signIn.error)}
        </p>
      )}
      <Button block type="submit" size="large" color="primary" disabled={!loginName.trim() || !password} loading={signIn.isPending}>
        {say('signIn')}
      </Button>
    </form>
  )
}
