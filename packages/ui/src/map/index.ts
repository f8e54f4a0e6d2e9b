export { CityMap, type MapView } from './city-map.tsx'
export { type Box, boxAround, useCityMap, useZoomStep } from './map-context.ts'
export { below, mapFonts } from './map-style.ts'
export { Outlines } from './outlines.tsx'
