import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loading } from '../parts/parts.tsx'
import type { Box } from './map-context.ts'
import { useMapTexts } from './texts.ts'
import './map.css'

export interface CityMapProps {
  /** What the map shows, for those who cannot see it. */
  label: string
  /** What is in view at first and after "show all", west, south, east, north in degrees. A new one moves nothing by itself. */
  box: Box
  /** Where the map opens instead of on the whole box. */
  opensAt?: { longitude: number; latitude: number; zoom: number } | undefined
  /** Told after each move, and once when the map is there. */
  onMove?: ((view: MapView) => void) | undefined
  /** Shown instead of the map where it cannot be drawn, below a sentence that says so. */
  instead?: ReactNode
  /** Layers and tools: components that call `useCityMap`. They are there once the map is. */
  children?: ReactNode
}

/** What of the world is on the screen. */
export interface MapView {
  box: Box
  longitude: number
  latitude: number
  zoom: number
}

/**
 * A map of the city drawn in the browser: boundaries of our own and whatever its children draw, no tiles and no request
 * to anybody else. MapLibre is loaded when the first map is shown. Fills its place, which needs a height.
 */
export function CityMap(props: CityMapProps) {
  const say = useMapTexts()
  const {
    data: MapCanvas,
    isError,
    refetch,
  } = useQuery({
    queryKey: ['map-module'],
    queryFn: async () => (await import('./map-canvas.tsx')).MapCanvas,
    enabled: hasWebGl(),
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  if (!hasWebGl()) return <NoMap text={say('noWebGl')}>{props.instead}</NoMap>
  if (MapCanvas) return <MapCanvas {...props} noMap={<NoMap text={say('noWebGl')}>{props.instead}</NoMap>} />
  if (!isError) return <Loading />
  return (
    <NoMap text={say('failed')}>
      <button type="button" className="linli-button" onClick={() => void refetch()}>
        {say('again')}
      </button>
      {props.instead}
    </NoMap>
  )
}

function NoMap({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="no-map">
      <output>{text}</output>
      {children}
    </div>
  )
}

let webGl: boolean | undefined

function hasWebGl(): boolean {
  webGl ??= document.createElement('canvas').getContext('webgl2') !== null
  return webGl
}
