import type { AreaOutline } from '@linli/contract'
import type { GeoJSONSource } from 'maplibre-gl'
import { useEffect } from 'react'
import { palettes } from '../theme/tokens.ts'
import { useCityMap } from './map-context.ts'
import { below, mapFonts } from './map-style.ts'

/** Draws outlines of areas with their names below whatever lies on the map; nothing while there are none. `id` is theirs on this map. */
export function Outlines({
  id,
  data,
  strong = false,
  fromZoom = 0,
}: {
  id: string
  data: { items: readonly AreaOutline[]; sources: readonly string[] } | undefined
  /** Farther away nothing is drawn. */
  fromZoom?: number
  /** On a light ground with a heavier line: the areas one thinks in, not those they consist of. */
  strong?: boolean
}) {
  const { map, mode, credit } = useCityMap()
  useEffect(() => {
    const nothing = { type: 'FeatureCollection' as const, features: [] }
    map.addSource(id, { type: 'geojson', data: nothing })
    map.addSource(`${id}-names`, { type: 'geojson', data: nothing })
    map.addLayer({ id: `${id}-fill`, type: 'fill', source: id, minzoom: fromZoom }, below.lines)
    map.addLayer({ id: `${id}-line`, type: 'line', source: id, minzoom: fromZoom, layout: { 'line-join': 'round' } }, below.names)
    map.addLayer(
      {
        id: `${id}-name`,
        type: 'symbol',
        source: `${id}-names`,
        minzoom: fromZoom,
        layout: { 'text-field': ['get', 'name'], 'text-font': mapFonts, 'text-max-width': 8, 'text-padding': 6 },
      },
      below.points,
    )
    return () => {
      for (const layer of [`${id}-name`, `${id}-line`, `${id}-fill`]) map.removeLayer(layer)
      map.removeSource(id)
      map.removeSource(`${id}-names`)
    }
  }, [map, id, fromZoom])
  useEffect(() => {
    const colours = palettes[mode]
    map.setPaintProperty(`${id}-fill`, 'fill-color', colours.surface)
    map.setPaintProperty(`${id}-fill`, 'fill-opacity', strong ? 1 : 0)
    map.setPaintProperty(`${id}-line`, 'line-color', strong ? colours.edge : colours.line)
    map.setPaintProperty(`${id}-line`, 'line-width', strong ? 1.4 : 1)
    map.setPaintProperty(`${id}-name`, 'text-color', strong ? colours.text : colours.textQuiet)
    map.setPaintProperty(`${id}-name`, 'text-halo-color', colours.surface)
    map.setPaintProperty(`${id}-name`, 'text-halo-width', 1.5)
    map.setLayoutProperty(`${id}-name`, 'text-size', strong ? 14 : 12)
  }, [map, mode, id, strong])
  useEffect(() => {
    if (!data) return
    void map.getSource<GeoJSONSource>(id)?.setData(shapesOf(data.items))
    void map.getSource<GeoJSONSource>(`${id}-names`)?.setData(namesOf(data.items))
    return credit(data.sources)
  }, [map, id, data, credit])
  return null
}

type Drawn = Parameters<GeoJSONSource['setData']>[0]

function shapesOf(items: readonly AreaOutline[]): Drawn {
  const features = items.map(({ areaId, name, geometry }) => ({ type: 'Feature', properties: { areaId, name }, geometry }))
  return { type: 'FeatureCollection', features } as Drawn
}

function namesOf(items: readonly AreaOutline[]): Drawn {
  const features = items.map(({ areaId, name, middle }) => ({
    type: 'Feature' as const,
    properties: { areaId, name },
    geometry: { type: 'Point' as const, coordinates: [middle.longitude, middle.latitude] },
  }))
  return { type: 'FeatureCollection', features }
}
