import { canonicalJson } from '../../../platform/canonical.ts'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * The first field in which two objects differ, whatever ids were made meanwhile and in whichever order lists stand; null when
 * they are the same. `known` holds every id there was before.
 */
export function difference(expected: object, found: object, known: ReadonlySet<string>): string | null {
  const fields = [...new Set([...Object.keys(expected), ...Object.keys(found)])]
  for (const field of fields) {
    const [a, b] = [expected, found].map((each) => comparable((each as Record<string, unknown>)[field], known))
    if (a !== b) return `${field} was to be ${a} but is ${b}`
  }
  return null
}

/** Every id in it. */
export function idsIn(...things: unknown[]): Set<string> {
  return new Set(JSON.stringify(things).match(uuid) ?? [])
}

/** Text that is the same for things that mean the same. */
export function comparable(thing: unknown, known: ReadonlySet<string>): string {
  return canonicalJson(ordered(JSON.parse(replaced(thing, known))))
}

function replaced(thing: unknown, known: ReadonlySet<string>): string {
  return (JSON.stringify(thing ?? null) ?? 'null').replace(uuid, (id) => (known.has(id) ? id : 'new'))
}

function ordered(thing: unknown): unknown {
  if (Array.isArray(thing)) return thing.map(ordered).toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
  if (thing !== null && typeof thing === 'object')
    return Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, ordered(value)]))
  return thing
}
