import type { KeptPhoto, KeptRequest, OutboxItem, Owner, Refusal, Said } from './item.ts'
import type { OutboxChange } from './outbox-store.ts'

/** A photo or file to go along. */
export interface GivenPhoto {
  blob: Blob
  name: string
  /** The key it was sent ahead under: what has arrived is then not sent again. */
  uploadKey?: string
}

/** What somebody wants done. */
export interface Intention {
  /** A key made before, e.g. with a draft; otherwise one is made. */
  id?: string
  owner: Owner
  /** Of the matter, or of the unsent item that will make it; null for what makes a matter. */
  matterId: string | null
  request: KeptRequest
  photos: readonly GivenPhoto[]
  /** The permit under which a stranger's photos were sent ahead. */
  uploadPermit?: string | null
  said: Said
}

/** How many sent items stay for looking back; what they said is forgotten when they are sent. */
const mostSent = 20

/** A new item at the end of its line. Pure: `ids` makes keys, `madeAt` is the phone's time. */
export function added(items: readonly OutboxItem[], given: Intention, ids: () => string, madeAt: number): OutboxItem {
  const id = given.id ?? ids()
  const before = items.filter((item) => item.owner === given.owner)
  const sentReport = before.find((item) => item.id === given.matterId && item.state === 'sent')
  const line = given.matterId ?? id
  const follows = before.findLast((item) => item.line === line && item.state !== 'sent')?.id ?? null
  const item: OutboxItem = {
    id,
    owner: given.owner,
    order: (items.at(-1)?.order ?? 0) + 1,
    line,
    request: given.request,
    photos: given.photos.map((photo) => newPhoto(photo, ids)),
    said: given.said,
    madeAt,
    state: 'waiting',
    follows,
    tries: 0,
    firstTriedAt: null,
    mayHaveHappened: false,
    uploadPermit: given.owner === 'stranger' ? (given.uploadPermit ?? null) : null,
    refusal: null,
    answer: null,
    told: false,
  }
  return sentReport ? goneOn(item, sentReport) : item
}

/** The next item that may go: the first of its line, of somebody who may send now, and not one that waits a while. */
export function nextOf(
  items: readonly OutboxItem[],
  maySend: (owner: Owner) => boolean,
  pausedMs: (id: string) => number,
): OutboxItem | null {
  const blocked = new Set<string>()
  for (const item of items) {
    if (item.state === 'sent') continue
    const lineOfOwner = `${item.owner} ${item.line}`
    if (!blocked.has(lineOfOwner) && item.state === 'waiting' && maySend(item.owner) && pausedMs(item.id) <= 0) return item
    blocked.add(lineOfOwner)
  }
  return null
}

/** After the answer has come: its words and photos are forgotten, and what follows goes on from it. Null when somebody else has settled it. */
export function arrived(items: readonly OutboxItem[], id: string, answer: Record<string, unknown>): OutboxChange | null {
  const item = items.find((each) => each.id === id)
  if (item?.state !== 'waiting') return null
  const sent: OutboxItem = {
    ...item,
    state: 'sent',
    answer,
    request: { ...item.request, params: {}, body: {} },
    photos: [],
    uploadPermit: null,
    mayHaveHappened: false,
    said: { ...item.said, ...namesIn(answer) },
  }
  const later = items.filter((each) => each.id !== id && each.state !== 'sent' && (each.follows === id || each.line === id))
  const old = items.filter((each) => each.state === 'sent' && each.told).slice(0, -mostSent)
  return {
    put: [sent, ...later.map((each) => goneOn(each, sent))],
    remove: old.map((each) => each.id),
    removePhotos: item.photos.map((photo) => photo.id),
  }
}

/** The server has decided against it. Null when it is not waiting any more. */
export function refused(items: readonly OutboxItem[], id: string, refusal: Refusal): OutboxChange | null {
  return changed(items, id, (item) => ({ ...item, state: 'refused', refusal, mayHaveHappened: false }))
}

/** One waiting item otherwise than it was. Null when it is not waiting any more. */
export function changed(items: readonly OutboxItem[], id: string, change: (item: OutboxItem) => OutboxItem): OutboxChange | null {
  const item = items.find((each) => each.id === id)
  return item?.state === 'waiting' ? { put: [change(item)] } : null
}

