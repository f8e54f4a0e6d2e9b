import type { CategoryImportFinding } from '@linli/contract'
import { parse } from 'csv-parse/sync'

/** A row of a city's list of categories. Null is a cell that is empty or a column that is not there. */
export interface CategoryRow {
  line: number
  code: string
  parent: string | null
  family: string | null
  nameZh: string | null
  nameEn: string | null
  severity: string | null
  department: string | null
  filingZh: string | null
  filingEn: string | null
  closingZh: string | null
  closingEn: string | null
  words: string[] | null
  ends: boolean
  isUnreadable: boolean
}

const columns = {
  code: ['code', '代码', '编码'],
  parent: ['parent', '上级', '大类'],
  family: ['family', '门类'],
  nameZh: ['name_zh', 'name', '名称'],
  nameEn: ['name_en', '英文名称'],
  severity: ['severity', '等级'],
  department: ['department', '默认部门'],
  filingZh: ['filing_zh', '立案条件'],
  filingEn: ['filing_en'],
  closingZh: ['closing_zh', '结案条件'],
  closingEn: ['closing_en'],
  words: ['words', '用词'],
  ends: ['end', '停用'],
} satisfies Record<string, string[]>
type Column = keyof typeof columns

const familyWords: Record<string, string> = { 部件: 'component', 事件: 'event', 民生: 'livelihood' }
const severityWords: Record<string, string> = { 紧急: 'urgent', 一般: 'ordinary', 复杂: 'complex', 重大: 'major' }

/** A city has some hundreds of categories. */
const mostRows = 5000

/** Reads a CSV whose first line names the columns, in English or Chinese and any order; words are parted by spaces or 、. */
export function readCategoryRows(text: string): { rows: CategoryRow[] } | { fault: CategoryImportFinding } {
  const unreadable: number[] = []
  const records = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (problem) => {
      unreadable.push(Number(problem?.['lines'] ?? 0))
      return undefined
    },
  }) as unknown as { record: string[]; info: { lines: number } }[]
  const [header, ...body] = records
  if (!header) return { fault: 'unreadable_row' }
  if (body.length > mostRows) return { fault: 'too_many_rows' }
  const names = header.record.map((name) => name.toLowerCase())
  const place = Object.fromEntries(
    Object.entries(columns).map(([column, known]) => [column, names.findIndex((name) => known.includes(name))]),
  ) as Record<Column, number>
  if (place.code === -1) return { fault: 'no_code_column' }
  const rows = body.map(({ record, info }) => rowOf(info.lines, (column) => record[place[column]]?.trim() || null))
  return { rows: [...rows, ...unreadable.map((line) => ({ ...rowOf(line, () => null), isUnreadable: true }))] }
}

function rowOf(line: number, cell: (column: Column) => string | null): CategoryRow {
  const family = cell('family')
  const severity = cell('severity')
  return {
    line,
    code: cell('code') ?? '',
    parent: cell('parent'),
    family: family && (familyWords[family] ?? family),
    nameZh: cell('nameZh'),
    nameEn: cell('nameEn'),
    severity: severity && (severityWords[severity] ?? severity),
    department: cell('department'),
    filingZh: cell('filingZh'),
    filingEn: cell('filingEn'),
    closingZh: cell('closingZh'),
    closingEn: cell('closingEn'),
    words:
      cell('words')
        ?.split(/[\s、]+/)
        .filter((word) => word !== '') ?? null,
    ends: /^(yes|true|1|是)$/i.test(cell('ends') ?? ''),
    isUnreadable: false,
  }
}
