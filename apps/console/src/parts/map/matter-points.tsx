import type { Light, MapCluster } from '@linli/contract'
import { palettes } from '@linli/ui'
import type { GeoJSONSource, MapLayerMouseEvent } from 'maplibre-gl'
import { useEffect, useEffectEvent } from 'react'
import { type Box, mapFonts, useCityMap } from '@linli/ui/map'
import { addLightImages } from './light-images.ts'

const layers = { ring: 'matters-ring', cluster: 'matters-cluster', count: 'matters-count', light: 'matters-light' } as const
const clickable = [layers.cluster, layers.light]
/** What stands within a metre cannot be taken apart by going nearer; the list tells it. */
const samePlaceDegrees = 0.00003
const nearestZoom = 18

/** Matters on the map: single ones as their light, several as a circle with their number and the most pressing light. */
export function MatterPoints({
  clusters,
  chosen,
  onChoose,
}: {
  clusters: readonly MapCluster[]
  chosen: { longitude: number; latitude: number } | null
  onChoose: (matterId: string) => void
}) {
  const { map, mode, fit } = useCityMap()
  const choose = useEffectEvent((event: MapLayerMouseEvent) => {
    const cluster = clusters[Number(event.features?.[0]?.properties['index'])]
    if (!cluster) return
    if (cluster.matterId) return onChoose(cluster.matterId)
    const [west = 0, south = 0, east = 0, north = 0] = cluster.box
    if (east - west < samePlaceDegrees && north - south < samePlaceDegrees)
      map.easeTo({ center: [cluster.longitude, cluster.latitude], zoom: Math.max(map.getZoom(), nearestZoom) })
    else fit([west, south, east, north] satisfies Box)
  })

  useEffect(() => {
    map.addSource('matters', { type: 'geojson', data: collectionOf([]) })
    map.addSource('chosen-matter', { type: 'geojson', data: collectionOf([]) })
    map.addLayer({ id: layers.ring, type: 'circle', source: 'chosen-matter' })
    map.addLayer({ id: layers.cluster, type: 'circle', source: 'matters', filter: ['>', ['get', 'count'], 1] })
    map.addLayer({
      id: layers.count,
      type: 'symbol',
      source: 'matters',
      filter: ['>', ['get', 'count'], 1],
      layout: {
        'text-field': ['get', 'said'],
        'text-font': mapFonts,
        'text-size': 13,
        'text-allow-overlap': true,
        'icon-allow-overlap': true,
      },
    })
    map.addLayer({ id: layers.light, type: 'symbol', source: 'matters' })
    const listening = clickable.flatMap((layer) => [
      map.on('click', layer, (event) => choose(event)),
      map.on('mouseenter', layer, () => void (map.getCanvas().style.cursor = 'pointer')),
      map.on('mouseleave', layer, () => void (map.getCanvas().style.cursor = '')),
    ])
    return () => {
      for (const one of listening) one.unsubscribe()
      for (const layer of Object.values(layers)) map.removeLayer(layer)
      map.removeSource('matters')
      map.removeSource('chosen-matter')
    }
  }, [map])
  useEffect(() => {
    const colours = palettes[mode]
    addLightImages(map, mode)
    map.setPaintProperty(layers.ring, 'circle-radius', 19)
    map.setPaintProperty(layers.ring, 'circle-color', colours.accentSoft)
    map.setPaintProperty(layers.ring, 'circle-stroke-color', colours.accent)
    map.setPaintProperty(layers.ring, 'circle-stroke-width', 2.5)
    map.setPaintProperty(layers.cluster, 'circle-radius', clusterRadius)
    map.setPaintProperty(layers.cluster, 'circle-color', colours.surface)
    map.setPaintProperty(layers.cluster, 'circle-stroke-width', 2.5)
    map.setPaintProperty(layers.cluster, 'circle-stroke-color', [
      'match',
      ['get', 'light'],
      'red',
      colours.red,
      'yellow',
      colours.yellow,
      'green',
      colours.green,
      colours.textQuiet,
    ])
    map.setPaintProperty(layers.count, 'text-color', colours.text)
    map.setLayoutProperty(layers.light, 'icon-image', ['concat', 'light-', ['get', 'light'], `-${mode}`])
    map.setLayoutProperty(layers.light, 'icon-allow-overlap', true)
    // A single matter is its light; beside a number the light is a small mark at the upper right.
    map.setLayoutProperty(layers.light, 'icon-size', ['case', ['>', ['get', 'count'], 1], 0.62, 1])
    map.setLayoutProperty(layers.light, 'icon-offset', [
      'case',
      ['>', ['get', 'count'], 100],
      ['literal', [30, -30]],
      ['>', ['get', 'count'], 1],
      ['literal', [22, -22]],
      ['literal', [0, 0]],
    ])
  }, [map, mode])
  useEffect(() => {
    void map.getSource<GeoJSONSource>('matters')?.setData(collectionOf(clusters))
  }, [map, clusters])
  useEffect(() => {
    const place = chosen && { type: 'Point' as const, coordinates: [chosen.longitude, chosen.latitude] }
    void map
      .getSource<GeoJSONSource>('chosen-matter')
      ?.setData({ type: 'FeatureCollection', features: place ? [{ type: 'Feature', properties: {}, geometry: place }] : [] })
    // Who comes by a link, or chose a row of a list that has moved on, sees where it is.
    if (chosen && !map.getBounds().contains([chosen.longitude, chosen.latitude]))
      map.easeTo({ center: [chosen.longitude, chosen.latitude], zoom: Math.max(map.getZoom(), 15) })
  }, [map, chosen])
  return null
}

const clusterRadius: ['step', ['get', string], number, ...number[]] = ['step', ['get', 'count'], 15, 10, 17, 100, 21, 1000, 25]

function collectionOf(clusters: readonly MapCluster[]) {
  return {
    type: 'FeatureCollection' as const,
    features: clusters.map(({ longitude, latitude, count, lights }, index) => ({
      type: 'Feature' as const,
      properties: { index, count, said: count > 9999 ? `${Math.floor(count / 1000)}k` : String(count), light: mostPressing(lights) },
      geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
    })),
  }
}

/** The light that asks first for somebody to act. */
function mostPressing(lights: MapCluster['lights']): Light {
  return (['red', 'yellow', 'green'] as const).find((light) => lights[light] > 0) ?? 'none'
}
