import type { CsvError, Info } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { finding } from './import-findings.ts'
import { decodeText, sizeProblem, spoiltCode, textOf, wholeFile } from './import-source.ts'
import type { SourceRow } from './import-source.ts'

const columnNames: Record<Column, readonly string[]> = {
  code: ['code', '编码', '代码', '区划代码', '区域编码'],
  name: ['name', '名称', '区域名称'],
  level: ['level', '层级', '级别'],
  parent: ['parent', '上级', '上级编码'],
}
type Column = 'code' | 'name' | 'level' | 'parent'

/**
 * Reads areas from a CSV file whose first line names the columns code, name, level and parent, in
 * any order and in English or Chinese; other columns are ignored. Problems of the file come back as
 * findings, never as an error.
 */
export function readCsvRows(content: string | Uint8Array): SourceRow[] {
  const tooLarge = sizeProblem(content)
  if (tooLarge) return wholeFile(tooLarge)
  const text = decodeText(content)
  if (text === null) return wholeFile(finding('bad_row', { reason: 'neither UTF-8 nor GBK' }))
  const unreadable: SourceRow[] = []
  const records = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (problem) => {
      unreadable.push(unreadableRow(problem))
      return undefined
    },
  }) as unknown as { record: string[]; info: Info }[]
  const [header, ...body] = records
  if (header === undefined || (body.length === 0 && unreadable.length === 0)) {
    return wholeFile(finding('empty_file'))
  }
  const tooMany = sizeProblem(text, body.length)
  if (tooMany) return wholeFile(tooMany)
  const places = columnPlaces(header.record)
  for (const column of ['code', 'name'] as const) {
    if (places[column] === -1) {
      return wholeFile(finding('bad_row', { reason: `the first line has no column ${column}` }))
    }
  }
  const rows = body.map(({ record, info }) => readRow(record, info.lines, header.record, places))
  return [...rows, ...unreadable].sort((a, b) => a.line - b.line)
}

function columnPlaces(header: string[]): Record<Column, number> {
  const names = header.map((name) => name.toLowerCase())
  const placeOf = (column: Column) => names.findIndex((name) => columnNames[column].includes(name))
  return {
    code: placeOf('code'),
    name: placeOf('name'),
    level: placeOf('level'),
    parent: placeOf('parent'),
  }
}

function readRow(record: string[], line: number, header: string[], places: Record<Column, number>): SourceRow {
  const cell = (column: Column) => textOf(record[places[column]])
  const code = cell('code')
  const findings = spoiltCode(code)
  if (record.length !== header.length) {
    const reason = `${record.length} columns, the first line has ${header.length}`
    findings.push(finding('bad_row', { reason }))
  }
  return {
    line,
    code,
    name: cell('name') ?? '',
    level: cell('level'),
    parent: cell('parent'),
    geometry: null,
    findings,
  }
}

function unreadableRow(problem: CsvError | undefined): SourceRow {
  const lines: unknown = problem?.lines
  const [row] = wholeFile(finding('bad_row', { reason: problem?.message ?? 'unreadable' }))
  return { ...row!, line: typeof lines === 'number' ? lines : 0 }
}
