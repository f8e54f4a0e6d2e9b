import { randomUUID } from 'node:crypto'
import type { UploadedFile } from '@linli/contract'
import sharp from 'sharp'
import type { RunningApp } from '../../app.ts'
import { processFile, uploadTokenHeader } from './index.ts'

/** Who uploads: a session's cookie or a permit's token. */
export interface Sender {
  cookie?: string
  token?: string
}

export function headersOf({ cookie, token }: Sender): Record<string, string> {
  return { 'accept-language': 'en', 'tus-resumable': '1.0.0', ...(cookie && { cookie }), ...(token && { [uploadTokenHeader]: token }) }
}

export function metadataOf(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

export interface Creation {
  bytes: number
  type?: string
  name?: string
  key?: string
}

/** Begins an upload; the answer as it comes. */
export function begin(
  running: Pick<RunningApp, 'app'>,
  sender: Sender,
  { bytes, type = 'image/jpeg', name = 'photo.jpg', key = randomUUID() }: Creation,
) {
  return running.app.inject({
    method: 'POST',
    url: '/files/uploads',
    headers: { ...headersOf(sender), 'upload-length': String(bytes), 'upload-metadata': metadataOf({ key, name, type }) },
  })
}

/** Sends bytes from a place on; the answer as it comes. */
export function sendBytes(running: Pick<RunningApp, 'app'>, sender: Sender, location: string, offset: number, bytes: Buffer) {
  return running.app.inject({
    method: 'PATCH',
    url: location,
    headers: { ...headersOf(sender), 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    payload: bytes,
  })
}

/** Uploads in one go; the file's id. */
export async function upload(
  running: Pick<RunningApp, 'app'>,
  sender: Sender,
  bytes: Buffer,
  creation: Omit<Creation, 'bytes'> = {},
): Promise<string> {
  const begun = await begin(running, sender, { ...creation, bytes: bytes.length })
  const location = String(begun.headers.location)
  const sent = await sendBytes(running, sender, location, 0, bytes)
  if (sent.statusCode !== 200) throw new Error(`the upload was refused: ${begun.payload} ${sent.payload}`)
  return location.split('/').at(-1) ?? ''
}

/** Uploads and works off the job that looks at it; the file as its uploader sees it then. */
export async function uploadAndProcess(
  running: Pick<RunningApp, 'app' | 'files'>,
  sender: Sender,
  bytes: Buffer,
  creation: Omit<Creation, 'bytes'> = {},
): Promise<UploadedFile> {
  const id = await upload(running, sender, bytes, creation)
  await processFile(running.files, id)
  return look(running, sender, id)
}

export async function look(running: Pick<RunningApp, 'app'>, sender: Sender, id: string): Promise<UploadedFile> {
  const answer = await running.app.inject({ method: 'GET', url: `/api/files/${id}`, headers: headersOf(sender) })
  if (answer.statusCode !== 200) throw new Error(`no such upload: ${answer.payload}`)
  return answer.json<UploadedFile>()
}

/** A permit of somebody without an account. */
export async function permit(running: Pick<RunningApp, 'app'>, remoteAddress = '127.0.0.1'): Promise<Sender> {
  const answer = await running.app.inject({ method: 'POST', url: '/api/upload-permits', remoteAddress })
  return { token: answer.json<{ token: string }>().token }
}

export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'avif'

/** A photo taken at the town hall of Jiaozhou, with everything a phone writes into it. */
export function photo(
  options: { format?: PhotoFormat; width?: number; height?: number; orientation?: number; place?: boolean } = {},
): Promise<Buffer> {
  const { format = 'jpeg', width = 320, height = 240, orientation = 1, place = true } = options
  // So that it does not pack to nothing, and can be cut anywhere.
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  return sharp({ create: { width, height, channels: 3, background: '#806040', ...(width < 1000 && { noise }) } })
    .withExif({
      IFD0: { Make: 'SecretPhone', Model: 'Personal 9', Artist: 'Zhang San', Orientation: String(orientation) },
      IFD2: { DateTimeOriginal: '2026:03:18 08:00:00', BodySerialNumber: 'SN-4711' },
      ...(place && {
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '36/1 16/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 0/1 36/1' },
      }),
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>')
    .withMetadata({ orientation })
    .toFormat(format, format === 'avif' ? { effort: 0 } : {})
    .toBuffer()
}
