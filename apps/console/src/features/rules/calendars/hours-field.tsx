import { Form, Input } from 'antd'
import { useRulesTexts } from '../texts.ts'
import { readHours } from './hours-text.ts'

/** Hours of a day as they are said: 08:30-12:00 13:30-17:30. */
export function HoursField({ name, label, hint }: { name: string | (string | number)[]; label: string; hint: string }) {
  const say = useRulesTexts()
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        {
          validator: (_, typed: string | undefined) =>
            readHours(typed ?? '') ? Promise.resolve() : Promise.reject(new Error(say('calendars.hours.unreadable'))),
        },
      ]}
    >
      <Input placeholder={hint} maxLength={120} />
    </Form.Item>
  )
}
