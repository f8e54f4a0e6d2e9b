import { Form, Input } from 'antd'
import { useToolTexts } from './tool-texts.ts'

/** The code and the name of an area that begins. `id` tells the fields of several apart. */
export function CodeAndName({
  id,
  code,
  name,
  onChange,
}: {
  id: string
  code: string
  name: string
  onChange: (typed: { code?: string; name?: string }) => void
}) {
  const say = useToolTexts()
  return (
    <div className="split-names">
      <Form.Item label={say('split.code')} htmlFor={`code-${id}`} required>
        <Input id={`code-${id}`} maxLength={40} value={code} onChange={({ target }) => onChange({ code: target.value })} />
      </Form.Item>
      <Form.Item label={say('split.name')} htmlFor={`name-${id}`} required>
        <Input id={`name-${id}`} maxLength={100} value={name} onChange={({ target }) => onChange({ name: target.value })} />
      </Form.Item>
    </div>
  )
}

/** Why an area is split or merged, for its history. */
export function ReorganiseReason({ id, value, onChange }: { id: string; value: string; onChange: (reason: string) => void }) {
  const say = useToolTexts()
  return (
    <Form.Item label={say('reason')} extra={say('reasonHint')} htmlFor={id} required>
      <Input id={id} maxLength={500} value={value} onChange={({ target }) => onChange(target.value)} />
    </Form.Item>
  )
}
