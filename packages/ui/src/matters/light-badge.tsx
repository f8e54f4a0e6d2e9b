import type { Light } from '@linli/contract'
import { useSharedTexts } from '../texts/shared-texts.ts'

/** One of the three lights as icon and word, never by colour alone; nothing is shown for `none`. `quiet` leaves the word to screen readers; `word` says it where it is about something else than a limit. */
export function LightBadge({ light, word: own, quiet = false }: { light: Light; word?: string; quiet?: boolean }) {
  const say = useSharedTexts()
  if (light === 'none') return null
  const word = own ?? say(`lights.${light}`)
  return (
    <span className={`linli-light linli-light-${light}`} title={word}>
      <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
        {shapes[light]}
      </svg>
      <span className={quiet ? 'linli-unseen' : undefined}>{word}</span>
    </span>
  )
}

/** A tick in a disc, a mark in a triangle, a cross in an octagon: told apart without colour and at 14 px. */
const shapes = {
  green: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="M4.8 8.2l2.2 2.2 4.2-4.6"
        fill="none"
        stroke="var(--linli-surface)"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  yellow: (
    <>
      <path d="M8 1.2l7 13H1z" fill="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.9v.4" stroke="var(--linli-surface)" strokeWidth="1.7" strokeLinecap="round" />
    </>
  ),
  red: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="M5.5 5.5l5 5M10.5 5.5l-5 5" stroke="var(--linli-surface)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
}
