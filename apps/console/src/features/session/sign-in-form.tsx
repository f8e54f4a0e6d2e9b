import type { Me } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useTakeSession } from '../../app/session.ts'
import { CodeForm } from './code-form.tsx'
import { Enrolment } from './enrolment.tsx'
import { useSessionTexts } from './texts.ts'

/** Account and password, then the second factor where there is one; the page below or behind goes on by itself when they are right. */
export function SignInForm() {
  const say = useSessionTexts()
  const takeSession = useTakeSession()
  const [half, setHalf] = useState<Me | null>(null)
  const [tooLate, setTooLate] = useState(false)
  const startOver = (late: boolean) => {
    setHalf(null)
    setTooLate(late)
  }
  if (half?.awaits === 'second_factor') return <CodeForm onDone={takeSession} onStartOver={startOver} />
  if (half?.awaits === 'enrolment')
    return (
      <>
        <p>{say('factor.required')}</p>
        <Enrolment atTheDoor onDone={takeSession} onTooLate={() => startOver(true)} />
      </>
    )
  return (
    <>
      {tooLate && <Alert type="warning" showIcon title={say('factor.tooLate')} className="form-alert" />}
      <PasswordForm onSignedIn={(me) => (me.awaits === null ? takeSession(me) : setHalf(me))} />
    </>
  )
}

function PasswordForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const signIn = useMutation({
    mutationFn: (given: { loginName: string; password: string }) =>
      api.signIn({ body: { loginName: given.loginName.trim(), password: given.password } }),
    onSuccess: onSignedIn,
  })
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(given: { loginName: string; password: string }) => signIn.mutate(given)}>
      <Form.Item name="loginName" label={say('name')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
        <Input size="large" autoComplete="username" autoCapitalize="none" maxLength={64} autoFocus />
      </Form.Item>
      <Form.Item name="password" label={say('password')} rules={[{ required: true, message: say('required') }]}>
        <Input.Password size="large" autoComplete="current-password" maxLength={256} />
      </Form.Item>
      {signIn.error && <Alert type="error" showIcon title={problemText(signIn.error)} className="form-alert" />}
      <Button block type="primary" size="large" htmlType="submit" loading={signIn.isPending}>
        {say('signIn')}
      </Button>
    </Form>
  )
}
