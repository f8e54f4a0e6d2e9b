import type { CardLevel } from '@linli/contract'
import { useSharedTexts } from '../texts/shared-texts.ts'

/** The level of a supervision card as icon and word, never by colour alone; `quiet` leaves the word to screen readers. */
export function CardBadge({ level, quiet = false }: { level: CardLevel; quiet?: boolean }) {
  const say = useSharedTexts()
  const word = say(`cardLevels.${level}`)
  return (
    <span className={`linli-light linli-card-${level}`} title={word}>
      <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
        <path d="M3.5 1.5v13" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
        <path d={flags[level]} fill="currentColor" />
      </svg>
      <span className={quiet ? 'linli-unseen' : undefined}>{word}</span>
    </span>
  )
}

/** One, two and three points of the flag: the levels are told apart without colour. */
const flags: Record<CardLevel, string> = {
  ordinary: 'M4.5 2h9l-3 3 3 3h-9z',
  yellow: 'M4.5 2h9l-2.4 2 2.4 2-2.4 2 2.4 2h-9z',
  red: 'M4.5 1.5h9l-2.2 1.75 2.2 1.75-2.2 1.75 2.2 1.75-2.2 1.75 2.2 1.75h-9z',
}
