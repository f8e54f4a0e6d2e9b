import type { ReactNode } from 'react'
import { formatDate } from '../dates/format-date.ts'
import { useLanguage } from '../texts/setup.ts'
import { useSharedTexts } from '../texts/shared-texts.ts'
import { isNoAnswer, problemOf, problemText } from './problem-text.ts'

/** Shown while something is fetched; appears after 300 ms so that quick answers do not flicker. */
export function Loading() {
  const say = useSharedTexts()
  return (
    <output className="linli-state linli-loading">
      <span className="linli-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>{say('parts.loading')}</span>
    </output>
  )
}

/** Shown where a list or a page has nothing; say why, and offer the next step as children. */
export function Empty({ text, children }: { text?: string; children?: ReactNode }) {
  const say = useSharedTexts()
  return (
    <div className="linli-state">
      <p>{text ?? say('parts.empty')}</p>
      {children}
    </div>
  )
}

/** Shown instead of what could not be fetched: what went wrong, what to do, and a button to try again where that helps. */
export function QueryError({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const say = useSharedTexts()
  const language = useLanguage()
  const code = problemOf(error)?.code
  if (code === 'not_allowed') return <NoPermission />
  const title =
    code === 'not_found' ? say('problems.notFoundTitle') : isNoAnswer(error) ? say('problems.offlineTitle') : say('problems.failedTitle')
  return (
    <div className="linli-state" role="alert">
      <h2>{title}</h2>
      <p>{isNoAnswer(error) ? say('problems.offline') : problemText(error, say, language)}</p>
      {onRetry && code !== 'not_found' && (
        <button type="button" className="linli-button" onClick={onRetry}>
          {say('problems.retry')}
        </button>
      )}
    </div>
  )
}

/** Shown on a page the person's posts do not include, so that nobody sees an empty screen without knowing why. */
export function NoPermission() {
  const say = useSharedTexts()
  return (
    <div className="linli-state">
      <h2>{say('problems.notAllowedTitle')}</h2>
      <p>{say('problems.noPermission')}</p>
    </div>
  )
}

/** A line across the top while the live connection is lost, with the time of what is still shown. `since` is null while connected. */
export function OfflineBanner({ since }: { since: Date | null }) {
  const say = useSharedTexts()
  const language = useLanguage()
  const time = since && formatDate(since, language).text
  return <output aria-live="polite">{time && <span className="linli-offline">{say('problems.offlineBanner', { time })}</span>}</output>
}
