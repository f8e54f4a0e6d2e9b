import type { Problem, RouteId, RouteInput, RouteOutput, Routes } from '@linli/contract'

/** The routes that may be sent again: what the outbox sends carries a key, so that it happens once. */
export type SendableRoute = { [Id in RouteId]: Routes[Id] extends { idempotent: true } ? Id : never }[RouteId]

/** A call of the API as it is kept: which route, and what is said to it. */
export interface KeptRequest {
  routeId: SendableRoute
  params: Record<string, string>
  body: Record<string, unknown>
}

/** What a sendable route answers. */
export type AnswerOf<R extends SendableRoute> = RouteOutput<Routes[R]>

/** A call for the outbox, typed by the contract. Photos are no part of it: their `fileIds` are added when they have arrived. */
export function request<R extends SendableRoute>(
  routeId: R,
  given: Pick<RouteInput<Routes[R]>, 'body'> &
    (RouteInput<Routes[R]>['params'] extends undefined ? object : Pick<RouteInput<Routes[R]>, 'params'>),
): KeptRequest {
  const { params, body } = given as { params?: Record<string, string>; body?: object }
  return { routeId, params: params ?? {}, body: { ...body } }
}

/** Whose it is: an account, the holder of a receipt, or somebody who is not signed in. Only that person's session sends it. */
export type Owner = `account:${string}` | `receipt:${string}` | 'stranger'

/** A photo or another file that goes with an item. Its bytes are kept apart. */
export interface KeptPhoto {
  id: string
  name: string
  type: string
  bytes: number
  /** What the upload goes on by after it was cut off. */
  uploadKey: string
  /** Set when every byte has arrived. */
  fileId: string | null
}

/** What the list of waiting things says about an item. */
export interface Said {
  /** The word of the action, e.g. `report` or `verify`. */
  action: string
  /** What was typed, shortened by whoever shows it. */
  words: string
  matterId: string | null
  matterNumber: string | null
}

/** Why an item was not taken: what the server said, or `too_old` and `file_refused`, which are found here. */
export interface Refusal {
  code: string
  problem: Problem | null
  /** The file that was not taken, with the code of its own refusal. */
  photo: { id: string; refusal: string } | null
}

/** One intention of one person, from the tap until its answer. */
export interface OutboxItem {
  /** Made on the client, and the Idempotency-Key of the call. */
  id: string
  owner: Owner
  /** Its place: items are sent by it. */
  order: number
  /** What must happen in order: the id of a matter, or of the item that will make one. */
  line: string
  request: KeptRequest
  photos: KeptPhoto[]
  said: Said
  /** The phone's time, only ever for showing. */
  madeAt: number
  state: 'waiting' | 'refused' | 'sent'
  /** The item before it on the same matter, whose answer tells the version this one goes on from. */
  follows: string | null
  /** How often it was tried. */
  tries: number
  /** The server's time when it was first sent, as far as it is known. */
  firstTriedAt: number | null
  /** The call went out and no answer has come: it may have happened. */
  mayHaveHappened: boolean
  /** Permits somebody without an account to upload. */
  uploadPermit: string | null
  refusal: Refusal | null
  answer: Record<string, unknown> | null
  /** Whether whoever waits for the answer has been told it. */
  told: boolean
}
