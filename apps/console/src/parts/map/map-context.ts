import type { Mode } from '@linli/ui'
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
