import { Form, Input } from 'antd'
import { useSettingsTexts } from './texts.ts'

/** A text in Chinese and in English, side by side. */
export function InBoth({
  name,
  label,
  most,
  rows = 1,
  required = false,
}: {
  name: string | (string | number)[]
  label: string
  most: number
  rows?: number
  required?: boolean
}) {
  const say = useSettingsTexts()
  const path = Array.isArray(name) ? name : [name]
  const rules = required ? [{ required: true, whitespace: true, message: say('required') }] : []
  return (
    <div className="settings-pair">
      {(['zh', 'en'] as const).map((language) => (
        <Form.Item key={language} name={[...path, language]} label={`${label} · ${say(language)}`} rules={rules}>
          {rows > 1 ? (
            <Input.TextArea autoSize={{ minRows: rows, maxRows: 10 }} maxLength={most} lang={language} />
          ) : (
            <Input maxLength={most} lang={language} />
          )}
        </Form.Item>
      ))}
    </div>
  )
}
