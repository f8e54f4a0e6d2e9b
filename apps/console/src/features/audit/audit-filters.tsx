import { isOneOf } from '@linli/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Select } from 'antd'
import { TimeInput } from '../../parts/time-input.tsx'
import { type AuditSearch, queryOf } from './audit-search.ts'
import { trailActions, useAuditTexts } from './texts.ts'

/** The conditions, which become the page's address when sent. */
export function AuditFilters({ search }: { search: AuditSearch }) {
  const say = useAuditTexts()
  const navigate = useNavigate()
  const go = (typed: AuditSearch) => {
    const trimmed = Object.fromEntries(Object.entries(queryOf(typed)).map(([name, value]) => [name, value.trim()]))
    void navigate({ to: '/audit', search: queryOf(trimmed) })
  }
  const isFiltered = Object.keys(search).length > 0
  // A step of a matter is no word of the list, and stays chosen all the same.
  const chosen = search.action && !isOneOf(trailActions, search.action) ? [{ value: search.action, label: search.action }] : []
  return (
    <Form<AuditSearch> layout="vertical" className="audit-filters" initialValues={{ action: '', ...search }} onFinish={go}>
      <Form.Item name="person" label={say('person')}>
        <Input placeholder={say('personHint')} maxLength={64} allowClear />
      </Form.Item>
      <Form.Item name="action" label={say('action')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: '', label: say('anyAction') },
            ...chosen,
            ...trailActions.map((value) => ({ value, label: say(`actions.${value}`) })),
          ]}
        />
      </Form.Item>
      <Form.Item name="number" label={say('number')}>
        <Input placeholder={say('numberHint')} maxLength={20} allowClear />
      </Form.Item>
      <Form.Item name="from" label={say('from')}>
        <TimeInput withTime />
      </Form.Item>
      <Form.Item name="to" label={say('to')}>
        <TimeInput withTime />
      </Form.Item>
      <div className="audit-buttons">
        <Button type="primary" htmlType="submit">
          {say('search')}
        </Button>
        {isFiltered && <Button onClick={() => go({})}>{say('clear')}</Button>}
        <Button href={`/api/audit/export?${new URLSearchParams(queryOf(search)).toString()}`} download title={say('exportHint')}>
          {say('export')}
        </Button>
      </div>
    </Form>
  )
}
