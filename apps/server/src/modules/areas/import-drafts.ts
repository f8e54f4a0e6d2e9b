import type { ExistingArea } from './area-import.ts'
import { polygonsOf, type AreaGeometry } from './geometry.ts'
import { finding, type Finding } from './import-findings.ts'
import { matchRows } from './import-matching.ts'
import type { SourceRow } from './import-source.ts'

/** A row together with the area it is about, as that area would be after the import. */
export interface Draft {
  line: number
  code: string | null
  name: string
  level: string | null
  parentCode: string | null
  geometry: AreaGeometry | null
  hasNewBoundary: boolean
  current: ExistingArea | null
  /** Grows with each check. */
  findings: Finding[]
}

/** Joins each row with the existing area it is about: what the file does not say stays as it is. */
export function draftRows(rows: readonly SourceRow[], existing: readonly ExistingArea[]): Draft[] {
  const drafts = matchRows(rows, existing).map((match, place): Draft => {
    const row = rows[place]!
    const { code, current } = match
    const geometry = row.geometry ?? current?.geometry ?? null
    const isUnchanged = current !== null && isSameGeometry(current.geometry, geometry)
    const draft: Draft = {
      line: row.line,
      code,
      name: row.name || (current?.name ?? ''),
      level: row.level ?? current?.level ?? null,
      parentCode: match.parentCode ?? current?.parentCode ?? null,
      geometry,
      hasNewBoundary: geometry !== null && !isUnchanged,
      current,
      findings: [...row.findings],
    }
    // A row that could not be read has nothing else worth saying about it.
    if (draft.findings.length === 0 && match.finding) draft.findings.push(match.finding)
    if (draft.findings.length === 0 && draft.name === '') {
      draft.findings.push(finding('missing_name'))
    }
    return draft
  })
  refuseDuplicates(drafts)
  return drafts
}

/** All rows of one code are refused: which of them is right, the file does not say. */
function refuseDuplicates(drafts: readonly Draft[]): void {
  const withCode = drafts.filter((draft) => draft.code !== null)
  for (const [code, same] of Map.groupBy(withCode, (draft) => draft.code!)) {
    if (same.length === 1) continue
    for (const draft of same) {
      const other = same.find((candidate) => candidate !== draft)!
      draft.findings.push(finding('duplicate_code_in_file', { code, line: other.line }))
    }
  }
}

/** A Polygon and a MultiPolygon of that one polygon are the same boundary. */
function isSameGeometry(a: AreaGeometry | null, b: AreaGeometry | null): boolean {
  if (a === null || b === null || a === b) return a === b
  const polygons = polygonsOf(a)
  const others = polygonsOf(b)
  return isSameNesting(polygons, others)
}

function isSameNesting(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((part: unknown, at) => isSameNesting(part, b[at]))
}
