import type { FigureRow } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { type Behind, BehindLink } from './behind-link.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { useFiguresTexts } from './texts.ts'

/** As many as one takes in at a glance. */
const shown = 6

/** What comes up most, with its share of all. */
export function TopCategories({ rows, total, behind }: { rows: readonly FigureRow[]; total: FigureRow; behind: Behind }) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const language = useLanguage()
  const nOf = (row: FigureRow) => row.figures['reported']?.n ?? 0
  const all = nOf(total)
  const top = rows.filter((row) => nOf(row) > 0).toSorted((a, b) => nOf(b) - nOf(a))
  if (all === 0) return <p className="linli-quiet">{say('nothingYet')}</p>
  return (
    <ol className="funnel">
      {top.slice(0, shown).map((row) => (
        <li key={row.key}>
          <span className="funnel-name">{row.name?.[language] ?? say('none')}</span>
          <span className="funnel-bar" aria-hidden>
            <span style={{ width: `${(nOf(row) / all) * 100}%` }} />
          </span>
          <span className="funnel-number">
            <BehindLink figure="reported" behind={{ ...behind, ...(row.key !== '' && { category: row.key }) }} n={nOf(row)}>
              {words.number(nOf(row))}
            </BehindLink>{' '}
            <small className="linli-quiet">{say('portrait.share', { share: words.say('share', nOf(row) / all) })}</small>
          </span>
        </li>
      ))}
    </ol>
  )
}
