import { recountFigures } from '../../modules/figures/index.ts'
import { type Check, finding, note } from './check.ts'

/** The figures that are kept equal a recount of the matters (domain.md §5); `npm run figures -- rebuild` mends them. */
export const figures: Check = async ({ atOneMoment, books, now }) => {
  const found = finding('sums unlike a recount')
  const areas = books.areas.get()
  const { compared, differences } = await atOneMoment((read) => recountFigures(read, areas, now))
  found.checked = compared
  for (const { areaId, month, measure, kept, counted } of differences)
    note(found, `${areas.get(areaId)?.name} ${month.slice(0, 7)} ${measure}: ${kept} kept, ${counted} counted`)
  return [found]
}
