import { useQueries, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../../../app/api.ts'

const none: string[] = []

/** Finds any number of areas by name or code. */
export function AreasSelect({ value = none, onChange, id }: { value?: string[]; onChange?: (areaIds: string[]) => void; id?: string }) {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const found = useQuery({
    enabled: search !== '',
    queryKey: ['areas', 'search', search],
    queryFn: ({ signal }) => api.listAreas({ query: { search, limit: 50 } }, signal),
  })
  const chosen = useQueries({
    queries: value.map((areaId) => ({
      queryKey: ['areas', 'one', areaId],
      queryFn: () => api.getArea({ params: { areaId } }),
      staleTime: 60_000,
    })),
  }).flatMap((one) => one.data ?? [])
  const offered = (found.data?.items ?? []).filter((area) => !value.includes(area.id))
  return (
    <Select<string[]>
      mode="multiple"
      {...(id && { id })}
      value={value}
      {...(onChange && { onChange })}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={null}
      options={[...chosen, ...offered].map((area) => ({
        value: area.id,
        label: [...area.ancestors.slice(-1).map((one) => one.name), area.name].join(' › '),
      }))}
    />
  )
}
