import type { ReportReceipt } from '@linli/contract'
import { NoPermission, problemOf, readStored, useProblemText, writeStored } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { CategorySelect } from '../../parts/category-select.tsx'
import { CallSent } from './call-sent.tsx'
import { useCallsTexts } from './texts.ts'

/** What is written during a call; `key` is made once and sent with every try, so that it can arrive only once. */
interface CallDraft {
  key: string
  text?: string
  address?: string
  contactPhone?: string
  categoryCode?: string
  anonymous?: boolean
}

const draftUnder = 'linli.call.draft'

/** Takes down what somebody says on the telephone. */
export function CallPage() {
  const say = useCallsTexts()
  const allowed = useMay('matters.report_for_others')
  const [receipt, setReceipt] = useState<ReportReceipt | null>(null)
  if (!allowed) return <NoPermission />
  return (
    <div className="narrow-page">
      <h1>{say('title')}</h1>
      {receipt ? <CallSent receipt={receipt} onNext={() => setReceipt(null)} /> : <CallForm onSent={setReceipt} />}
    </div>
  )
}

function CallForm({ onSent }: { onSent: (receipt: ReportReceipt) => void }) {
  const say = useCallsTexts()
  const problemText = useProblemText()
  const [form] = Form.useForm<Omit<CallDraft, 'key'>>()
  const [draft, setDraft] = useState(readDraft)
  const keep = (next: CallDraft) => {
    setDraft(next)
    writeStored(draftUnder, JSON.stringify(next))
  }
  const send = useMutation({
    mutationFn: ({ key, ...given }: CallDraft) => {
      writeStored(draftUnder, JSON.stringify({ key, ...given }))
      return api.reportMatter({ body: bodyOf(given), idempotencyKey: key })
    },
    onSuccess: (receipt) => {
      writeStored(draftUnder, null)
      onSent(receipt)
    },
  })
  const code = problemOf(send.error)?.code
  const keyIsSpent = code === 'idempotency_key_reused'
  const required = [{ required: true, whitespace: true, message: say('required') }]
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={draft}
      onValuesChange={(_, values) => keep({ ...values, key: draft.key })}
      onFinish={(values) => send.mutate({ ...values, key: draft.key })}
    >
      <p className="linli-quiet">{say('words')}</p>
      <Form.Item name="text" label={say('text')} rules={required}>
        <Input.TextArea autoFocus placeholder={say('textHint')} autoSize={{ minRows: 5, maxRows: 14 }} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="address" label={say('address')} rules={required}>
        <Input placeholder={say('addressHint')} maxLength={300} />
      </Form.Item>
      <Form.Item name="contactPhone" label={say('phone')} rules={[{ pattern: /^1[3-9]\d{9}$/, message: say('phoneWrong') }]}>
        <Input type="tel" placeholder={say('phoneHint')} maxLength={11} autoComplete="off" />
      </Form.Item>
      <Form.Item name="categoryCode" label={say('category')}>
        <CategorySelect placeholder={say('categoryHint')} />
      </Form.Item>
      <Form.Item name="anonymous" valuePropName="checked">
        <Checkbox>{say('anonymous')}</Checkbox>
      </Form.Item>
      {send.error && code !== 'not_signed_in' && (
        <Alert
          type={keyIsSpent ? 'warning' : 'error'}
          showIcon
          className="form-alert"
          title={keyIsSpent ? say('maybeSent') : problemText(send.error)}
          action={
            keyIsSpent && (
              <Button
                size="small"
                onClick={() => {
                  const fresh = { ...form.getFieldsValue(), key: crypto.randomUUID() }
                  keep(fresh)
                  send.mutate(fresh)
                }}
              >
                {say('again')}
              </Button>
            )
          }
        />
      )}
      <div className="form-buttons">
        <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
          {say('send')}
        </Button>
        <Button
          size="large"
          onClick={() => {
            keep({ key: crypto.randomUUID() })
            form.setFieldsValue({ text: '', address: '', contactPhone: '', anonymous: false })
            form.resetFields(['categoryCode'])
          }}
        >
          {say('discard')}
        </Button>
      </div>
    </Form>
  )
}

function bodyOf({ text = '', address = '', contactPhone, categoryCode, anonymous }: Omit<CallDraft, 'key'>) {
  return {
    text: text.trim(),
    address: address.trim(),
    ...(contactPhone && { contactPhone }),
    ...(categoryCode && { categoryCode }),
    ...(anonymous && { anonymous }),
  }
}

function readDraft(): CallDraft {
  const fresh = { key: crypto.randomUUID() }
  try {
    return { ...fresh, ...(JSON.parse(readStored(draftUnder) ?? '{}') as Partial<CallDraft>) }
  } catch {
    return fresh
  }
}
