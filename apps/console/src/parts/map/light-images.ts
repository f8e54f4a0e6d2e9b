import { type Light, lights } from '@linli/contract'
import { type Mode, palettes } from '@linli/ui'
import type { Map as MapLibreMap } from 'maplibre-gl'

const side = 26
/** Drawn at twice the size, for screens with fine pixels. */
const ratio = 2

/** The name of a light's image on the map. */
export function lightImage(light: Light, mode: Mode): string {
  return `light-${light}-${mode}`
}

/** Puts the lights on a map as images: the shapes of `LightBadge`, so that they are told apart without colour. */
export function addLightImages(map: MapLibreMap, mode: Mode): void {
  for (const light of lights) {
    const name = lightImage(light, mode)
    if (!map.hasImage(name)) map.addImage(name, draw(light, mode), { pixelRatio: ratio })
  }
}

function draw(light: Light, mode: Mode): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = side * ratio
  canvas.height = side * ratio
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const colours = palettes[mode]
  // The shapes are drawn on a square of 16, here with room for a rim of the ground's colour.
  const scale = (side * ratio) / 19
  pen.setTransform(scale, 0, 0, scale, 1.5 * scale, 1.5 * scale)
  pen.lineJoin = 'round'
  pen.lineCap = 'round'
  pen.strokeStyle = colours.surface
  pen.lineWidth = 3
  pen.stroke(path(outlines[light]))
  pen.fillStyle = light === 'none' ? colours.textQuiet : colours[light]
  pen.fill(path(outlines[light]))
  pen.lineWidth = 1.8
  pen.stroke(path(marks[light]))
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

const path = (drawing: string) => new Path2D(drawing)

const outlines: Record<Light, string> = {
  green: 'M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1z',
  yellow: 'M8 1.2l7 13H1z',
  red: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  none: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z',
}

const marks: Record<Light, string> = {
  green: 'M4.8 8.2l2.2 2.2 4.2-4.6',
  yellow: 'M8 6v4M8 11.9v.4',
  red: 'M5.5 5.5l5 5M10.5 5.5l-5 5',
  none: 'M5.6 8h4.8',
}
