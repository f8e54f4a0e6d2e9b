import type { UploadedFile } from '@linli/contract'
import type { KeptRequest, OutboxItem, Refusal } from './item.ts'
import { changeStore } from './outbox-store.ts'
import type { OutboxOptions } from './outbox.ts'
import { changed } from './plan.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** The server keeps answers for 30 days; later a repetition could happen twice. */
const repeatableMs = 29 * 86_400_000
/** How long is waited for uploaded files to be looked at before something else is sent first. */
const looks = 20
const betweenLooksMs = 500

/** Tries to send one item: its files first, each from where it stopped, then its call. Null when it was taken back meanwhile. */
export async function deliver(options: OutboxOptions, item: OutboxItem): Promise<Verdict | null> {
  if (item.mayHaveHappened && item.firstTriedAt !== null && options.clock.server() - item.firstTriedAt > repeatableMs)
    return refusedAs('too_old')
  let ready: OutboxItem | Verdict | null
  try {
    ready = await withFiles(options, item)
  } catch (error) {
    const verdict = verdictOf(error, 'files')
    // A stranger has no session to lose: the permit is over.
    return verdict.kind === 'signed_out' && item.owner === 'stranger' ? { kind: 'files_gone' } : verdict
  }
  if (ready === null || 'kind' in ready) return ready
  // Written down before it goes out: whoever finds it after a crash knows that it may have arrived.
  const marked = await change(options, item.id, (now) => ({
    ...now,
    mayHaveHappened: true,
    tries: now.tries + 1,
    firstTriedAt: now.firstTriedAt ?? options.clock.server(),
  }))
  if (!marked) return null
  try {
    return { kind: 'arrived', answer: (await options.carrier.call(marked, requestOf(marked), marked.id)) ?? {} }
  } catch (error) {
    return verdictOf(error, 'call')
  }
}

/** What is sent: the same every time, so that a repetition is one. */
function requestOf({ request, photos }: OutboxItem): KeptRequest {
  if (photos.length === 0) return request
  return { ...request, body: { ...request.body, fileIds: photos.map((photo) => photo.fileId) } }
}

async function withFiles(options: OutboxOptions, item: OutboxItem): Promise<OutboxItem | Verdict | null> {
  let now: OutboxItem | null = item
  if (item.photos.length > 0 && item.owner === 'stranger' && item.uploadPermit === null) {
    const uploadPermit = await options.carrier.permit()
    now = await change(options, item.id, (each) => ({ ...each, uploadPermit }))
  }
  for (const { id } of item.photos) {
    if (now === null) return null
    const photo = now.photos.find((each) => each.id === id)
    if (!photo) return null
    let file: UploadedFile
    if (photo.fileId === null) {
      const bytes = await options.store.photo(id)
      if (bytes === null) return refusedAs('file_refused', { id, refusal: 'damaged' })
      file = await options.carrier.upload(now, photo, bytes)
      const fileId = file.id
      now = await change(options, item.id, (each) => ({
        ...each,
        photos: each.photos.map((one) => (one.id === id ? { ...one, fileId } : one)),
      }))
      if (now === null) return null
    } else if (now.mayHaveHappened) {
      // It was ready before, and may belong to the matter already.
      continue
    } else {
      file = await options.carrier.file(now, photo.fileId)
    }
    for (let look = 0; file.state === 'processing' && look < looks; look++) {
      await options.clock.sleep(betweenLooksMs)
      file = await options.carrier.file(now, file.id)
    }
    if (file.state === 'refused') return refusedAs('file_refused', { id, refusal: file.refusal?.code ?? 'damaged' })
    if (file.state !== 'ready') return { kind: 'not_now', everything: false, afterMs: null }
  }
  return now
}

/** Changes a waiting item and answers it; null when it is not there any more. */
async function change(options: OutboxOptions, id: string, how: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | null> {
  const done = await changeStore(options.store, (items) => changed(items, id, how))
  return done?.put?.[0] ?? null
}

function refusedAs(code: string, photo: Refusal['photo'] = null): Verdict {
  return { kind: 'refused', refusal: { code, problem: null, photo } }
}
