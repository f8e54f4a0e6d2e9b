import { createHash } from 'node:crypto'
import type { AreaGeometry } from './geometry.ts'
import { draftRows, type Draft } from './import-drafts.ts'
import { readCsvRows } from './import-csv.ts'
import { finding, type Finding } from './import-findings.ts'
import { readGeoJsonRows } from './import-geojson.ts'
import { checkShapes } from './import-shapes.ts'
import type { ImportFile } from './import-source.ts'
import { ImportTree, type KnownLevel } from './import-tree.ts'
import { squareMetres } from './polygon-overlaps.ts'

export interface ExistingArea {
  id: string
  code: string
  name: string
  level: string
  /** Null for an area on its own. */
  parentCode: string | null
  /** WGS-84; null when it has no boundary. */
  geometry: AreaGeometry | null
}

export type Outcome = 'add' | 'change' | 'keep' | 'refuse'

export interface Change {
  field: 'name' | 'level' | 'parent' | 'boundary'
  /** For a boundary its size in whole square metres; null when there was or is nothing. */
  from: string | number | null
  to: string | number | null
}

export interface PreviewRow {
  /** Line of a CSV file, place of the feature in a GeoJSON file; 0 stands for the whole file. */
  line: number
  code: string | null
  name: string
  outcome: Outcome
  findings: Finding[]
  /** Only for the outcome `change`. */
  changes?: Change[]
  /** Of a refused row that could be read: what is wrong is in it. */
  geometry?: AreaGeometry
}

/** One area to be written, as it is to be afterwards. */
export interface AreaPlan {
  action: 'add' | 'change'
  /** The existing area; null for one to be added. */
  areaId: string | null
  code: string
  name: string
  level: string
  parentCode: string | null
  geometry: AreaGeometry | null
}

export interface ImportPreview {
  rows: PreviewRow[]
  /** Rows by outcome; `warn` counts rows with a warning, whatever their outcome. */
  counts: Record<Outcome | 'warn', number>
  /** SHA-256, in hexadecimal, of all that the preview says: whoever applies it names what they saw. */
  digest: string
  /** Parents before children. */
  plan: AreaPlan[]
}

/**
 * Says what a file would do to the tree of areas, row by row, and writes nothing (domain.md §9).
 *
 * Rows are matched by code, or by name when they have none. What the file does not say stays as it
 * is: a CSV file erases no boundary, a blank parent moves nothing. Areas that are not in the file
 * stay. A row that changes nothing is kept, so the second import of a file adds nothing. Rows below
 * a refused row are refused, unless they change nothing.
 *
 * Problems of the file come back as refused rows, never as an error. 17,011 grids take about 15 s.
 */
export function previewAreaImport(existing: readonly ExistingArea[], levels: readonly KnownLevel[], file: ImportFile): ImportPreview {
  const source = file.format === 'csv' ? readCsvRows(file.text) : readGeoJsonRows(file.text, file.crs)
  const drafts = draftRows(source, existing)
  const nodes = new Map<string, { code: string; level: string | null; parentCode: string | null }>(
    existing.map((area) => [area.code, area]),
  )
  const byCode = new Map<string, Draft>()
  for (const draft of drafts) {
    if (draft.code === null || byCode.has(draft.code)) continue
    byCode.set(draft.code, draft)
    nodes.set(draft.code, { ...draft, code: draft.code })
  }
  const tree = new ImportTree(nodes, levels)
  for (const draft of drafts) {
    if (draft.code === null || isRefused(draft)) continue
    draft.findings.push(...tree.faultsOf({ ...draft, code: draft.code }))
  }
  checkShapes(drafts, existing)
  refuseBelowRefused(drafts, byCode)

  const rows = drafts.map(previewRow)
  const plan = drafts
    .filter((_, place) => rows[place]!.outcome === 'add' || rows[place]!.outcome === 'change')
    .sort((a, b) => tree.rankOf(a.level)! - tree.rankOf(b.level)! || a.line - b.line)
    .map(planOf)
  return { rows, counts: countRows(rows), digest: digestOf(rows, plan), plan }
}

function isRefused(draft: Draft): boolean {
  return draft.findings.some((found) => found.severity === 'refuse')
}

function previewRow(draft: Draft): PreviewRow {
  const { line, code, name, findings } = draft
  if (isRefused(draft)) return { line, code, name, outcome: 'refuse', findings, ...(draft.hasNewBoundary && { geometry: draft.geometry! }) }
  if (draft.current === null) return { line, code, name, outcome: 'add', findings }
  const changes = changesOf(draft, draft.current)
  if (changes.length === 0) return { line, code, name, outcome: 'keep', findings }
  return { line, code, name, outcome: 'change', findings, changes }
}

function changesOf(draft: Draft, current: ExistingArea): Change[] {
  const changes: Change[] = []
  const size = (geometry: AreaGeometry | null) => geometry && Math.round(squareMetres(geometry))
  if (draft.name !== current.name) {
    changes.push({ field: 'name', from: current.name, to: draft.name })
  }
  if (draft.level !== current.level) {
    changes.push({ field: 'level', from: current.level, to: draft.level })
  }
  if (draft.parentCode !== current.parentCode) {
    changes.push({ field: 'parent', from: current.parentCode, to: draft.parentCode })
  }
  if (draft.hasNewBoundary) {
    changes.push({ field: 'boundary', from: size(current.geometry), to: size(draft.geometry) })
  }
  return changes
}

function planOf(draft: Draft): AreaPlan {
  const { current, name, parentCode, geometry } = draft
  return {
    action: current === null ? 'add' : 'change',
    areaId: current?.id ?? null,
    // Rows without a code or a known level have been refused.
    code: draft.code!,
    name,
    level: draft.level!,
    parentCode,
    geometry,
  }
}

function countRows(rows: readonly PreviewRow[]): ImportPreview['counts'] {
  const counts = { add: 0, change: 0, keep: 0, refuse: 0, warn: 0 }
  for (const row of rows) {
    counts[row.outcome]++
    if (row.findings.some((found) => found.severity === 'warn')) counts.warn++
  }
  return counts
}

/** The keys of every row and plan are written here in one order, so equal content has one digest. */
function digestOf(rows: readonly PreviewRow[], plan: readonly AreaPlan[]): string {
  const hash = createHash('sha256')
  for (const entry of [...rows, ...plan]) hash.update(`${JSON.stringify(entry)}\n`)
  return hash.digest('hex')
}

/** Marks every row that would change something below a refused row of the same file. */
function refuseBelowRefused(drafts: readonly Draft[], byCode: ReadonlyMap<string, Draft>): void {
  const decided = new Map<Draft, boolean>()
  const standsOnRefused = (draft: Draft): boolean => {
    const known = decided.get(draft)
    if (known !== undefined) return known
    decided.set(draft, false) // A circle has been refused already; this only ends the walk.
    const parent = draft.parentCode === null ? undefined : byCode.get(draft.parentCode)
    const answer = parent !== undefined && (isRefused(parent) || standsOnRefused(parent))
    decided.set(draft, answer)
    return answer
  }
  const below = drafts.filter((draft) => !isRefused(draft) && standsOnRefused(draft))
  for (const draft of below) {
    if (draft.current !== null && changesOf(draft, draft.current).length === 0) continue
    draft.findings.push(finding('parent_refused', { parent: draft.parentCode! }))
  }
}
