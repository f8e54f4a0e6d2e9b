import type { GeoJSONSource } from 'maplibre-gl'
import { useEffect } from 'react'
import { palettes } from '../theme/tokens.ts'
import { useCityMap } from './map-context.ts'
import { below, mapFonts } from './map-style.ts'

/** A rectangle of the map with how many there are in it. */
export interface CountedBox {
  /** West, south, east, north in degrees. */
  box: readonly number[]
  count: number
}

const id = 'counted-boxes'

/** Rectangles with their counts, the stronger the more. */
export function CountedBoxes({ boxes }: { boxes: readonly CountedBox[] }) {
  const { map, mode } = useCityMap()
  useEffect(() => {
    map.addSource(id, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    map.addLayer({ id: `${id}-fill`, type: 'fill', source: id }, below.names)
    map.addLayer({ id: `${id}-line`, type: 'line', source: id }, below.names)
    map.addLayer({
      id: `${id}-count`,
      type: 'symbol',
      source: id,
      layout: { 'text-field': ['to-string', ['get', 'count']], 'text-font': mapFonts, 'text-size': 18, 'text-allow-overlap': true },
    })
    return () => {
      for (const layer of ['count', 'line', 'fill']) map.removeLayer(`${id}-${layer}`)
      map.removeSource(id)
    }
  }, [map])
  useEffect(() => {
    const colours = palettes[mode]
    map.setPaintProperty(`${id}-fill`, 'fill-color', colours.accent)
    map.setPaintProperty(`${id}-fill`, 'fill-opacity', ['interpolate', ['linear'], ['get', 'count'], 5, 0.12, 60, 0.45])
    map.setPaintProperty(`${id}-line`, 'line-color', colours.accent)
    map.setPaintProperty(`${id}-count`, 'text-color', colours.text)
    map.setPaintProperty(`${id}-count`, 'text-halo-color', colours.surface)
    map.setPaintProperty(`${id}-count`, 'text-halo-width', 2)
  }, [map, mode])
  useEffect(() => {
    const features = boxes.map(({ box: [west = 0, south = 0, east = 0, north = 0], count }) => ({
      type: 'Feature' as const,
      properties: { count },
      geometry: {
        type: 'Polygon' as const,
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      },
    }))
    void map.getSource<GeoJSONSource>(id)?.setData({ type: 'FeatureCollection', features })
  }, [map, boxes])
  return null
}
