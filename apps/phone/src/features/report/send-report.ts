import type { ReportReceipt } from '@linli/contract'
import { api } from '../../app/api.ts'
import type { Photo } from '../../parts/photos/photo.ts'
import { photosSent } from '../../parts/photos/photos-sent.ts'
import { type Draft, inputOf } from './draft.ts'

/** Sends a report with its photos: those that did not go ahead go first. The draft's key makes it arrive once, however often it is tried. */
export async function sendReport(draft: Draft, photos: readonly Photo[], hasAccount: boolean): Promise<ReportReceipt> {
  const files = await photosSent(photos, hasAccount)
  return api.reportMatter({ body: { ...inputOf(draft), ...files }, idempotencyKey: draft.key })
}
