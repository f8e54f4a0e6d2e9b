import { palettes } from '@linli/ui'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type SnapToCustom, TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { useCityMap } from '@linli/ui/map'
import { type Place, roundedPlace } from './shapes.ts'

export interface DrawingProps {
  /** Rings are closed, lines open. */
  kind: 'ring' | 'line'
  shapes: readonly Place[][]
  onChange: (shapes: Place[][]) => void
  /** Corners of neighbours that a corner sticks to. */
  snapTo: readonly Place[]
}

const snapsWithinPx = 12

/** Draws what is there as corners to drag, with more to pull out between them; where there is nothing yet, a new shape is drawn. */
export function Drawing({ kind, shapes, onChange, snapTo }: DrawingProps) {
  const { map, mode } = useCityMap()
  const tool = useRef<TerraDraw | null>(null)
  const shown = useRef<string | null>(null)
  // Clearing the map takes corners away too; nobody drew that.
  const isShowing = useRef(false)
  const snap = useRef(snapTo)
  const tell = useEffectEvent((drawn: Place[][]) => {
    if (isShowing.current || JSON.stringify(drawn) === shown.current) return
    shown.current = JSON.stringify(drawn)
    onChange(drawn)
  })
  const show = useEffectEvent((draw: TerraDraw) => {
    isShowing.current = true
    shown.current = JSON.stringify(shapes)
    put(draw, kind, shapes)
    isShowing.current = false
  })

  useEffect(() => {
    snap.current = snapTo
  }, [snapTo])
  useEffect(() => {
    const draw = openTool(map, palettes[mode], () => snap.current)
    tool.current = draw
    draw.start()
    show(draw)
    draw.on('finish', () => tell(drawnBy(draw)))
    // Deleting a corner finishes nothing.
    draw.on('change', (_ids, type) => type === 'delete' && draw.getMode() === 'select' && drawnBy(draw).length > 0 && tell(drawnBy(draw)))
    return () => {
      tool.current = null
      draw.stop()
    }
  }, [map, mode])
  useEffect(() => {
    if (tool.current && JSON.stringify(shapes) !== shown.current) show(tool.current)
  }, [shapes])
  return null
}

/** Takes away what the tool has and gives it these, the first with its corners out; with none of them, the next click begins one. */
function put(draw: TerraDraw, kind: DrawingProps['kind'], shapes: DrawingProps['shapes']): void {
  draw.clear()
  if (shapes.length === 0) {
    draw.setMode(modes[kind])
    return
  }
  draw.setMode('select')
  const ids = shapes.map(() => draw.getFeatureId())
  draw.addFeatures(
    shapes.map((shape, index) => ({
      id: ids[index] ?? '',
      type: 'Feature',
      properties: { mode: modes[kind], order: index },
      geometry:
        kind === 'ring'
          ? { type: 'Polygon', coordinates: [shape.map((place) => [...place])] }
          : { type: 'LineString', coordinates: shape.map((place) => [...place]) },
    })),
  )
  const [first] = ids
  if (first !== undefined && draw.hasFeature(first)) draw.selectFeature(first)
}

const modes = { ring: 'polygon', line: 'linestring' } as const

type Palette = (typeof palettes)['light']

function openTool(map: ReturnType<typeof useCityMap>['map'], colours: Palette, places: () => readonly Place[]): TerraDraw {
  const toCustom: SnapToCustom = (event, { project }) => {
    let nearest: { place: Place; px: number } | null = null
    for (const place of places()) {
      const { x, y } = project(place[0], place[1])
      const px = Math.hypot(x - event.containerX, y - event.containerY)
      if (px <= snapsWithinPx && px < (nearest?.px ?? Number.POSITIVE_INFINITY)) nearest = { place, px }
    }
    return nearest ? [...nearest.place] : undefined
  }
  const accent = hex(colours.accent)
  const coordinates = { draggable: true, deletable: true, midpoints: { draggable: true }, snappable: { toCustom } }
  const flags = { feature: { draggable: false, coordinates } }
  return new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, prefixId: 'drawing' }),
    modes: [
      new TerraDrawSelectMode({
        allowManualDeselection: false,
        flags: { polygon: flags, linestring: flags },
        styles: {
          selectedPolygonColor: accent,
          selectedPolygonFillOpacity: 0.16,
          selectedPolygonOutlineColor: accent,
          selectedPolygonOutlineWidth: 2.5,
          selectedLineStringColor: hex(colours.red),
          selectedLineStringWidth: 3,
          selectionPointColor: hex(colours.surface),
          selectionPointOutlineColor: accent,
          selectionPointOutlineWidth: 2,
          selectionPointWidth: 5,
          midPointColor: accent,
          midPointWidth: 3,
          midPointOutlineColor: hex(colours.surface),
        },
      }),
      new TerraDrawPolygonMode({
        snapping: { toCustom },
        styles: { fillColor: accent, outlineColor: accent, fillOpacity: 0.16, outlineWidth: 2.5 },
      }),
      new TerraDrawLineStringMode({ snapping: { toCustom }, styles: { lineStringColor: hex(colours.red), lineStringWidth: 3 } }),
    ],
  })
}

/** Rings or lines as they now are, in their order; corners and midpoints are points and left out. */
function drawnBy(draw: TerraDraw): Place[][] {
  return draw
    .getSnapshot()
    .toSorted((a, b) => Number(a.properties['order'] ?? 0) - Number(b.properties['order'] ?? 0))
    .flatMap(({ geometry }) => {
      if (geometry.type === 'Polygon') return [(geometry.coordinates[0] ?? []).map(roundedPlace)]
      if (geometry.type === 'LineString') return [geometry.coordinates.map(roundedPlace)]
      return []
    })
}

const hex = (colour: string) => colour as `#${string}`
