import { Marker } from 'maplibre-gl'
import { useEffect } from 'react'
import { useCityMap } from '@linli/ui/map'
import type { Place } from './shapes.ts'

/** Numbered pins where something is wrong; the list beside the map has the same numbers with words. */
export function Pins({ places, labels }: { places: readonly Place[]; labels?: readonly string[] }) {
  const { map } = useCityMap()
  useEffect(() => {
    const markers = places.map((place, index) => {
      const element = document.createElement('span')
      element.className = 'fault-pin'
      element.textContent = labels?.[index] ?? String(index + 1)
      element.setAttribute('aria-hidden', 'true')
      return new Marker({ element }).setLngLat(place).addTo(map)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [map, places, labels])
  return null
}
