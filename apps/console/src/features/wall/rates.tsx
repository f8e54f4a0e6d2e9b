import type { FigureId } from '@linli/contract'
import { ChangeMark } from '../../parts/figures/change-mark.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { useMonthName } from './month-name.ts'
import { useWallTexts } from './texts.ts'
import { useMonth } from './use-wall.ts'

const three: readonly FigureId[] = ['response', 'resolution', 'satisfaction']

/** The three rates of this month, each with what it rests on and the month before. */
export function Rates({ areaId }: { areaId: string }) {
  const say = useWallTexts()
  const words = useFigureWords()
  const month = useMonthName()
  const total = useMonth(areaId).data?.total
  return (
    <section className="wall-box" aria-label={say('rates', { month })}>
      <h2>{say('rates', { month })}</h2>
      <dl className="wall-rates">
        {three.map((figure) => {
          const now = total?.figures[figure]
          const change = words.changeOf(figure, now, total?.before?.[figure])
          return (
            <div key={figure}>
              <dt>{words.nameOf(figure)}</dt>
              <dd className="wall-rate">{words.valueOf(figure, now)}</dd>
              <dd className="wall-beside">
                {now?.of != null && now.of > 0 && say('nOf', { n: words.number(now.n), of: words.number(now.of) })}
                {change && <ChangeMark change={change} />}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
