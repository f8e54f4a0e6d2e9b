import { instantInCity, wallClock } from '@linli/ui'
import { Input } from 'antd'

/**
 * A day, or a day and a time, by the city's clock; the value is an instant. The browser's own field: it speaks the reader's
 * language, works by keyboard alone, and loads nothing.
 */
export function TimeInput({
  value,
  onChange,
  id,
  withTime = false,
}: {
  value?: string
  onChange?: (instant: string | undefined) => void
  id?: string
  withTime?: boolean
}) {
  return (
    <Input
      {...(id && { id })}
      type={withTime ? 'datetime-local' : 'date'}
      style={{ width: 240 }}
      defaultValue={value ? wallClock(value).slice(0, withTime ? 16 : 10) : ''}
      onChange={(event) => onChange?.(instantInCity(event.target.value) ?? undefined)}
    />
  )
}
