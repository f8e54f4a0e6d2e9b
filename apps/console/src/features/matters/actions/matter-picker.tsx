import type { Matter } from '@linli/contract'
import { stateName, useLanguage, useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useActionTexts } from '../../../parts/actions/texts.ts'

/** Chooses another matter: by its number, or from those of the same area, the same category first. */
export function MatterPicker({
  matter,
  value,
  onChange,
  id,
}: {
  matter: Matter
  value?: string
  onChange?: (matterId: string) => void
  id?: string
}) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const looked = useDeferredValue(typed.trim())
  const number = /^\d{6,}$/.test(looked) ? looked : null
  const near = useQuery({
    queryKey: ['near', matter.area.id, matter.kind],
    queryFn: () => api.listMatters({ query: { view: 'open', areaId: matter.area.id, kind: matter.kind, limit: 100 } }),
  })
  const byNumber = useQuery({
    enabled: number !== null,
    queryKey: ['by-number', number],
    queryFn: () => api.listMatters({ query: { view: 'all', number: number ?? '', kind: matter.kind } }),
  })
  const rows = [...(byNumber.data?.items ?? []), ...(near.data?.items ?? [])].filter((row) => row.id !== matter.id)
  const options = [...new Map(rows.map((row) => [row.id, row])).values()]
    .toSorted((a, b) => Number(b.categoryCode === matter.categoryCode) - Number(a.categoryCode === matter.categoryCode))
    .map((row) => ({
      value: row.id,
      label: `${row.number} · ${stateName(row, shared, language)} · ${row.text}`,
    }))
  return (
    <Select<string>
      {...(id && { id })}
      {...(value && { value })}
      {...(onChange && { onChange })}
      autoFocus
      placeholder={say('matterHint')}
      loading={near.isFetching || byNumber.isFetching}
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      notFoundContent={say('noMatter')}
      options={options}
    />
  )
}
