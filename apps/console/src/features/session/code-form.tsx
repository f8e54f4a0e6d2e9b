import type { Me } from '@linli/contract'
import { problemOf, useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import './second-factor.css'
import { useSessionTexts } from './texts.ts'

/** The second step of signing in: a code of the app, or a recovery code. `onStartOver` is told whether it was for want of time. */
export function CodeForm({ onDone, onStartOver }: { onDone: (me: Me) => void; onStartOver: (late: boolean) => void }) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const [form] = Form.useForm<{ code: string }>()
  const [byRecovery, setByRecovery] = useState(false)
  const give = useMutation({
    mutationFn: (code: string) => api.giveSecondFactor({ body: { code: code.trim() } }),
    onSuccess: onDone,
    onError: (error) => {
      if (problemOf(error)?.code === 'not_signed_in') return onStartOver(true)
      form.resetFields()
      form.focusField('code')
    },
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => give.mutate(code)}>
      <Form.Item
        key={String(byRecovery)}
        name="code"
        label={say(byRecovery ? 'factor.recoveryCode' : 'factor.code')}
        extra={say(byRecovery ? 'factor.recoveryHint' : 'factor.codeHint')}
        rules={[{ required: true, min: byRecovery ? 10 : 6, message: say(byRecovery ? 'factor.recoveryNeeded' : 'factor.codeNeeded') }]}
      >
        {byRecovery ? (
          <Input size="large" autoComplete="off" autoCapitalize="characters" maxLength={20} autoFocus className="factor-code" />
        ) : (
          <Input size="large" autoComplete="one-time-code" inputMode="numeric" maxLength={6} autoFocus className="factor-code" />
        )}
      </Form.Item>
      {give.error && <Alert type="error" showIcon title={problemText(give.error)} className="form-alert" />}
      <Button block type="primary" size="large" htmlType="submit" loading={give.isPending}>
        {say('signIn')}
      </Button>
      <div className="factor-foot">
        <Button type="link" size="small" onClick={() => setByRecovery(!byRecovery)}>
          {say(byRecovery ? 'factor.byApp' : 'factor.byRecovery')}
        </Button>
        <Button type="link" size="small" onClick={() => onStartOver(false)}>
          {say('factor.startOver')}
        </Button>
      </div>
    </Form>
  )
}
