import { type Photo, PhotoRefused, type Upload } from './photo.ts'
import { shrinkPhoto } from './shrink-photo.ts'

const forms = new Map<string, readonly Photo[]>()
const leaving = new Map<string, AbortController>()
const listeners = new Set<() => void>()
const none: readonly Photo[] = []

/** The photos of a form, in the order they were chosen. */
export function photosOf(form: string): readonly Photo[] {
  return forms.get(form) ?? none
}

/** Lets go of one photo, wherever it is on its way. */
export function dropPhoto(form: string, key: string): void {
  leaving.get(key)?.abort()
  const gone = photosOf(form).find((one) => one.key === key)
  if (gone) URL.revokeObjectURL(gone.url)
  keep(form, (before) => before.filter((one) => one.key !== key))
}

/** From now on somebody else sends it: two at once would get in each other's way. */
export function stopSendingAhead(key: string): void {
  leaving.get(key)?.abort()
}

/** Forgets the photos of every form: the next person at this phone shall not see them. */
export function forgetPhotos(): void {
  for (const form of forms.keys()) forgetPhotosOf(form)
}

/** Forgets the photos of a form: they were sent, or the form was. */
export function forgetPhotosOf(form: string): void {
  for (const { key, url } of forms.get(form) ?? []) {
    leaving.get(key)?.abort()
    URL.revokeObjectURL(url)
  }
  keep(form, () => [])
}

/** Takes a photo into a form: it is made small and sent ahead by `upload`. */
export async function takePhoto(form: string, given: File, upload: Upload): Promise<void> {
  const key = crypto.randomUUID()
  const ending = new AbortController()
  leaving.set(key, ending)
  const change = (part: Partial<Photo>) => keep(form, (before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const url = URL.createObjectURL(given)
  keep(form, (before) => [...before, { key, file: given, url, state: 'shrinking', share: 0, fileId: null, refusal: null }])
  const file = await shrinkPhoto(given)
  change({ file, state: 'uploading' })
  try {
    const fileId = await upload({ key, file }, { onProgress: (share) => change({ share }), signal: ending.signal })
    change({ state: 'ready', share: 1, fileId })
  } catch (error) {
    if (error instanceof PhotoRefused) change({ state: 'refused', refusal: error.detail })
    // No network, or no more uploads just now: it is not lost, it goes with the form.
    else if (!ending.signal.aborted) change({ state: 'waiting', share: 0 })
  } finally {
    leaving.delete(key)
  }
}

function keep(form: string, change: (before: readonly Photo[]) => readonly Photo[]): void {
  const after = change(forms.get(form) ?? none)
  if (after.length > 0) forms.set(form, after)
  else forms.delete(form)
  for (const tell of listeners) tell()
}

/** Tells `tell` of every change, until the function it returns is called. */
export function listenToPhotos(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
