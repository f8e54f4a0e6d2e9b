import { type CardLevel, cardLevels, eventStates, type EventState, type Light, lights, type MatterKind, matterKinds } from '@linli/contract'

/** What the map's address says: what is looked for, where the map stands, what is drawn, and which matter is open. */
export interface MapSearch {
  state?: EventState
  light?: Light
  card?: CardLevel
  category?: string
  kind?: MatterKind
  area?: string
  /** Zoom, latitude, longitude: `13/36.27/120.01`. */
  at?: string
  /** Levels whose outlines are drawn, `street,grid`; empty for none, absent for those a map opens with. */
  outlines?: string
  matter?: string
}

/** Takes from an address what it may say and leaves the rest. */
export function readMapSearch(search: Record<string, unknown>): MapSearch {
  const one = <W extends string>(words: readonly W[], name: string) => words.find((word) => word === search[name])
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined)
  const read = {
    state: one(eventStates, 'state'),
    light: one(lights, 'light'),
    card: one(cardLevels, 'card'),
    category: text('category'),
    kind: one(matterKinds, 'kind'),
    area: text('area'),
    at: text('at'),
    outlines: text('outlines'),
    matter: text('matter'),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** Where a map stands, from its address; undefined for anything that is not a place. */
export function readPlace(at: string | undefined): { zoom: number; latitude: number; longitude: number } | undefined {
  const [zoom, latitude, longitude] = (at ?? '').split('/').map(Number)
  if (zoom === undefined || latitude === undefined || longitude === undefined) return undefined
  const isPlace = zoom >= 0 && zoom <= 24 && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180
  return isPlace ? { zoom, latitude, longitude } : undefined
}

/** The same as the address says it. */
export function writePlace({ zoom, latitude, longitude }: { zoom: number; latitude: number; longitude: number }): string {
  return [zoom.toFixed(2), latitude.toFixed(5), longitude.toFixed(5)].join('/')
}
