import { Form, Input } from 'antd'
import { useActionTexts } from './texts.ts'

/** Free words, in a field that grows; 2,000 characters like everything said about a matter. */
export function WordsField({
  name = 'words',
  label,
  hint,
  extra,
  optional = false,
  autoFocus = false,
  rows = 4,
}: {
  name?: string | (string | number)[]
  label?: string
  hint?: string
  extra?: string
  optional?: boolean
  autoFocus?: boolean
  rows?: number
}) {
  const say = useActionTexts()
  return (
    <Form.Item
      name={name}
      label={label ?? say('words')}
      {...(extra && { extra })}
      rules={optional ? [] : [{ required: true, whitespace: true, message: say('required') }]}
    >
      <Input.TextArea
        autoFocus={autoFocus}
        {...(hint && { placeholder: hint })}
        autoSize={{ minRows: rows, maxRows: 12 }}
        maxLength={2000}
      />
    </Form.Item>
  )
}

/** What was typed without blanks around it, or nothing at all for an optional field left empty. */
export function said<Name extends string>(name: Name, words: string | undefined): { [K in Name]?: string } {
  const text = words?.trim()
  return (text ? { [name]: text } : {}) as { [K in Name]?: string }
}
