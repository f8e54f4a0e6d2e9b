import type { Problem } from '@linli/contract'
import { ApiProblem, NoAnswer } from '../answers.ts'
import type { Refusal } from './item.ts'

/** How one try to send an item ended. */
export type Verdict =
  | { kind: 'arrived'; answer: Record<string, unknown> }
  /** The server has decided against it; a person has to look. */
  | { kind: 'refused'; refusal: Refusal }
  /** Nobody is signed in, or somebody else is. */
  | { kind: 'signed_out' }
  /** Uploaded files are kept for a day only: they are sent again. */
  | { kind: 'files_gone' }
  /** Nothing came back: the network is gone for everything. */
  | { kind: 'no_answer' }
  /** The server cannot now. `everything`: it asked not to be asked at all. `afterMs`: for how long, when it said. */
  | { kind: 'not_now'; everything: boolean; afterMs: number | null }

const signedOut: readonly string[] = ['not_signed_in', 'password_change_needed']
const filesGone: readonly string[] = ['unknown_file', 'upload_expired']
/** Of the upload itself: it was begun by another owner or forgotten, and is begun anew. */
const uploadGone: readonly string[] = [...filesGone, 'not_found', 'idempotency_key_reused']
const comeAgain: readonly string[] = ['idempotency_in_progress', 'upload_offset_wrong']

/** What an error means for the item that was being sent; `phase` says whether its files or its call were on the way. */
export function verdictOf(error: unknown, phase: 'files' | 'call'): Verdict {
  if (error instanceof NoAnswer) return { kind: 'no_answer' }
  if (!(error instanceof ApiProblem)) throw error
  const { problem, retryAfterMs: afterMs } = error
  if (signedOut.includes(problem.code)) return { kind: 'signed_out' }
  if ((phase === 'files' ? uploadGone : filesGone).includes(problem.code)) return { kind: 'files_gone' }
  if (problem.status === 429 || problem.status === 503) return { kind: 'not_now', everything: true, afterMs }
  // An error page of something on the way is no decision of ours, whatever its status.
  if (problem.code === 'internal' || problem.status >= 500 || comeAgain.includes(problem.code))
    return { kind: 'not_now', everything: false, afterMs }
  return { kind: 'refused', refusal: refusalBy(problem) }
}

function refusalBy(problem: Problem): Refusal {
  return { code: problem.code, problem, photo: null }
}
