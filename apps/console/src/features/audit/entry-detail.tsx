import type { AuditEntry } from '@linli/contract'
import { useAuditTexts } from './texts.ts'

/** What an entry says besides who, what and when; what was and what is stand side by side. */
export function EntryDetail({ entry }: { entry: AuditEntry }) {
  const say = useAuditTexts()
  const { before, after, ...rest } = entry.detail
  return (
    <div className="entry-detail">
      <Facts of={rest} />
      {(isRecord(before) || isRecord(after)) && (
        <table className="before-after">
          <thead>
            <tr>
              <th scope="col" aria-label={say('detail')} />
              <th scope="col">{say('before')}</th>
              <th scope="col">{say('after')}</th>
            </tr>
          </thead>
          <tbody>
            {changedPaths(before, after).map(([path, was, is]) => (
              <tr key={path}>
                <th scope="row">{path}</th>
                <td>{was}</td>
                <td>{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Facts({ of }: { of: Record<string, unknown> }) {
  const facts = [...flatten(of)]
  if (facts.length === 0) return null
  return (
    <dl className="detail-facts">
      {facts.map(([path, value]) => (
        <div key={path}>
          <dt>{path}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Every place at which the two differ, with what stood and stands there. */
function changedPaths(before: unknown, after: unknown): [string, string, string][] {
  const was = flatten(before)
  const is = flatten(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path): [string, string, string] => [path, was.get(path) ?? '–', is.get(path) ?? '–'])
    .filter(([, one, other]) => one !== other)
}

/** A nested value as paths with words: `texts › welcome › zh`. */
function flatten(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (isRecord(value) || Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) {
      // Rows of a list are told apart by their code where they have one.
      const label = Array.isArray(value)
        ? isRecord(inner) && typeof inner['code'] === 'string'
          ? inner['code']
          : String(Number(name) + 1)
        : name
      flatten(inner, path === '' ? label : `${path} › ${label}`, found)
    }
    return found
  }
  if (value !== undefined && path !== '') found.set(path, value === null ? '–' : String(value))
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
