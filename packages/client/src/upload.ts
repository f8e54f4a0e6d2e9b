import type { UploadedFile } from '@linli/contract'
import { NoAnswer, refusalOf } from './answers.ts'

export interface UploadOptions {
  /** 8 to 64 signs, made once for this file: the same key goes on where the last try stopped, and never makes a second file. */
  key: string
  /** Told after each part: how many bytes the server has. */
  onProgress?: (received: number) => void
  signal?: AbortSignal
  locale?: () => 'zh' | 'en'
  /** Scheme, host and port, without a slash at the end; empty in a browser. */
  baseUrl?: string
  fetch?: typeof fetch
  /** Sent with every request, e.g. the `Upload-Token` of somebody without an account. */
  headers?: () => Record<string, string>
  /** `omit` sends no cookie, as a stranger. */
  credentials?: 'omit' | 'same-origin'
  /** How much is sent at once; 512 KiB unless said otherwise. */
  partBytes?: number
}

/** Small enough that a lost connection costs seconds, large enough that a photo takes few requests. */
const usualPartBytes = 512 * 1024

/**
 * Uploads a file by the tus protocol 1.0.0 (docs/architecture.md, Files) and answers it as the server has it: `processing` until it
 * was looked at. Called again with the same key it goes on where it stopped.
 *
 * Throws `ApiProblem` when the server refuses, `NoAnswer` when the connection is lost, and the reason of `signal`.
 */
export async function uploadFile(file: File, options: UploadOptions): Promise<UploadedFile> {
  const begun = await send(options, 'POST', '/files/uploads', {
    'upload-length': String(file.size),
    'upload-metadata': metadataOf({ key: options.key, name: file.name, type: file.type }),
  })
  const location = new URL(begun.headers.get('location') ?? '', 'http://linli.invalid').pathname
  const asked = await send(options, 'HEAD', location)
  const partBytes = options.partBytes ?? usualPartBytes
  let offset = Number(asked.headers.get('upload-offset') ?? 0)
  options.onProgress?.(offset)
  while (offset < file.size) {
    const part = file.slice(offset, offset + partBytes)
    const answer = await send(
      options,
      'PATCH',
      location,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      part,
    )
    offset = Number(answer.headers.get('upload-offset') ?? offset + part.size)
    options.onProgress?.(offset)
    if (answer.status === 200) return (await answer.json()) as UploadedFile
  }
  // Every byte had arrived in an earlier try whose answer was lost.
  const id = location.split('/').at(-1) ?? ''
  return (await (await send(options, 'GET', `/api/files/${id}`)).json()) as UploadedFile
}

async function send(
  options: UploadOptions,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Blob,
): Promise<Response> {
  let answer: Response
  try {
    answer = await (options.fetch ?? fetch)((options.baseUrl ?? '') + path, {
      method,
      headers: { 'accept-language': options.locale?.() ?? 'zh', 'tus-resumable': '1.0.0', ...options.headers?.(), ...headers },
      credentials: options.credentials ?? 'same-origin',
      ...(body && { body }),
      ...(options.signal && { signal: options.signal }),
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new NoAnswer('No answer from the server', { cause })
  }
  if (!answer.ok) throw await refusalOf(answer)
  return answer
}

function metadataOf(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`)
    .join(',')
}
