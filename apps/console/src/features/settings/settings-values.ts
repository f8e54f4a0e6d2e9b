import type { CitySettings, CitySettingsInput } from '@linli/contract'

/** The settings without their version, as they are sent. */
export function inputOf({ name, texts, levels, signIn }: CitySettings): CitySettingsInput {
  return { name, texts, levels, signIn }
}

export interface Difference {
  /** A path of names: `texts.welcome.zh`, `levels.grid.nameZh`. */
  path: string
  one: string
  other: string
}

/** Every place at which two settings differ. */
export function differences(one: CitySettingsInput, other: CitySettingsInput): Difference[] {
  const first = flat(one)
  const second = flat(other)
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((path) => ({ path, one: first.get(path) ?? '', other: second.get(path) ?? '' }))
    .filter((each) => each.one !== each.other)
}

function flat(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) return found.set(path, value === undefined || value === null ? '' : String(value))
  for (const [name, inner] of Object.entries(value)) {
    const code = (inner as { code?: unknown } | null)?.code
    const label = typeof code === 'string' ? code : name
    flat(inner, path === '' ? label : `${path}.${label}`, found)
  }
  return found
}
