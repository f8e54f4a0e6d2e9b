import { problemOf, useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { FilesField } from '../../parts/actions/files-field.tsx'
import { CategoryChips, useCategorySuggestions } from '../../parts/category-chips.tsx'
import { CategorySelect } from '../../parts/category-select.tsx'
import { useSettled } from '../../parts/use-settled.ts'
import { bodyOf, type CallDraft, type CallFields, keepCall, phonePattern, readCall } from './call-draft.ts'
import { Caller } from './caller.tsx'
import type { Told } from './call-sent.tsx'
import { PlaceFields } from './place-fields.tsx'
import { Same } from './same.tsx'
import { useCallsTexts } from './texts.ts'

/** One form for one call, all keys: who calls, what they say, where; beside it what the caller reported before and what may be the same. */
export function CallForm({ accountId, onTold }: { accountId: string; onTold: (told: Told) => void }) {
  const say = useCallsTexts()
  const problemText = useProblemText()
  const looksUp = useMay('calls.take')
  const [form] = Form.useForm<CallFields>()
  const [draft, setDraft] = useState(() => readCall(accountId))
  const settled = useSettled(draft)
  const keep = (next: CallDraft) => {
    setDraft(next)
    keepCall(accountId, next)
  }
  const change = (values: CallFields) => keep({ ...draft, ...values })
  const ended = (told: Told) => {
    keepCall(accountId, null)
    onTold(told)
  }
  const send = useMutation({
    mutationFn: ({ key, ...given }: CallDraft) => api.reportMatter({ body: bodyOf(given), idempotencyKey: key }),
    onSuccess: (receipt) => ended({ ...receipt, joined: null }),
  })
  const code = problemOf(send.error)?.code
  const keyIsSpent = code === 'idempotency_key_reused'
  const suggestions = useCategorySuggestions(settled.text ?? '')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit()
  }
  return (
    <div className="call-columns">
      <Form
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={draft}
        onValuesChange={(_, values) => change(values)}
        onFinish={(values) => send.mutate({ ...draft, ...values })}
        onKeyDown={onKeyDown}
      >
        <p className="linli-quiet">{say('words')}</p>
        <Form.Item name="contactPhone" label={say('phone')} rules={[{ pattern: phonePattern, message: say('phoneWrong') }]}>
          <Input type="tel" autoFocus placeholder={say('phoneHint')} maxLength={11} autoComplete="off" />
        </Form.Item>
        <Form.Item name="text" label={say('text')} rules={[{ required: true, whitespace: true, message: say('required') }]}>
          <Input.TextArea placeholder={say('textHint')} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} showCount />
        </Form.Item>
        <PlaceFields form={form} draft={draft} search={looksUp} onPoint={(point, address) => change({ point, address })} />
        <Form.Item name="categoryCode" label={say('category')}>
          <CategorySelect placeholder={say('categoryHint')} />
        </Form.Item>
        <CategoryChips
          suggestions={suggestions}
          value={draft.categoryCode}
          onChoose={(categoryCode) => {
            form.setFieldValue('categoryCode', categoryCode)
            change({ categoryCode })
          }}
        />
        <FilesField key={draft.key} />
        <div className="call-marks">
          <Form.Item name="urgent" valuePropName="checked" noStyle>
            <Checkbox>{say('urgent')}</Checkbox>
          </Form.Item>
          <Form.Item name="callBackWished" valuePropName="checked" noStyle>
            <Checkbox>{say('callBackWished')}</Checkbox>
          </Form.Item>
          <Form.Item name="anonymous" valuePropName="checked" noStyle>
            <Checkbox>{say('anonymous')}</Checkbox>
          </Form.Item>
        </div>
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
                    const fresh = { ...draft, key: crypto.randomUUID() }
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
              form.setFieldsValue(empty)
            }}
          >
            {say('discard')}
          </Button>
        </div>
      </Form>
      {looksUp && (
        <aside className="call-side">
          <Caller phone={phonePattern.test(settled.contactPhone ?? '') ? (settled.contactPhone ?? null) : null} />
          <Same call={settled} onJoined={ended} />
        </aside>
      )}
    </div>
  )
}

/** Form fields keep what `setFieldsValue` does not name. */
const empty = {
  text: '',
  address: '',
  coordinates: '',
  contactPhone: '',
  categoryCode: undefined,
  urgent: false,
  callBackWished: false,
  anonymous: false,
  fileIds: undefined,
} as unknown as CallFields
