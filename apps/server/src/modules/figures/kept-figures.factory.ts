import { areaMeasures } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Everything the tables of the figures say, without the rows in which nothing is left. */
export async function readKept(db: Reader) {
  const zero = areaMeasures.map((measure) => `${measure} = 0`).join(' and ')
  const read = (text: string) => sql.raw<Record<string, unknown>>(text).execute(db)
  const [months, days, organisations, times] = await Promise.all([
    read(`select * from figure_months where not (${zero}) order by 1, 2, 3, 4, 5, 6`),
    read(`select * from figure_days where not (${zero}) order by 1, 2, 3, 4`),
    read('select * from figure_organisations where dispatched + finished + led + rated <> 0 order by 1, 2, 3, 4'),
    read(`select area_id, month, category_code, kind, array_to_string(response, ' ') as response, array_to_string(handling, ' ') as handling
      from figure_times order by 1, 2, 3, 4`),
  ])
  const steps = (text: unknown) => String(text).replace(/( ?0)+$/, '')
  return {
    months: months.rows,
    days: days.rows,
    organisations: organisations.rows,
    times: times.rows
      .map((row) => ({ ...row, response: steps(row['response']), handling: steps(row['handling']) }))
      .filter((row) => row.response !== '' || row.handling !== ''),
  }
}
