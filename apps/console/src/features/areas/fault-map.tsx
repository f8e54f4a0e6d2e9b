import type { ImportPreview } from '@linli/contract'
import { useMemo } from 'react'
import { CityMap } from '@linli/ui/map'
import { useImportTexts } from './import-texts.ts'
import { Fit, type MapShape, Shapes } from './map-shapes.tsx'
import { Pins } from './pins.tsx'
import { boxAround } from './shapes.ts'
import { placesOf } from './tool-frame.tsx'

type Row = ImportPreview['rows'][number]

/** Refused boundaries of an import, with the number of the row where each fault is. */
export default function FaultMap({ rows, chosen }: { rows: readonly Row[]; chosen: number | null }) {
  const say = useImportTexts()
  const shapes = useMemo(
    () => rows.flatMap(({ geometry, line }): MapShape[] => (geometry ? [{ id: String(line), boundary: geometry, tone: 'fault' }] : [])),
    [rows],
  )
  const pins = useMemo(() => rows.flatMap((row) => placesOf(row.findings).map((place) => ({ place, label: String(row.line) }))), [rows])
  const places = useMemo(() => pins.map((pin) => pin.place), [pins])
  const labels = useMemo(() => pins.map((pin) => pin.label), [pins])
  const seen = useMemo(() => {
    const one = shapes.find((shape) => shape.id === String(chosen))
    return (one ? [one] : shapes).map((shape) => shape.boundary)
  }, [shapes, chosen])
  return (
    <div>
      <div className="import-map">
        <CityMap label={say('mapLabel')} box={boxAround(seen) ?? [73, 3, 136, 54]}>
          <Shapes name="faults" shapes={shapes} />
          <Pins places={places} labels={labels} />
          <Fit boundaries={seen} />
        </CityMap>
      </div>
      <p className="linli-quiet linli-small">{say('mapList')}</p>
    </div>
  )
}
