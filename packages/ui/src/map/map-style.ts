import type { StyleSpecification } from 'maplibre-gl'

/**
 * Layers of nothing between what lies on the ground, lines, and names, so that whoever draws can say where, in whatever
 * order things arrive: `addLayer(…, below.lines)`. What is added without a place lies on top.
 */
export const below = { lines: 'below-lines', names: 'below-names', points: 'below-points' } as const

/** A map without tiles, glyphs or sprites: a ground, and what is drawn on it. Names are drawn with the fonts of the machine. */
export function plainStyle(ground: string): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ground } },
      ...Object.values(below).map((id) => ({ id, type: 'background' as const, layout: { visibility: 'none' as const } })),
    ],
  }
}

/** The families of `fontFamily` in packages/ui that canvases know by name. */
export const mapFonts = ['system-ui', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif']
