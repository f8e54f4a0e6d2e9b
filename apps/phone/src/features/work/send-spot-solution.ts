import { request } from '@linli/client/outbox'
import type { GivenPoint } from '@linli/contract'
import { send, type Sending } from '../../outbox/send.ts'
import type { Photo } from '../../parts/photos/photo.ts'
import { photosToSend } from '../../parts/photos/photos-to-send.ts'

export interface SpotSolution {
  /** Made once for what is said now, so that it can arrive only once. */
  key: string
  text: string
  result: string
  categoryCode: string
  address: string
  place: GivenPoint
}

/** Sends what was found and solved on the spot, with how it was before and how it is now, through the phone's outbox. */
export async function sendSpotSolution(
  { key, text, result, categoryCode, address, place }: SpotSolution,
  photos: { before: readonly Photo[]; after: readonly Photo[] },
): Promise<Sending<'solveOnSpot'>> {
  const before = photosToSend(photos.before)
  const given = photosToSend([...photos.before, ...photos.after])
  const body = {
    text: text.trim(),
    result: result.trim(),
    place,
    categoryCode,
    ...(address.trim() && { address: address.trim() }),
    ...(given.photos.length > 0 && { beforeCount: before.photos.length }),
  }
  return send<'solveOnSpot'>({ id: key, request: request('solveOnSpot', { body }), ...given, matter: null })
}
