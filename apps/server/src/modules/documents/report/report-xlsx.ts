import { figureDefinitions, type FigureId, figureIds, type FigureRow, type FigureValue, leastRanked } from '@linli/contract'
import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { installChartSupport } from '@cj-tech-master/excelts/chart'
import { harmless } from '../../../platform/csv.ts'
import { pageFooter } from '../exports/xlsx-bytes.ts'
import { wordsOfDocuments } from '../words/words.ts'
import { isOver, type ReportContent } from './read-report.ts'
import { sayMadeOf, stepsOf } from './say-value.ts'

installChartSupport()

/** The report as an Excel workbook: numbers as numbers, charts as Excel's own, the definitions on the last sheet. */
export async function reportXlsx(content: ReportContent): Promise<Uint8Array> {
  const workbook = new Workbook()
  workbook.creator = 'Linli'
  overview(workbook, content)
  trend(workbook, content)
  categories(workbook, content)
  areas(workbook, content)
  definitions(workbook, content)
  return workbook.xlsx.writeBuffer()
}

function sheetOf(workbook: Workbook, content: ReportContent, name: string, widths: readonly number[]): Worksheet {
  const { report, footer } = wordsOfDocuments(content.locale)
  const { watermark, area, month } = content
  const by = watermark.loginName === null ? watermark.name : `${watermark.name}（${watermark.loginName}）`
  const title = `${area} · ${report.title(month)}`
  const sheet = workbook.addWorksheet(name, {
    headerFooter: { oddFooter: pageFooter(footer(by, watermark.at, title)) },
    pageSetup: { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  sheet.columns = widths.map((width) => ({ width }))
  sheet.addRow([harmless(title)]).font = { bold: true, size: 14 }
  sheet.addRow([harmless(report.made(watermark.at, by))]).font = { color: { argb: 'FF66717F' } }
  sheet.addRow(isOver(content) ? [] : [report.notOver])
  return sheet
}

function headRow(sheet: Worksheet, heads: readonly string[]): number {
  const row = sheet.addRow([...heads])
  row.font = { bold: true }
  row.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF2F7' } }
  return row.number
}

const formats = { count: '#,##0', share: '0.0%', minutes: '#,##0" min"' }

/** Writes values into cells with the format of their figure; nothing where there is none. */
function put(sheet: Worksheet, row: number, from: number, values: readonly (readonly [FigureId, FigureValue | undefined])[]): void {
  for (const [at, [id, figure]] of values.entries()) {
    const cell = sheet.getCell(row, from + at)
    cell.value = figure?.value ?? null
    cell.numFmt = formats[figureDefinitions[id].unit]
  }
}

function overview(workbook: Workbook, content: ReportContent): void {
  const { locale, figures, yearBefore } = content
  const { report } = wordsOfDocuments(locale)
  const sheet = sheetOf(workbook, content, report.sheets.overview, [26, 14, 34, 14, 14])
  headRow(sheet, [report.figure, report.thisMonth, report.madeOf, report.monthBefore, report.yearBefore])
  for (const id of figureIds) {
    const now = figures.total.figures[id]
    const { number } = sheet.addRow([figureDefinitions[id].words[locale], null, sayMadeOf(id, now, locale)])
    put(sheet, number, 2, [[id, now]])
    put(sheet, number, 4, [
      [id, figures.total.before?.[id]],
      [id, yearBefore.total.before?.[id]],
    ])
  }
  sheet.addRow([report.timesNote])
  sheet.addRow([])
  const first = headRow(sheet, [report.funnel]) + 1
  const steps = stepsOf(figures.total)
  for (const { step, n } of steps) sheet.addRow([report.steps[step], n])
  sheet.addRow([report.funnelNote])
  sheet.addBarChart(
    {
      title: report.funnel,
      series: [{ name: report.funnel, categories: range(sheet, 'A', first, steps.length), values: range(sheet, 'B', first, steps.length) }],
    },
    `C${first - 1}:E${first + 16}`,
  )
}

function trend(workbook: Workbook, content: ReportContent): void {
  const { locale } = content
  const { report } = wordsOfDocuments(locale)
  const ids = ['reported', 'closed', 'completion', 'on_time', 'satisfaction'] as const
  const sheet = sheetOf(workbook, content, report.sheets.trend, [14, 12, 12, 12, 12, 14])
  const first = headRow(sheet, [wordsOfDocuments(locale).groupings.month, ...ids.map((id) => figureDefinitions[id].words[locale])]) + 1
  for (const { month, row } of content.trend) {
    const { number } = sheet.addRow([month])
    put(
      sheet,
      number,
      2,
      ids.map((id) => [id, row?.figures[id]] as const),
    )
  }
  const count = content.trend.length
  sheet.addRow([report.trendNote])
  const series = (id: FigureId, column: string) => ({
    name: figureDefinitions[id].words[locale],
    categories: range(sheet, 'A', first, count),
    values: range(sheet, column, first, count),
  })
  const below = first + count + 2
  sheet.addBarChart({ title: report.trend, series: [series('reported', 'B'), series('closed', 'C')] }, `A${below}:F${below + 15}`)
  sheet.addLineChart(
    { title: report.trendRates, series: [series('completion', 'D'), series('on_time', 'E'), series('satisfaction', 'F')] },
    `A${below + 17}:F${below + 32}`,
  )
}

const inRows = ['reported', 'completion', 'on_time', 'satisfaction', 'handling_time'] as const

function categories(workbook: Workbook, content: ReportContent): void {
  const { locale } = content
  const { report } = wordsOfDocuments(locale)
  const sheet = sheetOf(workbook, content, report.sheets.categories, [30, 12, 12, 12, 12, 16, 12])
  const titles = inRows.map((id) => figureDefinitions[id].words[locale])
  const first = headRow(sheet, [report.category, ...titles, `${report.reported} ${report.monthBefore}`]) + 1
  for (const row of content.categories) {
    const { number } = sheet.addRow([row.key === '' ? report.uncategorised : harmless(row.name?.[locale] ?? row.key)])
    put(sheet, number, 2, [...inRows.map((id) => [id, row.figures[id]] as const), ['reported', row.before?.['reported']]])
  }
  const count = Math.min(content.categories.length, 12)
  if (count === 0) return
  const below = first + content.categories.length + 2
  const series = [{ name: report.reported, categories: range(sheet, 'A', first, count), values: range(sheet, 'B', first, count) }]
  sheet.addBarChart({ title: report.categories, series }, `A${below}:F${below + 20}`)
}

function areas(workbook: Workbook, content: ReportContent): void {
  const { locale, ranked, unranked } = content
  const { report } = wordsOfDocuments(locale)
  const sheet = sheetOf(workbook, content, report.sheets.areas, [8, 22, 10, 12, 12, 12, 12, 14, 12, 12])
  if (ranked.length + unranked.length === 0) {
    sheet.addRow([report.noAreas])
    return
  }
  sheet.addRow([report.areasNote(leastRanked)])
  const titles = inRows.flatMap((id) =>
    id === 'on_time' ? [figureDefinitions[id].words[locale], 'n'] : [figureDefinitions[id].words[locale]],
  )
  const before = [`${figureDefinitions.on_time.words[locale]} ${report.monthBefore}`, `${report.reported} ${report.monthBefore}`]
  headRow(sheet, [report.rank, report.area, ...titles, ...before])
  const line = (row: FigureRow, rank: number | null) => {
    const { number } = sheet.addRow([rank, harmless(row.name?.[locale] ?? row.key)])
    put(sheet, number, 3, [
      ['reported', row.figures['reported']],
      ['completion', row.figures['completion']],
      ['on_time', row.figures['on_time']],
    ])
    sheet.getCell(number, 6).value = row.figures['on_time']?.of ?? 0
    put(sheet, number, 7, [
      ['satisfaction', row.figures['satisfaction']],
      ['handling_time', row.figures['handling_time']],
      ['on_time', row.before?.['on_time']],
      ['reported', row.before?.['reported']],
    ])
  }
  for (const [at, row] of ranked.entries()) line(row, at + 1)
  if (unranked.length === 0) return
  sheet.addRow([report.notRanked(leastRanked)])
  for (const row of unranked) line(row, null)
}

function definitions(workbook: Workbook, content: ReportContent): void {
  const { locale } = content
  const { report } = wordsOfDocuments(locale)
  const sheet = sheetOf(workbook, content, report.sheets.definitions, [24, 100])
  sheet.addRow([report.definitionsNote])
  for (const id of figureIds) {
    const row = sheet.addRow([figureDefinitions[id].words[locale], figureDefinitions[id].explained[locale]])
    row.alignment = { wrapText: true, vertical: 'top' }
    row.getCell(1).font = { bold: true }
  }
}

function range(sheet: Worksheet, column: string, first: number, count: number): string {
  return `'${sheet.name.replaceAll("'", "''")}'!$${column}$${first}:$${column}$${first + count - 1}`
}
