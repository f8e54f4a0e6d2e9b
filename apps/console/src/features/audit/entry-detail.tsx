import type { AuditEntry } from '@linli/contract'
import { useDetailWords } from './detail-words.ts'
import { useAuditTexts } from './texts.ts'

/** What an entry says besides who, what and when; what was and what is stand side by side. */
export function EntryDetail({ entry }: { entry: AuditEntry }) {
  const say = useAuditTexts()
  const words = useDetailWords()
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
            {changedPaths(before, after, words).map(([path, was, is]) => (
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
  const facts = [...flatten(of, useDetailWords())]
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
function changedPaths(before: unknown, after: unknown, words: DetailWords): [string, string, string][] {
  const was = flatten(before, words)
  const is = flatten(after, words)
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path): [string, string, string] => [path, was.get(path) ?? '–', is.get(path) ?? '–'])
    .filter(([, one, other]) => one !== other)
}

type DetailWords = ReturnType<typeof useDetailWords>

/** A nested value as paths in words: `Texts › Welcome › Chinese`. */
function flatten(value: unknown, words: DetailWords, path = '', found = new Map<string, string>(), field = ''): Map<string, string> {
  if (isRecord(value) || Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) {
      // Rows of a list are told apart by their code where they have one.
      const label = Array.isArray(value)
        ? isRecord(inner) && typeof inner['code'] === 'string'
          ? inner['code']
          : String(Number(name) + 1)
        : words.field(name)
      flatten(inner, words, path === '' ? label : `${path} › ${label}`, found, name)
    }
    return found
  }
  if (value !== undefined && path !== '') found.set(path, value === null ? '–' : words.value(field, value))
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
