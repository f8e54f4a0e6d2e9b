import type { Me } from '@linli/contract'
import { problemOf, useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, QRCode, Typography } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import './second-factor.css'
import { useSessionTexts } from './texts.ts'

interface Begun {
  secret: string
  uri: string
}

/**
 * Sets up an authenticator app: password (and a code of the present app where it is replaced), the secret as a picture and
 * as text, its first code, the recovery codes. At the door the password has just been given, so it begins with the secret.
 */
export function Enrolment({
  atTheDoor = false,
  replaces = false,
  onDone,
  onTooLate,
}: {
  atTheDoor?: boolean
  replaces?: boolean
  onDone: (me: Me) => void
  onTooLate: () => void
}) {
  const [begun, setBegun] = useState<Begun | null>(null)
  const [done, setDone] = useState<{ me: Me; recoveryCodes: string[] } | null>(null)
  if (done) return <RecoveryCodes codes={done.recoveryCodes} onDone={() => onDone(done.me)} />
  if (begun) return <FirstCode begun={begun} onDone={setDone} onTooLate={onTooLate} />
  if (atTheDoor) return <BeginAtOnce onBegun={setBegun} onTooLate={onTooLate} />
  return <Begin replaces={replaces} onBegun={setBegun} />
}

function BeginAtOnce({ onBegun, onTooLate }: { onBegun: (begun: Begun) => void; onTooLate: () => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.beginSecondFactor({ body: {} }),
    onSuccess: onBegun,
    onError: (failed) => problemOf(failed)?.code === 'not_signed_in' && onTooLate(),
  })
  const begin = useEffectEvent(() => mutate())
  useEffect(() => begin(), [])
  if (!error) return null
  return (
    <>
      <Alert type="error" showIcon title={problemText(error)} className="form-alert" />
      <Button block onClick={() => mutate()} loading={isPending}>
        {say('factor.again')}
      </Button>
    </>
  )
}

function Begin({ replaces, onBegun }: { replaces: boolean; onBegun: (begun: Begun) => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const begin = useMutation({
    mutationFn: (given: { password: string; code?: string }) => api.beginSecondFactor({ body: given }),
    onSuccess: onBegun,
  })
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(given: { password: string; code?: string }) => begin.mutate(given)}>
      <Form.Item name="password" label={say('factor.myPassword')} rules={[{ required: true, message: say('required') }]}>
        <Input.Password autoComplete="current-password" maxLength={256} autoFocus />
      </Form.Item>
      {replaces && (
        <Form.Item name="code" label={say('factor.oldCode')} rules={[{ required: true, min: 6, message: say('factor.codeNeeded') }]}>
          <Input autoComplete="one-time-code" maxLength={20} className="factor-code" />
        </Form.Item>
      )}
      {begin.error && <Alert type="error" showIcon title={problemText(begin.error)} className="form-alert" />}
      <Button block type="primary" htmlType="submit" loading={begin.isPending}>
        {say('factor.next')}
      </Button>
    </Form>
  )
}

function FirstCode({
  begun,
  onDone,
  onTooLate,
}: {
  begun: Begun
  onDone: (done: { me: Me; recoveryCodes: string[] }) => void
  onTooLate: () => void
}) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const [form] = Form.useForm<{ code: string }>()
  const confirm = useMutation({
    mutationFn: (code: string) => api.confirmSecondFactor({ body: { code } }),
    onSuccess: onDone,
    onError: (error) => {
      const code = problemOf(error)?.code
      if (code === 'not_signed_in' || code === 'enrolment_over') return onTooLate()
      form.resetFields()
      form.focusField('code')
    },
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => confirm.mutate(code)}>
      <p>{say('factor.scan')}</p>
      <div className="factor-secret">
        {/* Dark on light in either mode: many cameras read no inverted codes. */}
        <QRCode value={begun.uri} size={168} color="#000000" bgColor="#ffffff" aria-label={say('factor.picture')} />
        <div>
          <p className="linli-quiet">{say('factor.typed')}</p>
          <Typography.Text copyable={{ text: begun.secret, tooltips: [say('factor.copy'), say('factor.copied')] }} className="factor-typed">
            {begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </Typography.Text>
        </div>
      </div>
      <Form.Item
        name="code"
        label={say('factor.firstCode')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: say('factor.codeNeeded') }]}
      >
        <Input size="large" autoComplete="one-time-code" inputMode="numeric" maxLength={6} autoFocus className="factor-code" />
      </Form.Item>
      {confirm.error && <Alert type="error" showIcon title={problemText(confirm.error)} className="form-alert" />}
      <Button block type="primary" size="large" htmlType="submit" loading={confirm.isPending}>
        {say('factor.confirm')}
      </Button>
    </Form>
  )
}
