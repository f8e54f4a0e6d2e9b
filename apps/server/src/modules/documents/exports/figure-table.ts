import { figureDefinitions, type FigureId, type FigureQuestion, type FigureRow, type FigureValue, type Locale } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import { readFigures } from '../../figures/index.ts'
import type { MatterTools } from '../../matters/index.ts'
import type { Progress } from '../document.ts'
import { wordsOfDocuments } from '../words/words.ts'
import type { Cell, Column, Table } from './table.ts'

/** A table of figures: of each its value and what it is made of, and the same of the period it is held against. */
export async function figureTable(
  tools: MatterTools,
  { actor, question, locale, progress }: { actor: Actor; question: FigureQuestion; locale: Locale; progress: Progress },
): Promise<Pick<Table, 'title' | 'columns' | 'rows' | 'definitions'>> {
  await progress(0, 1)
  const table = await readFigures(tools, actor, question)
  const words = wordsOfDocuments(locale)
  const ids = Object.keys(table.total.figures) as FigureId[]
  const withBefore = table.before !== null
  const columns: Column[] = [
    { head: words.groupings[question.by ?? 'none'], width: 24 },
    ...ids.flatMap((id) => columnsOf(id, locale, withBefore)),
  ]
  const line = (row: FigureRow, name: string): Cell[] => [name, ...ids.flatMap((id) => cellsOf(row, id, withBefore))]
  const rows = [
    ...table.rows.map((row) => line(row, row.name?.[locale] ?? (row.key === '' ? words.none : row.key))),
    line(table.total, words.total),
  ]
  async function* given() {
    yield* rows
    await progress(rows.length, rows.length)
  }
  return {
    title: words.names.figures(table.area.name, table.from, table.to),
    columns,
    rows: given(),
    definitions: ids.map((id) => [figureDefinitions[id].words[locale], figureDefinitions[id].explained[locale]] as const),
  }
}

function columnsOf(id: FigureId, locale: Locale, withBefore: boolean): Column[] {
  const { words, unit } = figureDefinitions[id]
  const said = wordsOfDocuments(locale).figureColumns
  const name = words[locale]
  if (unit === 'count')
    return [
      { head: name, width: 10, format: 'count' },
      ...(withBefore ? [{ head: `${name} ${said.before}`, width: 12, format: 'count' as const }] : []),
    ]
  const parts: Column[] =
    unit === 'share'
      ? [
          { head: name, width: 10, format: 'percent' },
          { head: `${name} ${said.n}`, width: 10, format: 'count' },
          { head: `${name} ${said.of}`, width: 10, format: 'count' },
        ]
      : [
          { head: `${name} ${said.median}`, width: 14, format: 'count' },
          { head: `${name} ${said.p90}`, width: 14, format: 'count' },
          { head: `${name} ${said.n}`, width: 10, format: 'count' },
        ]
  return [
    ...parts,
    ...(withBefore
      ? [{ head: `${name} ${said.before}`, width: 12, format: unit === 'share' ? ('percent' as const) : ('count' as const) }]
      : []),
  ]
}

function cellsOf(row: FigureRow, id: FigureId, withBefore: boolean): Cell[] {
  const value = row.figures[id]
  const before = withBefore ? [row.before?.[id]?.value ?? null] : []
  const { unit } = figureDefinitions[id]
  if (unit === 'count') return [value?.value ?? null, ...before]
  const parts = (of: FigureValue | undefined): Cell[] =>
    unit === 'share' ? [of?.value ?? null, of?.n ?? null, of?.of ?? null] : [of?.value ?? null, of?.p90 ?? null, of?.n ?? null]
  return [...parts(value), ...before]
}
