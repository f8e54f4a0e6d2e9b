import type { Locale } from '@linli/contract'
import type { Actor } from '../access/index.ts'
import { cityDay, type DocumentRequest, type DocumentTools, type Progress, type Watermark } from './document.ts'
import type { DocumentRow } from './documents.store.ts'
import { csvBytes } from './exports/csv-bytes.ts'
import { figureTable } from './exports/figure-table.ts'
import { sayFilters } from './exports/filter-words.ts'
import { matterTable } from './exports/matter-table.ts'
import type { Table } from './exports/table.ts'
import { xlsxBytes } from './exports/xlsx-bytes.ts'
import { readReport } from './report/read-report.ts'
import { reportPdf } from './report/report-pdf.ts'
import { reportXlsx } from './report/report-xlsx.ts'
import { wordsOfDocuments } from './words/words.ts'

interface Making {
  actor: Actor
  watermark: Watermark
  progress: Progress
}

/** The bytes of a document as they are made. Reading stops when `progress` throws. */
export async function* bytesOfDocument(tools: DocumentTools, row: DocumentRow, making: Making): AsyncIterable<Uint8Array> {
  const request = row.request as DocumentRequest
  const locale = row.locale as Locale
  if (request.kind === 'report') {
    const content = await readReport(tools, making.actor, { ...request, locale, watermark: making.watermark, progress: making.progress })
    yield row.format === 'pdf' ? await reportPdf(content) : await reportXlsx(content)
    await making.progress(content.parts, content.parts)
    return
  }
  const table = await tableOf(tools, row, { request, locale, ...making })
  yield* row.format === 'csv' ? csvBytes(table) : xlsxBytes(table)
}

async function tableOf(
  { matters }: DocumentTools,
  row: DocumentRow,
  { request, locale, actor, watermark, progress }: Making & { request: Exclude<DocumentRequest, { kind: 'report' }>; locale: Locale },
): Promise<Table> {
  const { about, footer } = wordsOfDocuments(locale)
  const by = watermark.loginName === null ? watermark.name : `${watermark.name}（${watermark.loginName}）`
  const until = cityDay(new Date(matters.clock.now().getTime() + row.kept_days * 86_400_000))
  const rest = [
    [about.by, by],
    [about.at, about.atValue(watermark.at)],
    [about.kept, about.keptValue(until)],
  ] as const
  if (request.kind === 'matters') {
    const table = matterTable(matters, { actor, filters: request.filters, locale, progress })
    const conditions = sayFilters(request.filters, matters.books, locale)
    return {
      ...table,
      about: [
        [about.what, table.title],
        [about.conditions, conditions],
        ...rest,
        [about.masked, about.maskedValue],
        ...(row.format === 'xlsx' ? ([[about.sheets, about.sheetsValue]] as const) : []),
      ],
      footer: footer(by, watermark.at, conditions),
      definitions: [],
    }
  }
  const table = await figureTable(matters, { actor, question: request.question, locale, progress })
  return {
    ...table,
    about: [[about.what, table.title], ...rest, [about.figures, about.figuresValue]],
    footer: footer(by, watermark.at, table.title),
  }
}
