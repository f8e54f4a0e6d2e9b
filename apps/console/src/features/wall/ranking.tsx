import { basisOf, leastRanked, placed } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { useMonthName } from './month-name.ts'
import { useWallTexts } from './texts.ts'
import { useMonth } from './use-wall.ts'

const figure = 'on_time'
const shown = 7

/** The areas below in the order of what they handled in time this month, each with what that rests on. */
export function Ranking({ areaId }: { areaId: string }) {
  const say = useWallTexts()
  const words = useFigureWords()
  const language = useLanguage()
  const month = useMonthName()
  const rows = useMonth(areaId).data?.rows
  if (!rows || rows.length === 0) return null
  const inOrder = placed(rows, figure, words.definition(figure))
  const ranked = inOrder.filter(({ rank }) => rank !== null).slice(0, shown)
  const others = inOrder.filter(({ rank }) => rank === null)
  const title = say('ranked', { figure: words.nameOf(figure), month })
  return (
    <section className="wall-box wall-ranking" aria-label={title}>
      <h2>{title}</h2>
      {ranked.length === 0 && <p>{say('noRank', { n: leastRanked })}</p>}
      <ol>
        {ranked.map(({ row, rank }) => (
          <li key={row.key}>
            <span className="wall-rank">{rank}</span>
            <span>{row.name?.[language]}</span>
            <span className="wall-bar" aria-hidden>
              <span style={{ width: `${(row.figures[figure]?.value ?? 0) * 100}%` }} />
            </span>
            <strong>{words.valueOf(figure, row.figures[figure])}</strong>
            <span className="wall-beside">{say('n', { n: basisOf(row.figures[figure]) })}</span>
          </li>
        ))}
      </ol>
      {ranked.length > 0 && others.length > 0 && (
        <p className="wall-beside">{say('fewer', { n: leastRanked, names: others.map(({ row }) => row.name?.[language]).join('、') })}</p>
      )}
    </section>
  )
}
