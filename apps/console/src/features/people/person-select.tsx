import { useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../../app/api.ts'
import { usePeopleTexts } from './texts.ts'

/** Finds somebody on the staff by name, account or phone number. */
export function PersonSelect({
  id,
  value,
  onChange,
  without,
  label,
}: {
  id?: string
  value?: string
  onChange?: (accountId: string) => void
  /** Not offered. */
  without?: string
  /** Said to screen readers where no label stands beside it. */
  label?: string
}) {
  const say = usePeopleTexts()
  const shared = useSharedTexts()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['people', 'select', search],
    queryFn: ({ signal }) => api.listAccounts({ query: { state: 'active', limit: 20, ...(search && { search }) } }, signal),
    placeholderData: (before) => before,
  })
  const people = (found.data?.items ?? []).filter((one) => one.id !== without)
  return (
    <Select<string>
      style={{ width: '100%' }}
      {...(id && { id })}
      {...(label && { 'aria-label': label })}
      {...(value && { value })}
      {...(onChange && { onChange })}
      placeholder={say('staff.findAll')}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={say('staff.none')}
      options={people.map((person) => {
        const [post] = person.posts
        const where = post ? `${shared(`roles.${post.role}`)} · ${post.areaName ?? post.organisationName ?? ''}` : say('staff.noPost')
        return { value: person.id, label: `${person.displayName}（${person.loginName ? `${person.loginName}，` : ''}${where}）` }
      })}
    />
  )
}
