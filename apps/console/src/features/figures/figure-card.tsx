import { QuestionCircleOutlined } from '@ant-design/icons'
import type { FigureComparison, FigureId, FigureValue } from '@linli/contract'
import { ChangeMark } from '../../parts/figures/change-mark.tsx'
import { BehindLink, type Behind } from './behind-link.tsx'
import { useExplain } from './explain.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { useFiguresTexts } from './texts.ts'

/** One figure: its value, what it is made of, how it changed, and a way to the matters behind it. */
export function FigureCard({
  figure,
  now,
  before,
  against,
  behind,
}: {
  figure: FigureId
  now: FigureValue | undefined
  before: FigureValue | undefined
  against: FigureComparison
  behind: Behind
}) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const explain = useExplain()
  const { unit } = words.definition(figure)
  const change = words.changeOf(figure, now, before)
  return (
    <article className="figure-card">
      <h3>
        {words.nameOf(figure)}
        <button
          type="button"
          className="figure-explain"
          aria-label={say('explain', { name: words.nameOf(figure) })}
          onClick={() => explain(figure)}
        >
          <QuestionCircleOutlined aria-hidden />
        </button>
      </h3>
      <p className="figure-value">
        <BehindLink figure={figure} behind={behind} n={now?.n ?? 0}>
          {words.valueOf(figure, now)}
        </BehindLink>
      </p>
      <p className="figure-beside">
        {unit === 'share' && now && now.of !== null && now.of > 0 && (
          <span>{say('nOf', { n: words.number(now.n), of: words.number(now.of) })}</span>
        )}
        {unit === 'minutes' && now?.p90 != null && <span>{say('p90', { time: words.duration(now.p90) })}</span>}
      </p>
      <p className="figure-beside">
        {change && <ChangeMark change={change} />}
        {before && <span>{say(against === 'previous' ? 'before' : 'yearBefore', { value: words.valueOf(figure, before) })}</span>}
      </p>
    </article>
  )
}
