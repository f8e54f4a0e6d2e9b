import { request } from '@linli/client/outbox'
import { send, type Sending } from '../../outbox/send.ts'
import type { Photo } from '../../parts/photos/photo.ts'
import { photosToSend } from '../../parts/photos/photos-to-send.ts'
import { type Draft, inputOf } from './draft.ts'

/** Sends a report with its photos through the phone's outbox. The draft's key makes it arrive once, however often it is tried. */
export async function sendReport(draft: Draft, photos: readonly Photo[]): Promise<Sending<'reportMatter'>> {
  return send<'reportMatter'>({
    id: draft.key,
    request: request('reportMatter', { body: inputOf(draft) }),
    ...photosToSend(photos),
    matter: null,
  })
}
