import type { Photo } from './photo.ts'
import { uploadPhoto } from './upload-photo.ts'

/** The ids of a form's photos, after sending whatever has not been sent yet; the refused ones are left out, as the person has seen. */
export async function photosSent(photos: readonly Photo[], hasAccount: boolean): Promise<{ fileIds?: string[] }> {
  const fileIds: string[] = []
  for (const photo of photos) {
    if (photo.state === 'refused') continue
    fileIds.push(photo.fileId ?? (await uploadPhoto(photo, { hasAccount })))
  }
  return fileIds.length > 0 ? { fileIds } : {}
}
