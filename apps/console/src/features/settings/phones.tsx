import { Button, Form, Input } from 'antd'
import { InBoth } from './in-both.tsx'
import { useSettingsTexts } from './texts.ts'

/** The numbers residents may call, at most six. */
export function Phones() {
  const say = useSettingsTexts()
  return (
    <Form.List name={['texts', 'phones']}>
      {(fields, { add, remove }) => (
        <fieldset className="settings-phones">
          <legend>{say('phones')}</legend>
          {fields.map((field) => (
            <div key={field.key} className="settings-phone">
              <Form.Item
                name={[field.name, 'number']}
                label={say('phoneNumber')}
                rules={[{ required: true, pattern: /^[0-9][0-9-]{2,19}$/, message: say('phoneWrong') }]}
              >
                <Input inputMode="tel" maxLength={20} />
              </Form.Item>
              <InBoth name={[field.name, 'name']} label={say('phoneName')} most={60} required />
              <Button onClick={() => remove(field.name)}>{say('remove')}</Button>
            </div>
          ))}
          {fields.length < 6 && <Button onClick={() => add({ number: '', name: { zh: '', en: '' } })}>{say('addPhone')}</Button>}
        </fieldset>
      )}
    </Form.List>
  )
}
