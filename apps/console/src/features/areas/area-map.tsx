import type { Area } from '@linli/contract'
import { Loading, QueryError } from '@linli/ui'
import { useMemo } from 'react'
import { CityMap } from '@linli/ui/map'
import { Fit, type MapShape, Shapes } from './map-shapes.tsx'
import { boxAround } from './shapes.ts'
import { useAreasTexts } from './texts.ts'
import { useBoundariesBelow, useBoundary } from './use-surroundings.ts'

/** An area on the map: its boundary with the areas below it, each of which can be gone to. */
export function AreaMap({ area, onChoose }: { area: Area; onChoose: (areaId: string) => void }) {
  const say = useAreasTexts()
  const boundary = useBoundary(area.id)
  const below = useBoundariesBelow(area.childCount > 0 ? area.id : null)
  const own = boundary.data?.geometry ?? null
  const children = below.data?.items
  const shapes = useMemo((): MapShape[] => {
    const around = (children ?? []).map(({ id, name, geometry }) => ({ id, boundary: geometry, tone: 'around' as const, label: name }))
    return [...around, ...(own ? [{ id: area.id, boundary: own, tone: 'area' as const }] : [])]
  }, [children, own, area.id])
  if (boundary.isPending) return <Loading />
  if (boundary.isError) return <QueryError error={boundary.error} onRetry={() => void boundary.refetch()} />
  const box = boxAround(shapes.map((shape) => shape.boundary))
  if (!box) return null
  return (
    <div className="area-map">
      <CityMap label={say('map', { name: area.name })} box={box}>
        <Shapes name="area" shapes={shapes} onChoose={(id) => id !== area.id && onChoose(id)} />
        <Fit boundaries={[own]} />
      </CityMap>
    </div>
  )
}
