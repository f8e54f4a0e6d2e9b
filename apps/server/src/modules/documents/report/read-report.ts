import { type FigureRow, type FigureTable, leastRanked, type Locale } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import { readFigures } from '../../figures/index.ts'
import type { DocumentTools, Progress, Watermark } from '../document.ts'

/** Everything a monthly report shows, read once, so that its forms cannot differ. */
export interface ReportContent {
  locale: Locale
  city: string
  area: string
  /** `2026-03`. */
  month: string
  watermark: Watermark
  /** The month with the month before beside it. */
  figures: FigureTable
  /** The same month with that of the year before. */
  yearBefore: FigureTable
  categories: FigureRow[]
  ranked: FigureRow[]
  /** Areas with too few matters to be ranked. */
  unranked: FigureRow[]
  /** Twelve months, the oldest first; a month without anything has a row too. */
  trend: { month: string; row: FigureRow | null }[]
  /** How many parts it was made in. */
  parts: number
}

const trendMonths = 12
/** Reading, one each, and drawing. */
const parts = 6

/**
 * Reads the report of a month. What the orderer may not read is `not_found`. Areas are ranked by what was handled on time, those with
 * fewer than 30 handled are not (domain.md §5).
 */
export async function readReport(
  tools: DocumentTools,
  actor: Actor,
  asked: { areaId: string; month: string; locale: Locale; watermark: Watermark; progress: Progress },
): Promise<ReportContent> {
  const { areaId, month, locale, watermark, progress } = asked
  const period = { areaId, from: `${month}-01`, to: lastDayOf(month) }
  const first = monthsBefore(month, trendMonths - 1)
  let done = 0
  const read = async (question: Parameters<typeof readFigures>[2]) => {
    await progress(done, parts)
    done += 1
    return readFigures(tools.matters, actor, question)
  }
  const now = await read({ ...period, against: 'previous' })
  const yearBefore = await read({ ...period, against: 'year_before' })
  const categories = await read({ ...period, by: 'category', against: 'previous' })
  const areas = await read({ ...period, by: 'area', against: 'previous' })
  const trend = await read({ areaId, from: `${first}-01`, to: period.to, by: 'month' })
  await progress(done, parts)
  const handled = (row: FigureRow) => row.figures['on_time']?.of ?? 0
  const onTime = (row: FigureRow) => row.figures['on_time']?.value ?? 0
  const counted = areas.rows.filter((row) => (row.figures['reported']?.n ?? 0) > 0 || handled(row) > 0)
  return {
    locale,
    city: locale === 'zh' ? tools.city.nameZh : tools.city.nameEn,
    area: now.area.name,
    month,
    watermark,
    figures: now,
    yearBefore,
    categories: categories.rows.toSorted((a, b) => (b.figures['reported']?.n ?? 0) - (a.figures['reported']?.n ?? 0)),
    ranked: counted
      .filter((row) => handled(row) >= leastRanked)
      .toSorted((a, b) => onTime(b) - onTime(a) || handled(b) - handled(a) || (a.key < b.key ? -1 : 1)),
    unranked: counted.filter((row) => handled(row) < leastRanked).toSorted((a, b) => handled(b) - handled(a) || (a.key < b.key ? -1 : 1)),
    trend: Array.from({ length: trendMonths }, (_, at) => {
      const of = monthsBefore(month, trendMonths - 1 - at)
      return { month: of, row: trend.rows.find((row) => row.key.startsWith(of)) ?? null }
    }),
    parts,
  }
}

/** `2026-03` and 1 → `2026-02`. */
export function monthsBefore(month: string, count: number): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - count)
  return at.toISOString().slice(0, 7)
}

function lastDayOf(month: string): string {
  return new Date(Date.parse(`${monthsBefore(month, -1)}-01`) - 86_400_000).toISOString().slice(0, 10)
}

/** Whether the month had ended when the report was made; until then its figures are those of its first days. */
export function isOver({ month, watermark }: Pick<ReportContent, 'month' | 'watermark'>): boolean {
  return watermark.at.slice(0, 7) > month
}
