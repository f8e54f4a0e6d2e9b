import { errorCatalogue, type Locale, type Problem } from '@linli/contract'
import type { SharedSay } from '../texts/shared-texts.ts'

/**
 * The problem document inside an error, null when it carries none. Told by shape, not by class: this package
 * does not know the client, and two copies of a class on one page would not be equal.
 */
export function problemOf(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('problem' in error)) return null
  const { problem } = error
  return typeof problem === 'object' && problem !== null && 'code' in problem ? (problem as Problem) : null
}

/** True when no answer came at all: the action may or may not have happened, and the same key may be sent again. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoAnswer'
}

/** What went wrong and what to do next, in the language of the screen, from the error catalogue. */
export function problemText(error: unknown, say: SharedSay, language: Locale): string {
  if (isNoAnswer(error)) return say('problems.noAnswer')
  const problem = problemOf(error)
  if (!problem) return say('problems.unknown')
  const days = problem.facts?.['days']
  if (problem.code === 'beyond_ceiling' && typeof days === 'number') return say('problems.ceiling', { days })
  return errorCatalogue[problem.code]?.[language] ?? problem.detail
}
