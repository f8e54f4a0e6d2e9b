import type { AreaOutline } from '@linli/contract'
import { palettes } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import type { GeoJSONSource } from 'maplibre-gl'
import { useEffect } from 'react'
import { api } from '../../app/api.ts'
import { useCityMap, useZoomStep } from './map-context.ts'
import { below, mapFonts } from './map-style.ts'

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
  const { map, mode, credit } = useCityMap()
  const zoom = useZoomStep()
  const { data } = useOutlines(zoom >= fromZoom ? areaId : '', level, zoom)
  const id = `outlines-${areaId}-${level ?? 'children'}`

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
