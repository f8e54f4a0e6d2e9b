import { findRebuild, recountFigures } from '../../modules/figures/index.ts'
import { type Check, finding, note } from './check.ts'

/**
 * The figures that are kept equal a recount of the matters (domain.md §5); `npm run figures -- rebuild` mends them. While they are
 * counted anew there is nothing to hold against a recount: it says how many matters are still to be counted.
 */
export const figures: Check = ({ atOneMoment, books, now }) =>
  atOneMoment(async (read) => {
    const rebuild = await findRebuild(read)
    if (rebuild) {
      const { count } = await read
        .selectFrom('matters')
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      const left = Math.max(0, count - rebuild.counted)
      const examples = ['the figures are being counted anew']
      return [{ ...finding('matters the figures do not count yet', true), checked: count, wrong: left, examples }]
    }
    const found = finding('sums unlike a recount')
    const areas = books.areas.get()
    const { compared, differences } = await recountFigures(read, areas, now)
    found.checked = compared
    for (const { areaId, month, measure, kept, counted } of differences)
      note(found, `${areas.get(areaId)?.name} ${month.slice(0, 7)} ${measure}: ${kept} kept, ${counted} counted`)
    return [found]
  })
