import type { UploadedFile } from '@linli/contract'
import { type Client, type ClientOptions, createClient } from '../index.ts'
import { uploadFile, type UploadOptions } from '../upload.ts'
import type { KeptPhoto, KeptRequest, Owner } from './item.ts'

/** In whose name something is sent, and what lets a stranger upload. */
export interface Sender {
  owner: Owner
  uploadPermit: string | null
}

/** How an outbox reaches the server. Throws what the client throws. */
export interface Carrier {
  call(sender: Sender, request: KeptRequest, key: string): Promise<Record<string, unknown>>
  upload(sender: Sender, photo: KeptPhoto, bytes: Blob): Promise<UploadedFile>
  file(sender: Sender, fileId: string): Promise<UploadedFile>
  permit(): Promise<string>
}

/** Says whom a request is meant to come from; the server refuses it as not signed in when it is somebody else's session. */
const actingAs = 'acting-as'

/** Sends over HTTP. A stranger's things go without the cookie, so that they are never taken for those of whoever signed in since. */
export function httpCarrier({ partBytes, ...options }: ClientOptions & Pick<UploadOptions, 'partBytes'>): Carrier {
  const optionsOf = ({ owner, uploadPermit }: Sender): ClientOptions => ({
    ...options,
    ...(owner === 'stranger' && { credentials: 'omit' as const }),
    headers: () => ({
      ...options.headers?.(),
      ...(owner !== 'stranger' && { [actingAs]: owner.startsWith('receipt:') ? 'receipt' : owner }),
      ...(uploadPermit !== null && { 'upload-token': uploadPermit }),
    }),
  })
  type Call = (given: object) => Promise<Record<string, unknown>>
  const clientOf = (sender: Sender): Client => createClient(optionsOf(sender))
  return {
    call: (sender, { routeId, params, body }, idempotencyKey) =>
      (clientOf(sender)[routeId] as unknown as Call)({ params, body, idempotencyKey }),
    upload: (sender, { uploadKey, name, type }, bytes) =>
      uploadFile(new File([bytes], name, { type }), {
        ...optionsOf(sender),
        key: uploadKey,
        ...(partBytes !== undefined && { partBytes }),
      }),
    file: (sender, fileId) => clientOf(sender).getUploadedFile({ params: { fileId } }),
    permit: async () => (await clientOf({ owner: 'stranger', uploadPermit: null }).createUploadPermit()).token,
  }
}
