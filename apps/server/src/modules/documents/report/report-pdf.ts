import { figureDefinitions, type FigureId, figureIds, type FigureRow, leastRanked } from '@linli/contract'
import pdfmake, { type Content, type DocumentDefinition } from 'pdfmake'
import { wordsOfDocuments } from '../words/words.ts'
import { categoriesChart, chartFont, chartWidth, colours, ratesChart, stepsChart, trendChart } from './charts.ts'
import { fonts } from './fonts.ts'
import { isOver, type ReportContent } from './read-report.ts'
import { type Difference, sayDifference, sayMadeOf, sayValue } from './say-value.ts'

/** The report as a PDF on A4, with its font inside. Every page says who had it made and when. */
export async function reportPdf(content: ReportContent): Promise<Uint8Array> {
  pdfmake.setFonts(fonts)
  // Nothing but its own fonts is read for it, and nothing fetched.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => Object.values(fonts.NotoSansSC).includes(path))
  return pdfmake.createPdf(definitionOf(content)).getBuffer()
}

const margin = 40

function definitionOf(content: ReportContent): DocumentDefinition {
  const words = wordsOfDocuments(content.locale)
  const { report } = words
  const { watermark, area, month, city } = content
  const title = `${area} · ${report.title(month)}`
  const by = watermark.loginName === null ? watermark.name : `${watermark.name}（${watermark.loginName}）`
  return {
    info: { title, author: city, creator: 'Linli', producer: 'Linli' },
    language: content.locale === 'zh' ? 'zh-CN' : 'en',
    pageSize: 'A4',
    pageMargins: [margin, 50, margin, 54],
    defaultStyle: { font: chartFont, fontSize: 9.5, color: colours.ink, lineHeight: 1.25 },
    styles,
    watermark: { text: `${by} ${watermark.at}`, color: colours.quiet, opacity: 0.06, fontSize: 30, angle: -35 },
    // A heading at the foot of a page would stand apart from what it is over.
    pageBreakBefore: (node) => node.headlineLevel === 1 && (node.startPosition?.verticalRatio ?? 0) > 0.82,
    header: { text: `${city} · ${title}`, style: 'edge', margin: [margin, 24, margin, 0] },
    footer: (page, pages) => ({
      columns: [
        { text: words.footer(by, watermark.at, title), style: 'edge' },
        { text: report.page(page, pages), style: 'edge', alignment: 'right', width: 90 },
      ],
      margin: [margin, 16, margin, 0],
    }),
    content: [
      { text: city, style: 'quiet' },
      { text: title, style: 'title' },
      { text: report.made(watermark.at, by), style: 'quiet' },
      ...(isOver(content) ? [] : [note(report.notOver)]),
      heading(report.glance),
      cards(content),
      part(report.trend, [{ svg: trendChart(content), width: chartWidth }, note(report.trendNote)]),
      part(report.trendRates, [{ svg: ratesChart(content), width: chartWidth }]),
      { ...heading(report.figure), pageBreak: 'before' },
      figuresTable(content),
      note(report.timesNote),
      part(report.funnel, [{ svg: stepsChart(content), width: chartWidth }, note(report.funnelNote)]),
      { ...heading(report.categories), pageBreak: 'before' },
      { svg: categoriesChart(content), width: chartWidth },
      categoriesTable(content),
      heading(report.areas),
      ...areas(content),
      heading(report.definitions),
      note(report.definitionsNote),
      ...definitions(content),
    ],
  }
}

const styles: DocumentDefinition['styles'] = {
  title: { fontSize: 19, bold: true, margin: [0, 2, 0, 2] },
  heading: { fontSize: 12.5, bold: true, margin: [0, 14, 0, 6] },
  quiet: { color: colours.quiet, fontSize: 9 },
  edge: { color: colours.quiet, fontSize: 7.5 },
  head: { bold: true, fontSize: 8.5, color: colours.ink, fillColor: '#eef2f7' },
  number: { alignment: 'right' },
  large: { fontSize: 16, bold: true },
}

function heading(text: string) {
  return { text, style: 'heading', headlineLevel: 1 } as const
}

function note(text: string): Content {
  return { text, style: 'quiet', fontSize: 8, margin: [0, 3, 0, 0] }
}

/** A heading stays with what it is over. */
function part(title: string, content: Content[]): Content {
  return { unbreakable: true, stack: [heading(title), ...content] }
}

const glance = ['reported', 'closed', 'completion', 'on_time', 'satisfaction', 'handling_time'] as const

function cards(content: ReportContent): Content {
  const { locale, figures, yearBefore } = content
  const { report } = wordsOfDocuments(locale)
  const card = (id: FigureId): Content => {
    const now = figures.total.figures[id]
    return {
      stack: [
        { text: figureDefinitions[id].words[locale], style: 'quiet' },
        { text: sayValue(id, now, locale), style: 'large' },
        compared(report.againstBefore, sayDifference(id, now, figures.total.before?.[id], locale), report.noneBefore),
        compared(report.againstYear, sayDifference(id, now, yearBefore.total.before?.[id], locale), report.noneBefore),
      ],
      fillColor: '#f6f8fb',
      margin: [8, 6, 8, 6],
    }
  }
  return {
    table: { widths: ['*', '*', '*'], body: [glance.slice(0, 3).map(card), glance.slice(3).map(card)] },
    layout: { hLineWidth: () => 4, vLineWidth: () => 4, hLineColor: () => '#ffffff', vLineColor: () => '#ffffff' },
  }
}

