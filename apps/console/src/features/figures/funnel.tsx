import type { FigureId, FigureRow } from '@linli/contract'
import { type Behind, BehindLink } from './behind-link.tsx'
import { useFigureWords } from '../../parts/figures/figure-words.ts'
import { useFiguresTexts } from './texts.ts'

const steps: readonly FigureId[] = ['reported', 'taken_up', 'sent_out', 'worked_off', 'closed', 'answered']

/** Of what was reported in the period: how much came how far. A list with a bar each, which is its own table. */
export function Funnel({ figures, behind }: { figures: FigureRow['figures']; behind: Behind }) {
  const say = useFiguresTexts()
  const words = useFigureWords()
  const reported = figures['reported']?.n ?? 0
  return (
    <ol className="funnel">
      {steps.map((figure) => {
        const n = figures[figure]?.n ?? 0
        const share = reported > 0 ? n / reported : 0
        return (
          <li key={figure}>
            <span className="funnel-name">{words.nameOf(figure)}</span>
            <span className="funnel-bar" aria-hidden>
              <span style={{ width: `${share * 100}%` }} />
            </span>
            <span className="funnel-number">
              <BehindLink figure={figure} behind={behind} n={n}>
                {words.number(n)}
              </BehindLink>{' '}
              <small className="linli-quiet">
                {figure !== 'reported' && reported > 0 && say('ofReported', { share: words.say('share', share) })}
              </small>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
