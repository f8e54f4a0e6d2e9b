import type { Point } from '@linli/contract'
import { CityMap, type MapView } from '@linli/ui/map'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { Sheet } from '../sheet.tsx'
import { useSlowly } from '../use-slowly.ts'
import { AreaOutlines } from './area-outlines.tsx'
import { locate, nameOf, type NamedPoint } from './named-point.ts'
import './place.css'
import { usePlaceTexts } from './texts.ts'

/** Enough to see the next streets' worth of grids around the pin. */
const opensAtZoom = 15
const aroundDegrees = 0.02

/** The pin stays in the middle and the map moves below it: a finger never hides what it points at, and the keys of the map move it too. */
export default function PinSheet({
  from,
  onChoose,
  onClose,
}: {
  from: Point
  onChoose: (chosen: NamedPoint) => void
  onClose: () => void
}) {
  const say = usePlaceTexts()
  const [at, setAt] = useState<Point>(from)
  const asked = useSlowly(at, 300)
  const located = useQuery({
    queryKey: ['located', asked.longitude, asked.latitude],
    queryFn: () => locate({ ...asked, coordinateSystem: 'wgs84' }),
    placeholderData: (before) => before,
    staleTime: 300_000,
  }).data
  const around = located?.ancestors.slice(-2) ?? []
  const moved = ({ longitude, latitude }: MapView) => setAt({ longitude, latitude })
  return (
    <Sheet title={say('pin')} onClose={onClose}>
      <p className="hint">{say('pinHint')}</p>
      <div className="pin-map">
        <CityMap
          label={say('map')}
          box={[
            from.longitude - aroundDegrees,
            from.latitude - aroundDegrees,
            from.longitude + aroundDegrees,
            from.latitude + aroundDegrees,
          ]}
          opensAt={{ ...from, zoom: opensAtZoom }}
          onMove={moved}
        >
          <AreaOutlines areaId={around[0]?.id ?? null} strong />
          <AreaOutlines areaId={around[1]?.id ?? null} />
        </CityMap>
        <svg className="pin" viewBox="0 0 32 42" width="40" height="52" aria-hidden>
          <path d="M16 41C16 41 30 25 30 15A14 14 0 1 0 2 15C2 25 16 41 16 41Z" />
          <circle cx="16" cy="15" r="5" />
        </svg>
      </div>
      <p className="hint" aria-live="polite">
        {located ? say('at', { path: nameOf(located) }) : say('outside')}
      </p>
      <Button
        block
        size="large"
        color="primary"
        onClick={() => onChoose({ place: { ...at, coordinateSystem: 'wgs84' }, placeName: located && asked === at ? nameOf(located) : '' })}
      >
        {say('here')}
      </Button>
    </Sheet>
  )
}
