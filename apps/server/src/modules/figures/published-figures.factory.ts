import { type FigureGrouping, type FigureRow, type FigureTable, routes } from '@linli/contract'
import type { Stage } from '../matters/model/stage.factory.ts'
import { countPlainly, type PlainCount } from './plain-count.factory.ts'

interface Published {
  whole: Record<string, PlainCount>
  byCategory: Record<string, PlainCount>
  byStreet: Record<string, PlainCount>
  byCommunity: Record<string, PlainCount>
}

/** What the figures of a city say to somebody who watches over all of it, and what a plain count of the same says, in the same shape. */
export async function publishedAndPlain(
  stage: Stage,
  period: { from: string; to: string },
): Promise<{ published: Published; plain: Published }> {
  const db = stage.db.read
  const below = async (level: string) => {
    const areas = stage.tools.books.areas.get().all()
    const above = new Set(areas.flatMap((area) => (area.level === level && area.parentId !== null ? [area.parentId] : [])))
    const tables = await Promise.all([...above].map((areaId) => askFigures(stage, { ...period, by: 'area', areaId })))
    return keyed(tables.flatMap(({ rows }) => rows))
  }
  return {
    published: {
      whole: keyed([(await askFigures(stage, period)).total]),
      byCategory: keyed((await askFigures(stage, { ...period, by: 'category' })).rows),
      byStreet: await below('street'),
      byCommunity: await below('community'),
    },
    plain: {
      whole: await countPlainly(db, 'whole', period),
      byCategory: await countPlainly(db, 'category', period),
      byStreet: await countPlainly(db, { level: 'street' }, period),
      byCommunity: await countPlainly(db, { level: 'community' }, period),
    },
  }
}

async function askFigures(stage: Stage, query: { from: string; to: string; by?: FigureGrouping; areaId?: string }): Promise<FigureTable> {
  const supervisor = stage.staff.find(({ name }) => name === 'supervisor')
  if (!supervisor) throw new Error('nobody watches over the city')
  const sent = { player: supervisor, definition: routes.getFigures, params: {}, body: {}, key: '' }
  const { status, body } = await stage.send({ ...sent, query: `?${new URLSearchParams(query).toString()}` })
  if (status !== 200) throw new Error(`the figures were refused: ${JSON.stringify(body)}`)
  return body as unknown as FigureTable
}

function keyed(rows: readonly FigureRow[]): Record<string, PlainCount> {
  const value = (row: FigureRow, id: string) => row.figures[id]?.value ?? null
  return Object.fromEntries(
    rows
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
      .map((row) => [
        row.key,
        {
          reported: value(row, 'reported') ?? 0,
          closed: value(row, 'closed') ?? 0,
          completion: value(row, 'completion'),
          resolution: value(row, 'resolution'),
          satisfaction: value(row, 'satisfaction'),
        },
      ]),
  )
}
