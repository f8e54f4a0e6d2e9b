import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { WorkbookWriter } from '@cj-tech-master/excelts'
import { mostSheetRows } from '@linli/contract'
import { harmless } from '../../../platform/csv.ts'
import type { Cell, Column, Table } from './table.ts'

/** So many rows are written before other work of the process gets its turn. */
const breath = 100

/**
 * A table as an Excel workbook that is written while its rows are read: what is said about it on the first sheet, then the rows, on as many
 * sheets as they need (`mostRows` each, the heads among them). Every page bears the footer.
 */
export function xlsxBytes(table: Table, { mostRows = mostSheetRows }: { mostRows?: number } = {}): AsyncIterable<Uint8Array> {
  const out = new PassThrough()
  write(table, out, mostRows).catch((error: unknown) => out.destroy(error as Error))
  return out
}

async function write(table: Table, out: PassThrough, mostRows: number): Promise<void> {
  const workbook = new WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true })
  aboutSheet(workbook, table)
  let sheet = rowsSheet(workbook, table, 1)
  let [sheets, onSheet, written] = [1, 1, 0]
  for await (const row of table.rows) {
    if (onSheet === mostRows) {
      sheet.commit()
      sheet = rowsSheet(workbook, table, (sheets += 1))
      onSheet = 1
    }
    sheet.addRow(row.map(plain)).commit()
    onSheet += 1
    if ((written += 1) % breath === 0) await setImmediate()
    // Whoever keeps the bytes is slower than whoever reads the rows: then the reading waits.
    if (out.writableNeedDrain) await once(out, 'drain')
  }
  sheet.commit()
  await workbook.commit()
}

function aboutSheet(workbook: WorkbookWriter, { title, about, definitions, footer }: Table): void {
  const sheet = workbook.addWorksheet(sheetName(title, 'about'), { headerFooter: { oddFooter: pageFooter(footer) } })
  sheet.columns = [{ width: 24 }, { width: 90 }]
  const head = sheet.addRow([title])
  head.font = { bold: true, size: 14 }
  head.commit()
  for (const [name, value] of [...about, ...(definitions.length > 0 ? ([['', '']] as const) : []), ...definitions]) {
    const row = sheet.addRow([harmless(name), harmless(value)])
    row.getCell(1).font = { bold: true }
    row.alignment = { vertical: 'top', wrapText: true }
    row.commit()
  }
  sheet.commit()
}

function rowsSheet(workbook: WorkbookWriter, { title, columns, footer }: Table, number: number) {
  const sheet = workbook.addWorksheet(sheetName(title, number), {
    views: [{ state: 'frozen', ySplit: 1 }],
    headerFooter: { oddFooter: pageFooter(footer) },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
  })
  sheet.columns = columns.map(({ width, format }) => ({ width, ...(format && { style: { numFmt: numberFormats[format] } }) }))
  const head = sheet.addRow(columns.map((column: Column) => column.head))
  head.font = { bold: true }
  head.commit()
  return sheet
}

const numberFormats = { count: '#,##0', percent: '0.0%' }

/** Words that begin like a formula stay words, also when somebody saves the sheet as CSV and opens it again. */
function plain(cell: Cell): Cell {
  return typeof cell === 'string' ? harmless(cell) : cell
}

/** At most 31 signs and none of those that Excel forbids. */
function sheetName(title: string, which: number | 'about'): string {
  const name = title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 24)
  return which === 'about' ? `${name} ⓘ` : which === 1 ? name : `${name} ${which}`
}

/** `&` begins a code of Excel's own and is doubled. Excel takes 255 signs. */
export function pageFooter(text: string): string {
  return `&L&8${text.replaceAll('&', '&&').slice(0, 200)}&R&8&P / &N`
}
