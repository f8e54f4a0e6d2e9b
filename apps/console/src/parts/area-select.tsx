import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../app/api.ts'

/** Finds an area by name or code. */
export function AreaSelect({
  label,
  placeholder,
  value,
  onChange,
  id,
  width,
}: {
  /** For screen readers, where no label of a form names it. */
  label?: string
  placeholder?: string
  value?: string | undefined
  onChange?: (areaId: string) => void
  id?: string
  /** In pixels; as wide as its place without one. */
  width?: number
}) {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const found = useQuery({
    enabled: search !== '',
    queryKey: ['areas', 'search', search],
    queryFn: ({ signal }) => api.listAreas({ query: { search, limit: 50 } }, signal),
  })
  const chosen = useQuery({
    enabled: value !== undefined,
    queryKey: ['areas', 'one', value ?? ''],
    queryFn: () => api.getArea({ params: { areaId: value ?? '' } }),
  }).data
  const areas = found.data?.items ?? (chosen ? [chosen] : [])
  return (
    <Select<string>
      {...(width && { style: { width } })}
      {...(id && { id })}
      {...(label && { 'aria-label': label })}
      {...(placeholder && { placeholder })}
      {...(value && { value })}
      {...(onChange && { onChange })}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={null}
      options={areas.map((area) => ({
        value: area.id,
        label: [...area.ancestors.slice(-1).map((one) => one.name), area.name].join(' › '),
      }))}
    />
  )
}
