import { areaClasses, matterSources, severities } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Form, Input, Select } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useCategories } from '../../../parts/use-categories.ts'
import { useRulesTexts } from '../texts.ts'
import { AreasSelect } from './areas-select.tsx'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const monthDay = /^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/

/** When a rule holds: all of what is set must be so, and of each any one value is enough. */
export function ConditionFields() {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const field = (name: string) => ['conditions', name]
  return (
    <>
      <Form.Item name={field('categoryCodes')} label={say('routing.form.categories')}>
        <CategoriesSelect />
      </Form.Item>
      <Form.Item name={field('areaIds')} label={say('routing.form.areas')}>
        <AreasSelect />
      </Form.Item>
      <div className="side-by-side-fields">
        <Form.Item name={field('areaClasses')} label={say('limits.areaClass')}>
          <Select mode="multiple" options={areaClasses.map((one) => ({ value: one, label: say(`areaClasses.${one}`) }))} />
        </Form.Item>
        <Form.Item name={field('severities')} label={say('categories.severity')}>
          <Select mode="multiple" options={severities.map((one) => ({ value: one, label: shared(`severities.${one}`) }))} />
        </Form.Item>
        <Form.Item name={field('sources')} label={say('routing.form.sources')}>
          <Select mode="multiple" options={matterSources.map((one) => ({ value: one, label: shared(`sources.${one}`) }))} />
        </Form.Item>
        <Form.Item name={field('weekdays')} label={say('routing.form.weekdays')}>
          <Select mode="multiple" options={weekdays.map((one) => ({ value: one, label: say(`weekdays.long.d${one}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name={field('words')} label={say('routing.form.words')} extra={say('routing.form.wordsHint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['，', ',', '、']} maxCount={50} />
      </Form.Item>
      <div className="side-by-side-fields">
        <Span label={say('routing.form.hours')} hint={say('routing.form.hoursHint')}>
          <Form.Item name={['conditions', 'hours', 'from']} noStyle>
            <Select allowClear aria-label={say('routing.form.hourFrom')} options={hours(0, 23)} placeholder="—" />
          </Form.Item>
          <Form.Item name={['conditions', 'hours', 'to']} noStyle>
            <Select allowClear aria-label={say('routing.form.hourTo')} options={hours(1, 24)} placeholder="—" />
          </Form.Item>
        </Span>
        <Span label={say('routing.form.dates')} hint={say('routing.form.datesHint')}>
          <Form.Item name={['conditions', 'dates', 'from']} noStyle rules={[{ pattern: monthDay, message: say('routing.form.datesHint') }]}>
            <Input aria-label={say('routing.form.dateFrom')} placeholder="11-05" maxLength={5} />
          </Form.Item>
          <Form.Item name={['conditions', 'dates', 'to']} noStyle rules={[{ pattern: monthDay, message: say('routing.form.datesHint') }]}>
            <Input aria-label={say('routing.form.dateTo')} placeholder="04-05" maxLength={5} />
          </Form.Item>
        </Span>
      </div>
    </>
  )
}

function Span({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <Form.Item label={label} extra={hint}>
      <div className="rules-span">{children}</div>
    </Form.Item>
  )
}

/** Kinds, or a class for all its kinds; searched in both languages and by code. */
function CategoriesSelect({ value, onChange, id }: { value?: string[]; onChange?: (codes: string[]) => void; id?: string }) {
  const { all, pathOf } = useCategories()
  const options = useMemo(
    () =>
      all.map((one) => ({
        value: one.code,
        label: `${one.code} ${pathOf(one.code)}`,
        searched: `${one.code} ${one.nameZh} ${one.nameEn}`.toLowerCase(),
      })),
    [all, pathOf],
  )
  return (
    <Select
      mode="multiple"
      {...(id && { id })}
      {...(value && { value })}
      {...(onChange && { onChange })}
      options={options}
      showSearch={{ filterOption: (typed, option) => option?.searched.includes(typed.trim().toLowerCase()) ?? false }}
    />
  )
}

function hours(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    value: from + index,
    label: `${String(from + index).padStart(2, '0')}:00`,
  }))
}
