import { palettes } from '@linli/ui'
import type { ExpressionSpecification, GeoJSONSource } from 'maplibre-gl'
import { useEffect, useEffectEvent } from 'react'
import { below, mapFonts, useCityMap } from '@linli/ui/map'
import { type Boundary, boxAround, ringsOf } from './shapes.ts'

/** What a shape is on the map: the area itself, one around it, as it was before, a fault, or one of several parts. */
export type Tone = 'area' | 'around' | 'before' | 'fault' | 'part-0' | 'part-1' | 'part-2'

export interface MapShape {
  id: string
  boundary: Boundary
  tone: Tone
  label?: string
}

/** Draws boundaries with their labels; `onChoose` makes them buttons, of which the page has a list beside the map. */
export function Shapes({ name, shapes, onChoose }: { name: string; shapes: readonly MapShape[]; onChoose?: (id: string) => void }) {
  const { map, mode } = useCityMap()
  const choose = useEffectEvent((id: string) => onChoose?.(id))
  useEffect(() => {
    const empty = { type: 'FeatureCollection' as const, features: [] }
    map.addSource(name, { type: 'geojson', data: empty })
    map.addSource(`${name}-labels`, { type: 'geojson', data: empty })
    map.addLayer({ id: `${name}-fill`, type: 'fill', source: name }, below.lines)
    map.addLayer({ id: `${name}-line`, type: 'line', source: name, layout: { 'line-join': 'round' } }, below.names)
    const layout = { 'text-field': ['get', 'label'] as ['get', string], 'text-font': mapFonts, 'text-size': 12, 'text-max-width': 8 }
    map.addLayer({ id: `${name}-label`, type: 'symbol', source: `${name}-labels`, layout }, below.points)
    map.on('click', `${name}-fill`, (event) => choose(String(event.features?.[0]?.properties['id'] ?? '')))
    return () => {
      for (const layer of ['label', 'line', 'fill']) map.removeLayer(`${name}-${layer}`)
      map.removeSource(name)
      map.removeSource(`${name}-labels`)
    }
  }, [map, name])
  useEffect(() => {
    const colours = palettes[mode]
    map.setPaintProperty(
      `${name}-fill`,
      'fill-color',
      byTone((tone) => looks[tone].fill(colours)),
    )
    map.setPaintProperty(
      `${name}-fill`,
      'fill-opacity',
      byTone((tone) => looks[tone].opacity),
    )
    map.setPaintProperty(
      `${name}-line`,
      'line-color',
      byTone((tone) => looks[tone].line(colours)),
    )
    map.setPaintProperty(
      `${name}-line`,
      'line-width',
      byTone((tone) => looks[tone].width),
    )
    map.setPaintProperty(`${name}-label`, 'text-color', colours.text)
    map.setPaintProperty(`${name}-label`, 'text-halo-color', colours.surface)
    map.setPaintProperty(`${name}-label`, 'text-halo-width', 1.5)
  }, [map, mode, name])
  useEffect(() => {
    const features = shapes.map(({ id, boundary, tone }) => ({
      type: 'Feature',
      properties: { id, tone },
      geometry: drawable(boundary, tone),
    }))
    void map.getSource<GeoJSONSource>(name)?.setData({ type: 'FeatureCollection', features } as Drawn)
    void map.getSource<GeoJSONSource>(`${name}-labels`)?.setData({ type: 'FeatureCollection', features: shapes.flatMap(labelOf) } as Drawn)
  }, [map, name, shapes])
  return null
}

/** A ring that crosses itself may have no area at all and would be left out; its line is always there. */
function drawable(boundary: Boundary, tone: Tone) {
  return tone === 'fault' ? { type: 'MultiLineString', coordinates: ringsOf(boundary) } : boundary
}

type Drawn = Parameters<GeoJSONSource['setData']>[0]

type Palette = (typeof palettes)['light']

const looks: Record<Tone, { fill: (of: Palette) => string; opacity: number; line: (of: Palette) => string; width: number }> = {
  area: { fill: (of) => of.accent, opacity: 0.16, line: (of) => of.accent, width: 2.5 },
  around: { fill: (of) => of.surface, opacity: 0.9, line: (of) => of.edge, width: 1 },
  before: { fill: (of) => of.surface, opacity: 0, line: (of) => of.yellow, width: 2 },
  fault: { fill: (of) => of.red, opacity: 0.16, line: (of) => of.red, width: 2.5 },
  'part-0': { fill: (of) => of.accent, opacity: 0.3, line: (of) => of.accent, width: 2.5 },
  'part-1': { fill: (of) => of.yellow, opacity: 0.3, line: (of) => of.yellow, width: 2.5 },
  'part-2': { fill: (of) => of.green, opacity: 0.3, line: (of) => of.green, width: 2.5 },
}

/** A value for each tone, as MapLibre's styles say it. */
function byTone(value: (tone: Tone) => string | number): ExpressionSpecification {
  const tones = Object.keys(looks) as Tone[]
  return ['match', ['get', 'tone'], ...tones.flatMap((tone) => [tone, value(tone)]), value('around')] as unknown as ExpressionSpecification
}

function labelOf({ boundary, label }: MapShape) {
  const box = boxAround([boundary])
  if (!label || !box) return []
  const coordinates = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return [{ type: 'Feature', properties: { label }, geometry: { type: 'Point', coordinates } }]
}

/** Shows a box whole whenever it becomes another. */
export function Fit({ boundaries }: { boundaries: readonly (Boundary | null)[] }) {
  const { fit } = useCityMap()
  const box = JSON.stringify(boxAround(boundaries))
  useEffect(() => {
    if (box !== 'null') fit(JSON.parse(box) as [number, number, number, number])
  }, [fit, box])
  return null
}
