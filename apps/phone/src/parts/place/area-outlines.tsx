import { Outlines, useZoomStep } from '@linli/ui/map'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

/** The parts of an area with their names, drawn on the map around it; nothing while the area is not known. */
export function AreaOutlines({ areaId, strong = false }: { areaId: string | null; strong?: boolean }) {
  const zoom = useZoomStep()
  const { data } = useQuery({
    enabled: areaId !== null,
    queryKey: ['outlines', areaId, zoom],
    queryFn: ({ signal }) => api.getAreaOutlines({ params: { areaId: areaId ?? '' }, query: { zoom } }, signal),
    placeholderData: (before) => before,
    staleTime: 3_600_000,
    retry: false,
  })
  return <Outlines id={`outlines-${strong ? 'strong' : 'fine'}`} data={data} strong={strong} />
}
