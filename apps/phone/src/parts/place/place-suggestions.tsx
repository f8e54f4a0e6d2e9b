import type { NamedPlace } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { useSlowly } from '../use-slowly.ts'
import './place-suggestions.css'
import { usePlaceTexts } from './texts.ts'

const shown = 5

/**
 * Places that fit what is being typed, to be taken by a tap; nothing until two signs are there, or when what is typed is one of them. The field keeps the focus
 * while one is tapped, else the list would be gone before the tap counts.
 */
export function PlaceSuggestions({ typed, onChoose }: { typed: string; onChoose: (place: NamedPlace) => void }) {
  const say = usePlaceTexts()
  const search = useSlowly(typed.trim(), 350)
  const found = useQuery({
    queryKey: ['places', search],
    queryFn: ({ signal }) => api.searchPlaces({ query: { search: search.slice(0, 60) } }, signal),
    enabled: search.length >= 2,
    staleTime: 300_000,
    retry: false,
  })
  const places = (found.data?.items ?? []).filter((place) => place.label !== search).slice(0, shown)
  if (search !== typed.trim() || places.length === 0) return null
  return (
    <ul className="place-suggestions" aria-label={say('suggestions')}>
      {places.map((place) => (
        <li key={place.kind + place.label + place.within.join()}>
          <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => onChoose(place)}>
            <span>{place.label}</span>
            <small>{place.within.join(' · ')}</small>
          </button>
        </li>
      ))}
    </ul>
  )
}
