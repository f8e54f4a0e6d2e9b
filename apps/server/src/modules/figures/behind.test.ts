import { figureDefinitions, type FigureDefinition, type FigureGrouping, figureIds, type FigureId, type FigurePart } from '@linli/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testNow } from '../../testing/constants.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { codeOf, openStage } from '../matters/stage.factory.ts'
import { selectBehind } from './behind.queries.ts'
import { behindOf } from './behind.ts'

const city = await startTestCity()
const stage = await openStage(city)
const { street, community, supervisor } = stage.people
const today = new Date(testNow.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const year = { from: '2025-04-01', to: '2026-03-31' }
const nothingMore = { categoryCode: undefined, kind: undefined, source: undefined, severity: undefined, organisationId: undefined }
const march = { from: '2026-03-01', to: '2026-03-31' }
type Asked = Parameters<typeof street.listMattersOfFigure>[0]['query']

// Rework, a reopening, a returned assignment and one of today's, so that every figure has something behind it.
const reopened = await stage.report('楼道灯不亮')
const { version } = await stage.verify(reopened.matterId)
await reopened.reporter.rateMatter({ params: reopened, body: { expectedVersion: version, solved: false, stars: 1 } })

const areaId = (await street.getFigures({ query: march })).area.id

/** Everything the list gives, page by page. */
async function allBehind(figureId: FigureId, query: Asked, client = street, limit = 200) {
  const items = []
  let numbers = null
  let after: string | undefined
  do {
    const page = await client.listMattersOfFigure({ params: { figureId }, query: { ...query, limit, ...(after && { after }) } })
    numbers ??= page.numbers
    items.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return { items, numbers }
}

const definitionOf = (id: FigureId): FigureDefinition => figureDefinitions[id]

/** Holds what is found behind each figure of a row against the row. */
async function holds(figures: Record<string, { n: number; of: number | null }>, query: Asked) {
  let all = 0
  for (const [id, { n, of }] of Object.entries(figures)) {
    const parts: [FigurePart, number][] =
      of === null
        ? [['counted', n]]
        : [
            ['counted', n],
            ['others', of - n],
          ]
    for (const [part, expected] of parts) {
      const { items, numbers } = await allBehind(id as FigureId, { ...query, part })
      expect([id, part, items.length]).toEqual([id, part, expected])
      expect(new Set(items.map(({ countedId }) => countedId)).size).toBe(items.length)
      expect([id, numbers]).toEqual([id, { counted: n, others: of === null ? null : of - n }])
      all += items.length
    }
  }
  return all
}

test('as many matters are behind each figure as it says, in every area and period', async () => {
  for (const client of [street, community])
    for (const period of [year, march, { from: '2026-03-03', to: today }]) {
      const { area, total } = await client.getFigures({ query: period })
      expect(Object.keys(total.figures).length).toBeGreaterThan(10)
      expect(await holds(total.figures, { ...period, areaId: area.id })).toBeGreaterThan(10)
    }
})

test('the same of each row, however figures are told apart', async () => {
  const query = { ...year, from: '2026-01-01' }
  const narrowing = {
    area: 'areaId',
    category: 'categoryCode',
    source: 'source',
    severity: 'severity',
    kind: 'kind',
    organisation: 'organisationId',
  } as const
  for (const [by, name] of Object.entries(narrowing)) {
    const { rows } = await street.getFigures({ query: { ...query, by: by as FigureGrouping } })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows.slice(0, 2)) await holds(row.figures, { ...query, [name]: row.key })
  }
})

test('what is not kept so finely is counted, and there are as many', async () => {
  const query = { from: today, to: today, source: 'resident', severity: 'ordinary' } as const
  for (const figureId of figureIds) {
    const { items, numbers } = await allBehind(figureId, query)
    expect([figureId, items.length]).toEqual([figureId, numbers?.counted])
    if (definitionOf(figureId).outOf)
      expect([figureId, (await allBehind(figureId, { ...query, part: 'others' })).items.length]).toEqual([figureId, numbers?.others])
  }
})

test('small pages give the same as one large, newest first and the slowest first', async () => {
  const byTime = (await allBehind('reported', march)).items.map(({ countedAt }) => countedAt)
  expect(byTime).toEqual(byTime.toSorted().toReversed())
  for (const figureId of ['reported', 'response', 'handling_time'] as const) {
    const large = await allBehind(figureId, march)
    expect((await allBehind(figureId, march, street, 7)).items).toEqual(large.items)
  }
  const minutes = (await allBehind('handling_time', year)).items.map((item) => item.minutes ?? 0)
  expect(minutes.length).toBeGreaterThan(10)
  expect(minutes).toEqual(minutes.toSorted((one, other) => other - one))
})

test('a row is what the desk list shows of it, with what made it count', async () => {
  const { items } = await allBehind('response', { from: today, to: today }, community)
  const row = items.find(({ id }) => id === reopened.matterId)
  const listed = (await community.listMatters({ query: { number: row?.number ?? '', view: 'all' } })).items[0]
  expect(row).toMatchObject(listed ?? {})
  expect(row?.organisationName?.zh).toBeTruthy()
  expect(row?.countedId).not.toBe(row?.id)
})

test('a figure has no part that its definition does not have, and of organisations only what is counted of them', async () => {
  const ask = (figureId: FigureId, query: Partial<Asked>) =>
    codeOf(street.listMattersOfFigure({ params: { figureId }, query: { ...march, ...query } }))
  expect(await ask('reported', { part: 'others' })).toBe('figure_has_no_such_part')
  expect(await ask('handling_time', { part: 'others' })).toBe('figure_has_no_such_part')
  expect(await ask('completion', { organisationId: stage.idOf('city-management') })).toBe('figure_has_no_such_part')
  expect(await ask('reported', { from: '2026-04-01' })).toBe('period_not_possible')
})

test('only whoever reads the figures and the matters of an area finds what is behind them', async () => {
  const ask = (client: typeof street) =>
    codeOf(client.listMattersOfFigure({ params: { figureId: 'reported' }, query: { ...march, areaId } }))
  expect(await ask(street)).toBe('none')
  expect(await ask(supervisor)).toBe('none')
  expect(await ask(community)).toBe('not_found')
  for (const client of [stage.people.handler, stage.people.worker, await city.as('rules')]) expect(await ask(client)).toBe('not_allowed')
})

test('what is behind a month of an area is found by index', async () => {
  const narrowed = { areaPath: city.matters.books.areas.get().get(areaId)?.path ?? '', period: march }
  const plans = await city.db.read.transaction().execute(async (tx) => {
    // The tiny city fits a page, where reading all is always quickest.
    await sql`set local enable_seqscan = off`.execute(tx)
    const parts = figureIds.flatMap((id) => [behindOf(id, 'counted') ?? [], behindOf(id, 'others') ?? []].flat())
    return Promise.all(
      parts.map(async (behind) => {
        const statement = selectBehind(behind, { ...nothingMore, ...narrowed }, { limit: 50, after: undefined })
        return JSON.stringify((await sql`explain (format json) ${statement}`.execute(tx)).rows)
      }),
    )
  })
  expect(plans.filter((plan) => plan.includes('Seq Scan'))).toEqual([])
})
