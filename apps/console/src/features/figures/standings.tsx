import { type FigureId, figureIds, leastRanked } from '@linli/contract'
import { Loading, problemOf, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { BehindLink } from './behind-link.tsx'
import { WholeMonthsOnly } from './whole-months-only.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import type { Period } from './period.ts'
import { useFiguresTexts } from './texts.ts'

/** Each rate and time of an area beside the middle one of its siblings, with its place among those that are ranked. */
export function Standings({ areaId, period }: { areaId: string; period: Period }) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const asked = useQuery({
    queryKey: ['figures', 'standings', areaId, period],
    queryFn: ({ signal }) => api.getFigureStandings({ query: { areaId, ...period } }, signal),
    retry: false,
  })
  if (problemOf(asked.error)?.code === 'whole_months_needed') return <WholeMonthsOnly />
  if (asked.isPending) return <Loading />
  if (asked.isError) return <QueryError error={asked.error} onRetry={() => void asked.refetch()} />
  const { parent, siblings, standings } = asked.data
  if (!parent || siblings < 2) return <p className="linli-quiet">{say('portrait.alone')}</p>
  return (
    <>
      <p className="linli-quiet">{say('portrait.siblingsOf', { parent: parent.name, count: siblings })}</p>
      <table className="league">
        <tbody>
          {standings.map(({ figure, value, rank, ranked, median, n }) => {
            const id = figureIds.find((one): one is FigureId => one === figure)
            if (!id) return null
            const { unit } = words.definition(id)
            return (
              <tr key={figure}>
                <th scope="row">{words.nameOf(id)}</th>
                <td className="league-number">
                  <BehindLink figure={id} behind={{ area: areaId, ...period }} n={n}>
                    {words.say(unit, value)}
                  </BehindLink>
                </td>
                <td className="league-number linli-quiet">
                  {rank === null ? say('portrait.unranked', { least: leastRanked }) : say('portrait.rankOf', { rank, count: ranked })}
                </td>
                <td className="league-number linli-quiet">
                  {median !== null && say('portrait.median', { value: words.say(unit, median) })}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
