import type { AlertDetail } from '@linli/contract'
import { useMemo } from 'react'
import type { ChartNumbers } from '../../parts/chart/chart-words.ts'
import { Chart } from '../../parts/chart/chart.tsx'
import { useDay, useExpected } from './alert-words.ts'
import { useAlertsTexts } from './texts.ts'

/** Why this is an alert, in sentences: what was seen, what is usual, how unlikely that is, and what it was compared with. */
export function Explanation({ alert }: { alert: AlertDetail }) {
  const say = useAlertsTexts()
  const day = useDay()
  const number = useExpected()
  const { explanation, chance, seen, expected } = alert
  const days =
    alert.countedFrom === alert.countedTo ? day(alert.countedFrom) : say('span', { from: day(alert.countedFrom), to: day(alert.countedTo) })
  const facts = { days, seen, expected: number(expected), low: explanation.low ?? 0, high: explanation.high ?? 0 }
  const isOneNumber = alert.kind === 'surge' && explanation.low === explanation.high
  const because = isOneNumber ? 'because.surgeOfOne' : (`because.${alert.kind}` as const)
  return (
    <section aria-label={say('why')}>
      <h2>{say('why')}</h2>
      <p className="alert-why">{say(because, facts)}</p>
      {chance !== null && <p>{chance < 1e-6 ? say('hardlyChance') : say('chance', { odds: oddsOf(chance) })}</p>}
      {explanation.past && (
        <p className="linli-quiet">
          {say(`compared.${alert.kind === 'hot_spot' ? 'hot_spot' : 'surge'}`, {
            from: day(explanation.past.from),
            to: day(explanation.past.to),
          })}
          {alert.kind === 'surge' && ` ${say(explanation.knowsSeason ? 'withSeason' : 'withoutSeason')}`}
        </p>
      )}
      {explanation.weeks.length > 0 && <Weeks alert={alert} />}
      {explanation.times.length > 0 && (
        <ol className="alert-times">
          {explanation.times.map((time) => (
            <li key={time.reported}>
              {say('reported', { day: day(time.reported) })}
              {' · '}
              {time.closed === null ? say('stillOpen') : say('closed', { day: day(time.closed) })}
            </li>
          ))}
        </ol>
      )}
      <p className="linli-quiet linli-small">{say('noPerson')}</p>
    </section>
  )
}

/** One in so many, in a number somebody can picture. */
function oddsOf(chance: number): string {
  const odds = 1 / chance
  const step = 10 ** Math.floor(Math.log10(odds))
  return (Math.floor(odds / step) * step).toLocaleString()
}

function Weeks({ alert }: { alert: AlertDetail }) {
  const say = useAlertsTexts()
  const day = useDay()
  const { weeks } = alert.explanation
  const labels = weeks.map((week) => day(week.to)).join('|')
  const numbers = useMemo(
    (): ChartNumbers => ({
      labels: labels.split('|'),
      labelsName: say('weekTo'),
      series: [
        { kind: 'band', name: say('usual'), colour: 'edge', low: weeks.map(({ low }) => low), high: weeks.map(({ high }) => high) },
        { kind: 'line', name: say('expected'), colour: 'textQuiet', dashed: true, values: weeks.map(({ expected }) => expected) },
        {
          kind: 'bar',
          name: say('seen'),
          colour: 'accent',
          values: weeks.map(({ seen }) => seen),
          marked: weeks.flatMap(({ seen, high }, at) => (seen > high ? [at] : [])),
        },
      ],
    }),
    [labels, weeks, say],
  )
  return <Chart numbers={numbers} title={say('weeksTitle')} height={200} />
}
