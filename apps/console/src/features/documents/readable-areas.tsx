import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { AreaSelect } from '../../parts/area-select.tsx'

/** Chooses an area, at first the one of my own post. */
export function ReadableAreas({ value, onChange, id }: { value?: string; onChange?: (areaId: string) => void; id?: string }) {
  const me = useMe()
  const own = me?.posts.find((post) => post.areaId !== null)?.areaId
  const city = useQuery({ enabled: !own, queryKey: ['areas', 'top'], queryFn: () => api.listAreas({ query: { limit: 1 } }) })
  const first = own ?? city.data?.items[0]?.id
  useEffect(() => {
    if (value === undefined && first) onChange?.(first)
  }, [value, first, onChange])
  return <AreaSelect {...(id && { id })} value={value} {...(onChange && { onChange })} />
}
