import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Mode, type Palette, palettes } from './tokens.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

describe('tokens.css and tokens.ts', () => {
  test.each(['light', 'dark'] as const)('say the same colours for %s', (mode) => {
    expect(coloursIn(css, mode)).toEqual(palettes[mode])
  })
})

describe('contrast', () => {
  test.each(['light', 'dark'] as const)('of text and lights reaches 4.5 : 1 in %s', (mode) => {
    const colour = palettes[mode]
    const pairs: [keyof Palette, keyof Palette][] = [
      ['text', 'background'],
      ['text', 'surfaceSunken'],
      ['textQuiet', 'background'],
      ['textQuiet', 'surfaceSunken'],
      ['accent', 'surface'],
      ['accent', 'accentSoft'],
      ['onAccent', 'accent'],
      ['green', 'greenSoft'],
      ['yellow', 'yellowSoft'],
      ['red', 'redSoft'],
      ['red', 'surface'],
    ]
    for (const [front, back] of pairs) expect(contrast(colour[front], colour[back]), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5)
    for (const back of ['surface', 'background'] as const)
      expect(contrast(colour.edge, colour[back]), `edge on ${back}`).toBeGreaterThanOrEqual(3)
  })
})

function coloursIn(text: string, mode: Mode): Record<string, string> {
  const block = mode === 'light' ? text.slice(text.indexOf(':root {')) : text.slice(text.indexOf("[data-theme='dark']"))
  const rules = [...block.slice(0, block.indexOf('}')).matchAll(/--linli-([a-z-]+): (#[0-9a-f]{6});/g)]
  return Object.fromEntries(
    rules.map(([, name = '', value = '']) => [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  )
}

function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
