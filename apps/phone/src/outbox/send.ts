import { ApiProblem } from '@linli/client'
import type { AnswerOf, KeptRequest, Outbox, OutboxItem, SendableRoute, Said } from '@linli/client/outbox'
import { callTable } from '@linli/contract/calls'
import { setExpired } from '@linli/ui'
import { openSending } from './sending.ts'

/** A photo or another file to go with what is sent, as it shall arrive. */
export interface Photo {
  blob: Blob
  name: string
  /** The key it was sent ahead under, so that it is not sent again. */
  uploadKey?: string
}

/** What is to be sent. */
export interface Sendable {
  /** The key of a draft that outlives the page, so that it cannot be sent twice; otherwise one is made. */
  id?: string
  /** By `request` of `@linli/client/outbox`. */
  request: KeptRequest
  photos?: readonly Photo[]
  /** The permit under which they were sent ahead by somebody without an account. */
  uploadPermit?: string | null
  /** The matter it is done to; its id may be that of a report that was not sent yet. Null for a new one. */
  matter: { id: string; number: string | null } | null
}

/**
 * How it went, at once or after a few seconds: `sent` with the answer, or `kept` on this phone, from where it goes out by
 * itself; `signedOut` when it waits for its person to sign in again.
 */
export type Sending<R extends SendableRoute = SendableRoute> =
  | { outcome: 'sent'; answer: AnswerOf<R> }
  | { outcome: 'kept'; id: string; signedOut: boolean }

/** As long as somebody gladly waits for a form to close. */
const patienceMs = 8000

/**
 * Keeps what somebody wants done on this phone, then sends it. From then on it is not lost: no network, a killed tab and a
 * restart only make it later.
 *
 * Throws `ApiProblem` when the server refuses while the form is still open: then nothing is kept, and the form still has the words.
 */
export async function send<R extends SendableRoute>(given: Sendable): Promise<Sending<R>> {
  const { outbox, owner, keepSending } = await openSending()
  const kept = await outbox.add({
    ...(given.id !== undefined && { id: given.id }),
    owner: owner(),
    matterId: given.matter?.id ?? null,
    request: given.request,
    photos: given.photos ?? [],
    uploadPermit: given.uploadPermit ?? null,
    said: saidOf(given),
  })
  await Promise.race([keepSending(), pause(patienceMs)])
  return howItWent(outbox, kept)
}

async function howItWent<R extends SendableRoute>(outbox: Outbox, kept: OutboxItem): Promise<Sending<R>> {
  const item = (await outbox.items()).find((each) => each.id === kept.id)
  if (item?.state === 'sent') {
    await outbox.noteTold([item.id])
    return { outcome: 'sent', answer: item.answer as AnswerOf<R> }
  }
  if (item?.state === 'refused' && item.refusal?.problem) {
    await outbox.giveUp(item.id)
    throw new ApiProblem(item.refusal.problem)
  }
  if (outbox.signedOut) setExpired(true)
  return { outcome: 'kept', id: kept.id, signedOut: outbox.signedOut }
}

const wordFields = ['text', 'words', 'note', 'result'] as const

/** What the list of waiting things says about it: the action's word, and what was typed. */
function saidOf({ request, matter }: Sendable): Said {
  const { ability } = callTable[request.routeId]
  const { body } = request
  const form = typeof body['form'] === 'object' ? (body['form'] as Record<string, unknown>) : {}
  const typed = wordFields.map((name) => body[name] ?? form[name]).filter((value) => typeof value === 'string')
  const action = ability ?? actionOfRoute(request.routeId)
  return {
    action: typeof body['action'] === 'string' ? body['action'] : action,
    words: typed.join(' · '),
    matterId: matter?.id ?? null,
    matterNumber: matter?.number ?? null,
  }
}

function actionOfRoute(routeId: SendableRoute): string {
  return routeId === 'solveOnSpot' ? 'solve_on_spot' : routeId === 'joinMatter' ? 'join' : 'report'
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
