import type { AlertDetail } from '@linli/contract'
import { palettes } from '@linli/ui'
import { type Box, CityMap, useCityMap } from '@linli/ui/map'
import type { GeoJSONSource } from 'maplibre-gl'
import { useEffect, useMemo } from 'react'
import { AreaOutlines } from '../../parts/map/area-outlines.tsx'
import { useAlertsTexts } from './texts.ts'

/** Where it is: the cells of the place among the areas around. Only the place; the matters are in the list beside it. */
export function PlaceMap({ alert }: { alert: AlertDetail }) {
  const say = useAlertsTexts()
  const box = useMemo(() => boxOf(alert.outlines), [alert.outlines])
  return (
    <div className="alert-map">
      <CityMap label={say('map', { area: alert.area.name })} box={box}>
        <AreaOutlines areaId={alert.area.id} strong />
        <Cells outlines={alert.outlines} />
      </CityMap>
    </div>
  )
}

/** With room around, so that one sees what lies beside. */
function boxOf(outlines: AlertDetail['outlines']): Box {
  const corners = outlines.flat()
  const [longitudes, latitudes] = [corners.map(({ longitude }) => longitude), corners.map(({ latitude }) => latitude)]
  const around = 0.002
  return [
    Math.min(...longitudes) - around,
    Math.min(...latitudes) - around,
    Math.max(...longitudes) + around,
    Math.max(...latitudes) + around,
  ]
}

const id = 'alert-cells'

function Cells({ outlines }: { outlines: AlertDetail['outlines'] }) {
  const { map, mode } = useCityMap()
  useEffect(() => {
    map.addSource(id, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    map.addLayer({ id: `${id}-fill`, type: 'fill', source: id, paint: { 'fill-opacity': 0.25 } })
    map.addLayer({ id: `${id}-line`, type: 'line', source: id, paint: { 'line-width': 1.5 } })
    return () => {
      for (const layer of ['line', 'fill']) map.removeLayer(`${id}-${layer}`)
      map.removeSource(id)
    }
  }, [map])
  useEffect(() => {
    map.setPaintProperty(`${id}-fill`, 'fill-color', palettes[mode].red)
    map.setPaintProperty(`${id}-line`, 'line-color', palettes[mode].red)
  }, [map, mode])
  useEffect(() => {
    const features = outlines.map((corners) => {
      const ring = corners.map(({ longitude, latitude }) => [longitude, latitude])
      return {
        type: 'Feature' as const,
        properties: {},
        geometry: { type: 'Polygon' as const, coordinates: [[...ring, ...ring.slice(0, 1)]] },
      }
    })
    void map.getSource<GeoJSONSource>(id)?.setData({ type: 'FeatureCollection', features })
  }, [map, outlines])
  return null
}
