import { stopSendingAhead } from './photo-store.ts'
import type { Photo } from './photo.ts'
import { permitToken } from './upload-permit.ts'

/**
 * The photos of a form as the outbox takes them: with the key they were sent ahead under, so that what has arrived is not sent again.
 * Those that were refused are left out, as the person has seen.
 */
export function photosToSend(photos: readonly Photo[]) {
  for (const { key } of photos) stopSendingAhead(key)
  return {
    photos: photos.filter(({ state }) => state !== 'refused').map(({ key, file }) => ({ blob: file, name: file.name, uploadKey: key })),
    uploadPermit: permitToken(),
  }
}