/** The server has forgotten the files: they go again, under new keys. */
export function withFilesAnew(item: OutboxItem, ids: () => string): OutboxItem {
  return { ...item, uploadPermit: null, photos: item.photos.map((photo) => ({ ...photo, fileId: null, uploadKey: ids() })) }
}

/** The items that go with one that is given up: itself, and what was to be done to the matter it would have made. */
export function givenUpWith(items: readonly OutboxItem[], id: string): OutboxItem[] {
  return items.filter((item) => item.state !== 'sent' && (item.id === id || item.request.params['matterId'] === id))
}

/** Takes back what was not sent. What came after it goes on from what its person had seen. Null when there is nothing to take back. */
export function givenUp(items: readonly OutboxItem[], id: string): OutboxChange | null {
  const gone = givenUpWith(items, id)
  if (!gone.some((item) => item.id === id)) return null
  const before = gone.find((item) => item.id === id)?.follows ?? null
  const left = items.filter((item) => item.follows === id && !gone.includes(item))
  return {
    put: left.map((item) => ({ ...item, follows: before })),
    remove: gone.map((item) => item.id),
    removePhotos: gone.flatMap((item) => item.photos.map((photo) => photo.id)),
  }
}

/** How a refused item is tried once more: with which version of the matter, and without which photo. */
export interface Again {
  expectedVersion?: number
  withoutPhoto?: string
  body?: Record<string, unknown>
}

/** Sends a refused item again as a new intention, in its old place and with a key of its own. Null when it was not refused. */
export function doneAgain(items: readonly OutboxItem[], id: string, given: Again, newId: string): OutboxChange | null {
  const item = items.find((each) => each.id === id)
  if (item?.state !== 'refused') return null
  const body = {
    ...item.request.body,
    ...given.body,
    ...(given.expectedVersion !== undefined && { expectedVersion: given.expectedVersion }),
  }
  const fresh: OutboxItem = {
    ...item,
    id: newId,
    line: item.line === id ? newId : item.line,
    request: { ...item.request, body },
    photos: item.photos.filter((photo) => photo.id !== given.withoutPhoto),
    state: 'waiting',
    tries: 0,
    firstTriedAt: null,
    refusal: null,
  }
  const renamed = items
    .filter((each) => each.id !== id && (each.follows === id || each.line === id))
    .map((each) => ({
      ...each,
      follows: each.follows === id ? newId : each.follows,
      line: each.line === id ? newId : each.line,
      said: { ...each.said, matterId: each.said.matterId === id ? newId : each.said.matterId },
      request: { ...each.request, params: onMatter(each.request.params, id, newId) },
    }))
  return { put: [fresh, ...renamed], remove: [id], ...(given.withoutPhoto !== undefined && { removePhotos: [given.withoutPhoto] }) }
}

/** An item that waited for `sent`: on the matter it made, from the version it led to. */
function goneOn(item: OutboxItem, sent: OutboxItem): OutboxItem {
  const { matterId, version } = sent.answer ?? {}
  const id = typeof matterId === 'string' ? matterId : sent.line
  const waitedForIt = item.follows === sent.id || item.follows === null
  return {
    ...item,
    line: item.line === sent.id ? id : item.line,
    follows: item.follows === sent.id ? null : item.follows,
    said: item.said.matterId === sent.id ? { ...item.said, ...namesIn(sent.answer ?? {}) } : item.said,
    request: {
      ...item.request,
      params: onMatter(item.request.params, sent.id, id),
      body: {
        ...item.request.body,
        ...(waitedForIt && typeof version === 'number' && 'expectedVersion' in item.request.body && { expectedVersion: version }),
      },
    },
  }
}

function onMatter(params: Record<string, string>, from: string, to: string): Record<string, string> {
  return params['matterId'] === from ? { ...params, matterId: to } : params
}

function namesIn({ matterId, number }: Record<string, unknown>): Partial<Said> {
  return {
    ...(typeof matterId === 'string' && { matterId }),
    ...(typeof number === 'string' && { matterNumber: number }),
  }
}

function newPhoto({ blob, name, uploadKey }: GivenPhoto, ids: () => string): KeptPhoto {
  return { id: ids(), name, type: blob.type, bytes: blob.size, uploadKey: uploadKey ?? ids(), fileId: null }
}
