import { Outlines, useZoomStep } from '@linli/ui/map'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

/** Outlines of the areas of a level below one, or of its children; simplified for a zoom in whole steps. */
export function useOutlines(areaId: string, level: string | undefined, zoom: number) {
  return useQuery({
    enabled: areaId !== '',
    queryKey: ['areas', 'outlines', areaId, level ?? '', zoom],
    queryFn: ({ signal }) => api.getAreaOutlines({ params: { areaId }, query: { zoom, ...(level && { level }) } }, signal),
    // A coarser outline stays until the finer one is there.
    placeholderData: (before) => before,
    staleTime: 300_000,
  })
}

/** Draws outlines with the areas' names below whatever lies on the map. */
export function AreaOutlines({
  areaId,
  level,
  strong = false,
  fromZoom = 0,
}: {
  areaId: string
  level?: string
  /** Farther away nothing is drawn, and nothing asked for. */
  fromZoom?: number
  /** On a light ground with a heavier line: the areas one thinks in, not those they consist of. */
  strong?: boolean
}) {
  const zoom = useZoomStep()
  const { data } = useOutlines(zoom >= fromZoom ? areaId : '', level, zoom)
  return <Outlines id={`outlines-${areaId}-${level ?? 'children'}`} data={data} strong={strong} fromZoom={fromZoom} />
}
