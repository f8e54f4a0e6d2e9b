import type { GivenPoint, ReportReceipt } from '@linli/contract'
import { api } from '../../app/api.ts'
import type { Photo } from '../../parts/photos/photo.ts'
import { photosSent } from '../../parts/photos/photos-sent.ts'

export interface SpotSolution {
  /** Made once for what is said now, so that it can arrive only once. */
  key: string
  text: string
  result: string
  categoryCode: string
  address: string
  place: GivenPoint
}

/** Sends what was found and solved on the spot, with how it was before and how it is now. */
export async function sendSpotSolution(
  { key, text, result, categoryCode, address, place }: SpotSolution,
  photos: { before: readonly Photo[]; after: readonly Photo[] },
): Promise<ReportReceipt> {
  const before = await photosSent(photos.before, true)
  const after = await photosSent(photos.after, true)
  const fileIds = [...(before.fileIds ?? []), ...(after.fileIds ?? [])]
  return api.solveOnSpot({
    body: {
      text: text.trim(),
      result: result.trim(),
      place,
      categoryCode,
      ...(address.trim() && { address: address.trim() }),
      ...(fileIds.length > 0 && { fileIds, beforeCount: before.fileIds?.length ?? 0 }),
    },
    idempotencyKey: key,
  })
}
