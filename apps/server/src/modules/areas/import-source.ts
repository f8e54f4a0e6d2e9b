import type { AreaGeometry } from './geometry.ts'
import { finding, type Finding } from './import-findings.ts'

/** A file as it was uploaded; bytes may be UTF-8, UTF-16 or GB 18030 (which includes GBK). */
export type ImportFile = { format: 'csv'; text: string | Uint8Array } | { format: 'geojson'; text: string | Uint8Array; crs: string }

/** One area as the file has it. Null is what the file does not say, which never erases anything. */
export interface SourceRow {
  /** Line of a CSV file, place of the feature in a GeoJSON file; both from 1. 0 is the whole file. */
  line: number
  code: string | null
  name: string
  level: string | null
  parent: string | null
  /** WGS-84, rounded to 7 decimals (1 cm), not yet checked. */
  geometry: AreaGeometry | null
  findings: Finding[]
}

/** The country's 620,000 communities do not come in one file; a large city's grids are 50,000. */
const MOST_ROWS = 200_000
const MOST_BYTES = 100 * 1024 * 1024

/** The one row that stands for a file which cannot be read. */
export function wholeFile(problem: Finding): SourceRow[] {
  return [{ line: 0, code: null, name: '', level: null, parent: null, geometry: null, findings: [problem] }]
}

/** A finding when the file or the number of its rows is beyond what one import takes, else null. */
export function sizeProblem(text: string | Uint8Array, rowCount = 0): Finding | null {
  if (text.length > MOST_BYTES) {
    return finding('too_large', { what: 'bytes', size: text.length, limit: MOST_BYTES })
  }
  if (rowCount > MOST_ROWS) {
    return finding('too_large', { what: 'rows', size: rowCount, limit: MOST_ROWS })
  }
  return null
}

/**
 * Text of an uploaded file without its byte order mark. Spreadsheets in Chinese save CSV as GBK
 * without saying so: what is not valid UTF-8 is read as GB 18030. Null when it is neither.
 */
export function decodeText(text: string | Uint8Array): string | null {
  if (typeof text === 'string') return text.replace(/^\uFEFF/, '')
  if (text[0] === 0xff && text[1] === 0xfe) return new TextDecoder('utf-16le').decode(text)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(text)
    } catch {
      // Not this encoding; the next may fit.
    }
  }
  return null
}

/** A cell or property as text; null when it is missing or blank. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'string') return null
  const trimmed = value.trim()
  return trimmed === '' ? null : trimmed
}

/** A long code that a spreadsheet has turned into 3.70202E+14 has lost its last digits for good. */
export function spoiltCode(code: string | null): Finding[] {
  if (code === null || !/^\d(\.\d+)?E\+?\d+$/i.test(code)) return []
  return [finding('bad_row', { reason: `${code}: a spreadsheet has cut off the code` })]
}
