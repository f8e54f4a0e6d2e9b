import { uploadFile } from '@linli/client'
import type { UploadedFile } from '@linli/contract'
import { currentLanguage } from '@linli/ui'
import { api } from '../../app/api.ts'
import { PhotoRefused, type UploadOptions } from './photo.ts'
import { ensurePermit, uploadToken } from './upload-permit.ts'

/** So often is asked whether a file has been looked at, with pauses that grow; it takes the server well under a second when nothing is in its way. */
const pausesMs = [150, 250, 400, 700, 1000, 1500, 2000, 3000, 4000, 5000, 5000, 5000, 5000]

/**
 * Uploads a photo and waits until the server has looked at it; answers its id. The same key goes on where the last try stopped, so this
 * may be called ahead and again. Throws `PhotoRefused`, and `ApiProblem` or `NoAnswer` as every request.
 */
export async function uploadPhoto(
  { key, file }: { key: string; file: File },
  options: UploadOptions & { hasAccount: boolean },
): Promise<string> {
  const { hasAccount, onProgress, signal } = options
  if (!hasAccount) await ensurePermit(() => api.createUploadPermit())
  let uploaded = await uploadFile(file, {
    key,
    locale: currentLanguage,
    headers: uploadToken,
    onProgress: (received) => onProgress?.(received / Math.max(1, file.size)),
    ...(signal && { signal }),
  })
  for (const pauseMs of pausesMs) {
    if (uploaded.state !== 'processing' && uploaded.state !== 'uploading') break
    await pause(pauseMs, signal)
    uploaded = await api.getUploadedFile({ params: { fileId: uploaded.id } }, signal)
  }
  return readyId(uploaded)
}

function readyId(uploaded: UploadedFile): string {
  if (uploaded.state === 'refused') throw new PhotoRefused(uploaded.refusal?.detail ?? '')
  // Still being looked at after half a minute: what is sent now would be refused, and the person can try again.
  if (uploaded.state !== 'ready') throw new PhotoRefused('')
  return uploaded.id
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason instanceof Error ? signal.reason : new Error('Given up'))
    })
  })
}
