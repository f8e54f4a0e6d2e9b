import type { Area } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import { boxAround, ringsOf } from './shapes.ts'
import type { MapShape } from './map-shapes.tsx'

const key = (areaId: string) => ['areas', 'boundaries', areaId] as const

/** The boundaries of the areas directly below one, as exact as they are kept. */
export function useBoundariesBelow(parentId: string | null) {
  return useQuery({
    enabled: parentId !== null,
    queryKey: key(parentId ?? ''),
    queryFn: ({ signal }) => api.listAreaBoundaries({ query: { parentId: parentId ?? '' } }, signal),
    staleTime: 60_000,
  })
}

/** The boundary in force of one area. */
export function useBoundary(areaId: string) {
  return useQuery({
    queryKey: ['areas', 'boundary', areaId],
    queryFn: ({ signal }) => api.getAreaBoundary({ params: { areaId } }, signal),
    staleTime: 60_000,
  })
}

/** Everything a tool draws around an area: its boundary, its siblings as shapes, and their corners to snap to. */
export function useSurroundings(area: Area) {
  const boundary = useBoundary(area.id)
  const around = useBoundariesBelow(area.parentId)
  const siblings = useMemo(() => around.data?.items.filter((one) => one.id !== area.id) ?? [], [around.data, area.id])
  const shapes = useMemo(
    () => siblings.map(({ id, name, geometry }): MapShape => ({ id, boundary: geometry, tone: 'around', label: name })),
    [siblings],
  )
  const corners = useMemo(() => siblings.flatMap((one) => ringsOf(one.geometry).flat()), [siblings])
  const geometry = boundary.data?.geometry ?? null
  return {
    pending: boundary.isPending || (around.isPending && area.parentId !== null),
    error: boundary.error ?? around.error,
    retry: () => void Promise.all([boundary.refetch(), around.refetch()]),
    geometry,
    siblings,
    shapes,
    corners,
    box: boxAround([geometry]) ?? boxAround(siblings.map((one) => one.geometry)),
  }
}
