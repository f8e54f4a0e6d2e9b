import type { Db } from '../apps/server/src/platform/db.ts'

/** What is asked for at a time: the requests of one page, one after another. */
export interface FigurePage {
  name: string
  /** Whether it is one that domain work opens each morning, which the goal is of. */
  isDaily: boolean
  queries: string[]
}

/** The pages of a clerk of the whole city: of the newest whole year and month before `now`, so that every city is full there. */
export async function figurePagesOf(owner: Db, now: Date): Promise<FigurePage[]> {
  const { rows } = await owner.pool.query<{ level: string; id: string }>(
    `select distinct on (level) level, id from areas where valid_to is null and level in ('street', 'community', 'grid') order by level, code`,
  )
  const idOf = (level: string) => rows.find((row) => row.level === level)?.id ?? ''
  const monthEnd = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0))
  const to = dayOf(monthEnd)
  const month = `from=${to.slice(0, 7)}-01&to=${to}`
  const year = `from=${dayOf(new Date(Date.UTC(monthEnd.getUTCFullYear() - 1, monthEnd.getUTCMonth() + 1, 1)))}&to=${to}`
  const week = `from=${dayOf(new Date(monthEnd.getTime() - 6 * dayMs))}&to=${to}`
  const weeks = `from=${dayOf(new Date(monthEnd.getTime() - 34 * dayMs))}&to=${to}`
  const of = (level: string) => `areaId=${idOf(level)}`
  return [
    {
      name: 'dashboard',
      isDaily: true,
      queries: [`${year}&by=month&against=year_before`, `${year}&by=category&against=year_before`, `${year}&by=area&against=year_before`],
    },
    {
      name: 'street',
      isDaily: true,
      queries: ['month', 'category', 'area'].map((by) => `${of('street')}&${year}&by=${by}&against=year_before`),
    },
    { name: 'three_rates', isDaily: true, queries: [month] },
    {
      name: 'community',
      isDaily: false,
      queries: ['month', 'category', 'area'].map((by) => `${of('community')}&${month}&by=${by}&against=previous`),
    },
    { name: 'grid', isDaily: false, queries: ['month', 'category'].map((by) => `${of('grid')}&${year}&by=${by}&against=year_before`) },
    { name: 'days', isDaily: false, queries: [`${weeks}&by=day`, `${week}&by=category&against=previous`] },
    { name: 'organisations', isDaily: false, queries: [`${month}&by=organisation&against=previous`] },
    { name: 'sources', isDaily: false, queries: [`${month}&by=source`, `${month}&by=severity`] },
  ]
}

const dayMs = 86_400_000

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
