import type { Mode } from '../theme/tokens.ts'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { createContext, useContext, useEffect, useState } from 'react'

/** West, south, east, north in degrees (WGS-84). */
export type Box = [number, number, number, number]

/** What stands on a map: the map itself, loaded and ready to be drawn on, and what everything on it needs. */
export interface OnMap {
  /** MapLibre's own map, for sources, layers, events and tools that draw. */
  map: MapLibreMap
  /** The look of the screen; layers change their colours with it. */
  mode: Mode
  /** Shows a box whole, with a margin; at once for those who asked for less motion. */
  fit: (box: Box) => void
  /** Names those whose data is shown, until the function it returns is called. */
  credit: (sources: readonly string[]) => () => void
}

export const MapContext = createContext<OnMap | null>(null)

/** The map around a component. Throws outside a `CityMap`. */
export function useCityMap(): OnMap {
  const found = useContext(MapContext)
  if (!found) throw new Error('not on a map')
  return found
}

/** The smallest box around boundaries that have a position. */
export function boxAround(geometries: readonly { coordinates: unknown[] }[]): Box {
  const box: Box = [180, 90, -180, -90]
  const take = (coordinates: unknown[]) => {
    const [first, second] = coordinates
    if (typeof first !== 'number' || typeof second !== 'number') {
      for (const inner of coordinates) if (Array.isArray(inner)) take(inner)
      return
    }
    box[0] = Math.min(box[0], first)
    box[1] = Math.min(box[1], second)
    box[2] = Math.max(box[2], first)
    box[3] = Math.max(box[3], second)
  }
  for (const { coordinates } of geometries) take(coordinates)
  return box
}

/** The zoom of the map in whole steps, so that it changes seldom. */
export function useZoomStep(): number {
  const { map } = useCityMap()
  const [step, setStep] = useState(() => Math.floor(map.getZoom()))
  useEffect(() => {
    const look = () => setStep(Math.floor(map.getZoom()))
    look()
    map.on('moveend', look)
    return () => void map.off('moveend', look)
  }, [map])
  return step
}
