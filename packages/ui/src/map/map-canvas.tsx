import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { palettes } from '../theme/tokens.ts'
import { useMode } from '../theme/use-mode.ts'
import type { CityMapProps, MapView } from './city-map.tsx'
import { type Box, MapContext, type OnMap } from './map-context.ts'
import { plainStyle } from './map-style.ts'
import { useMapTexts } from './texts.ts'

// A file of our own: MapLibre would otherwise look beside its package, and a worker from a blob would need a weaker content policy.
setWorkerUrl(workerUrl)

const mostZoom = 19
const marginPx = 32

/** The map itself; in a file of its own so that MapLibre loads only with it. */
export function MapCanvas({ label, box, opensAt, onMove, noMap, children }: CityMapProps & { noMap: ReactNode }) {
  const say = useMapTexts()
  const { mode } = useMode()
  const place = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibreMap | 'impossible' | null>(null)
  const [credits, setCredits] = useState<readonly (readonly string[])[]>([])
  const tellMove = useEffectEvent((view: MapView) => onMove?.(view))
  const open = useEffectEvent((container: HTMLDivElement) => openMap(container, palettes[mode].background, box, opensAt))

  useEffect(() => {
    if (!place.current) return
    const opened = open(place.current)
    if (!opened) {
      setMap('impossible')
      return
    }
    const tell = () => tellMove(viewOf(opened))
    // The style is at hand, so this comes within a frame; only then may layers be added.
    opened.once('style.load', () => {
      setMap(opened)
      tell()
    })
    opened.on('moveend', tell)
    opened.on('dataloading', () => opened.getContainer().setAttribute('aria-busy', 'true'))
    opened.on('idle', () => opened.getContainer().setAttribute('aria-busy', 'false'))
    return () => {
      setMap(null)
      // After what lies on the map has taken itself away: a page that goes tells its parents first.
      queueMicrotask(() => opened.remove())
    }
  }, [])
  useEffect(() => {
    if (map instanceof MapLibreMap) map.setPaintProperty('ground', 'background-color', palettes[mode].background)
  }, [map, mode])
  useEffect(() => {
    if (map instanceof MapLibreMap) map.getCanvas().setAttribute('aria-label', `${label}（${say('keys')}）`)
  }, [map, label, say])

  // One object as long as nothing changes: what draws on the map draws again when it changes.
  const onMap = useMemo<OnMap | null>(() => {
    if (!(map instanceof MapLibreMap)) return null
    return {
      map,
      mode,
      fit: (wanted) => fit(map, wanted),
      credit: (sources) => {
        setCredits((known) => [...known, sources])
        return () => setCredits((known) => known.filter((one) => one !== sources))
      },
    }
  }, [map, mode])

  if (map === 'impossible') return noMap
  const sources = [...new Set(credits.flat())]
  return (
    <div className="city-map">
      <div ref={place} className="city-map-canvas" />
      {onMap && (
        <MapContext value={onMap}>
          {children}
          <div className="city-map-buttons">
            <button type="button" aria-label={say('closer')} title={say('closer')} onClick={() => onMap.map.zoomIn()}>
              <Sign path="M12 5v14M5 12h14" />
            </button>
            <button type="button" aria-label={say('farther')} title={say('farther')} onClick={() => onMap.map.zoomOut()}>
              <Sign path="M5 12h14" />
            </button>
            <button type="button" aria-label={say('whole')} title={say('whole')} onClick={() => onMap.fit(box)}>
              <Sign path="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
            </button>
          </div>
        </MapContext>
      )}
      {sources.length > 0 && <p className="city-map-credit">{say('from', { sources: sources.join('; ') })}</p>}
    </div>
  )
}

/** Drawn here, because the two front ends have different sets of icons. */
function Sign({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden>
      <path d={path} />
    </svg>
  )
}

/** Null where the browser cannot. */
function openMap(container: HTMLDivElement, ground: string, box: Box, opensAt: CityMapProps['opensAt']): MapLibreMap | null {
  try {
    const map = new MapLibreMap({
      container,
      style: plainStyle(ground),
      ...(opensAt
        ? { center: [opensAt.longitude, opensAt.latitude], zoom: opensAt.zoom }
        : { bounds: box, fitBoundsOptions: { padding: marginPx } }),
      maxZoom: mostZoom,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
    })
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    return map
  } catch {
    return null
  }
}

function fit(map: MapLibreMap, box: Box): void {
  map.fitBounds(box, { padding: marginPx, maxZoom: 17, duration: 400 })
}

function viewOf(map: MapLibreMap): MapView {
  const bounds = map.getBounds()
  const { lng: longitude, lat: latitude } = map.getCenter()
  return {
    box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    longitude,
    latitude,
    zoom: map.getZoom(),
  }
}