function compared(against: string, difference: Difference | null, none: string): Content {
  const colour = difference?.isGood == null ? colours.quiet : difference.isGood ? colours.good : '#b3261e'
  return {
    fontSize: 8,
    text: [
      { text: `${against} `, color: colours.quiet },
      { text: difference?.text ?? none, color: colour },
    ],
  }
}

const rule = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0,
  hLineColor: () => colours.line,
  paddingTop: () => 3,
  paddingBottom: () => 3,
}

function head(texts: readonly string[], leftOnes = 1): Content[] {
  return texts.map((text, at) => ({ text, style: 'head', alignment: at < leftOnes ? 'left' : 'right' }))
}

function figuresTable({ locale, figures, yearBefore }: ReportContent): Content {
  const { report } = wordsOfDocuments(locale)
  const rows = figureIds.map((id): Content[] => {
    const now = figures.total.figures[id]
    return [
      figureDefinitions[id].words[locale],
      { text: sayValue(id, now, locale), style: 'number', bold: true },
      { text: sayMadeOf(id, now, locale), style: 'number', color: colours.quiet, fontSize: 8 },
      { text: sayValue(id, figures.total.before?.[id], locale), style: 'number' },
      { text: sayValue(id, yearBefore.total.before?.[id], locale), style: 'number' },
    ]
  })
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 2,
      widths: ['*', 66, 150, 66, 72],
      body: [head([report.figure, report.thisMonth, report.madeOf, report.monthBefore, report.yearBefore]), ...rows],
    },
    layout: rule,
  }
}

function categoriesTable({ locale, categories }: ReportContent): Content {
  const { report } = wordsOfDocuments(locale)
  const ids = ['completion', 'on_time', 'satisfaction', 'handling_time'] as const
  const rows = categories.map((row): Content[] => [
    row.key === '' ? report.uncategorised : (row.name?.[locale] ?? row.key),
    { text: sayValue('reported', row.figures['reported'], locale), style: 'number' },
    { text: sayValue('reported', row.before?.['reported'], locale), style: 'number', color: colours.quiet },
    ...ids.map((id): Content => ({ text: sayValue(id, row.figures[id], locale), style: 'number' })),
  ])
  const titles = [report.category, report.reported, report.monthBefore, ...ids.map((id) => figureDefinitions[id].words[locale])]
  return {
    margin: [0, 8, 0, 0],
    table: {
      headerRows: 1,
      keepWithHeaderRows: 2,
      dontBreakRows: true,
      widths: ['*', 48, 60, 62, 54, 62, 66],
      body: [head(titles), ...rows],
    },
    layout: rule,
  }
}

function areas({ locale, ranked, unranked }: ReportContent): Content[] {
  const { report } = wordsOfDocuments(locale)
  if (ranked.length + unranked.length === 0) return [note(report.noAreas)]
  const ids = ['on_time', 'completion', 'satisfaction'] as const
  const cell = (row: FigureRow, id: FigureId): Content => ({
    alignment: 'right',
    stack: [
      {
        text: [
          sayValue(id, row.figures[id], locale),
          { text: row.figures[id]?.of ? ` (${sayMadeOf(id, row.figures[id], locale)})` : '', color: colours.quiet, fontSize: 7.5 },
        ],
      },
      { text: sayValue(id, row.before?.[id], locale), color: colours.quiet, fontSize: 7.5 },
    ],
  })
  const line = (row: FigureRow, rank: string): Content[] => [
    { text: rank, alignment: 'right' },
    row.name?.[locale] ?? row.key,
    {
      alignment: 'right',
      stack: [
        sayValue('reported', row.figures['reported'], locale),
        { text: sayValue('reported', row.before?.['reported'], locale), color: colours.quiet, fontSize: 7.5 },
      ],
    },
    ...ids.map((id) => cell(row, id)),
  ]
  const apart: Content[] = [{ text: report.notRanked(leastRanked), colSpan: 6, style: 'quiet', fillColor: '#f6f8fb' }, '', '', '', '', '']
  const titles = [report.rank, report.area, report.reported, ...ids.map((id) => figureDefinitions[id].words[locale])]
  return [
    note(report.areasNote(leastRanked)),
    {
      margin: [0, 4, 0, 0],
      table: {
        headerRows: 1,
        keepWithHeaderRows: 2,
        dontBreakRows: true,
        widths: [30, '*', 52, 96, 96, 96],
        body: [
          head(titles, 2),
          ...ranked.map((row, at) => line(row, String(at + 1))),
          ...(unranked.length > 0 ? [apart, ...unranked.map((row) => line(row, ''))] : []),
        ],
      },
      layout: rule,
    },
  ]
}

function definitions({ locale }: ReportContent): Content[] {
  return figureIds.map((id) => ({
    unbreakable: true,
    margin: [0, 5, 0, 0],
    text: [{ text: `${figureDefinitions[id].words[locale]}  `, bold: true }, inFont(figureDefinitions[id].explained[locale])],
  }))
}

/** The Chinese font draws a curly apostrophe as wide as a character, which tears English words apart. */
function inFont(text: string): string {
  return text.replace(/(?<=\w)’(?=\w)/g, "'")
}
