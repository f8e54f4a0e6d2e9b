import { csvLine } from '../../../platform/csv.ts'
import type { Table } from './table.ts'

/**
 * A table as CSV (RFC 4180) in UTF-8. The first line are the heads, so that programs read it; what is said about the table stands below the
 * last row, after an empty line.
 */
export async function* csvBytes(table: Table): AsyncIterable<Uint8Array> {
  // Excel takes UTF-8 for such only by this mark.
  yield Buffer.from(`\uFEFF${csvLine(table.columns.map(({ head }) => head))}`)
  let lines = ''
  for await (const row of table.rows) {
    lines += csvLine(row)
    if (lines.length < 65_536) continue
    yield Buffer.from(lines)
    lines = ''
  }
  const words = [...table.about, ...table.definitions].map((line) => csvLine(line)).join('')
  yield Buffer.from(`${lines}\r\n${words}`)
}
