import type { DuplicateHint, Matter } from '@linli/contract'
import { useSharedTexts } from '@linli/ui'
import { Button } from 'antd'
import { useOpenAction } from '../../../parts/actions/open-action.ts'
import { useContextTexts } from './context-texts.ts'
import { MatterLink } from './matter-link.tsx'

/** What may be the same as this matter, with why; each can be merged into or linked to with its form filled in. */
export function Duplicates({ matter, hints }: { matter: Matter; hints: readonly DuplicateHint[] }) {
  const say = useContextTexts()
  const shared = useSharedTexts()
  const openAction = useOpenAction()
  const may = (action: string) => matter.abilities.some((ability) => ability.action === action)
  const shown = hints.filter((hint) => hint.matter !== null && !matter.links.some((link) => link.id === hint.matterId))
  return (
    <section className="block">
      <h2>{say('same')}</h2>
      {shown.length === 0 && <p className="linli-quiet">{say('noneSame')}</p>}
      <ul className="context-list">
        {shown.map((hint) => (
          <li key={hint.matterId}>
            <MatterLink matterId={hint.matterId} text={hint.matter?.text ?? ''} />
            <small>{[say(likenessOf(hint.score)), shared(`states.${hint.state}`)].join(' · ')}</small>
            <small>{whyOf(say, hint, matter).join(shared('timeline.comma'))}</small>
            <span className="context-actions">
              {may('merge') && hint.state !== 'closed' && (
                <Button size="small" onClick={() => openAction('merge', { mainMatterId: hint.matterId })}>
                  {say('merge')}
                </Button>
              )}
              {may('link') && (
                <Button size="small" type="text" onClick={() => openAction('link', { otherMatterId: hint.matterId })}>
                  {say('link')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function likenessOf(score: number): 'verySame' | 'likelySame' | 'maybeSame' {
  if (score >= 0.9) return 'verySame'
  return score >= 0.7 ? 'likelySame' : 'maybeSame'
}

/** Why they may be the same: how far apart, how long ago, the same category, words both have. */
function whyOf(say: ReturnType<typeof useContextTexts>, hint: DuplicateHint, matter: Matter): string[] {
  const words = hint.matter?.sharedWords.slice(0, 3) ?? []
  return [
    hint.distanceM === null ? '' : hint.distanceM <= 5 ? say('samePlace') : say('away', { distance: hint.distanceM }),
    hint.daysAgo === 0 ? say('today') : say('daysAgo', { count: hint.daysAgo }),
    hint.categoryCode !== null && hint.categoryCode === matter.categoryCode ? say('sameCategory') : '',
    words.length > 0 ? say('bothSay', { words: words.join(' ') }) : '',
  ].filter(Boolean)
}
