import { type Box, CityMap, type MapView } from '@linli/ui/map'
import { useState } from 'react'
import { AreaOutlines } from '../../parts/map/area-outlines.tsx'
import { MatterPoints } from '../../parts/map/matter-points.tsx'
import { useWallTexts } from './texts.ts'
import { usePoints } from './use-wall.ts'

/** Where the open matters are; the list beside it and the figures say the same without a map. */
export function WallMap({ areaId, box }: { areaId: string; box: Box }) {
  const say = useWallTexts()
  const [view, setView] = useState<MapView | null>(null)
  const points = usePoints(areaId, view)
  return (
    <section className="wall-box wall-map" aria-label={say('map')}>
      <CityMap label={say('map')} box={box} onMove={setView}>
        <AreaOutlines areaId={areaId} strong />
        <MatterPoints clusters={points.data?.clusters ?? nothing} chosen={null} onChoose={ignore} />
      </CityMap>
    </section>
  )
}

const nothing: readonly never[] = []

/** A wall is looked at, not worked on: a light leads nowhere. */
function ignore(): void {}
