import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { LinliError } from '../problem.ts'
import { type ByteRange, type FileStore, ObjectMissing, type StoredObject, storeFailure } from './file-store.ts'
import { requireStoreKey } from './store-key.ts'
import { removeSpooled, spool } from './write-safely.ts'

export interface S3Settings {
  /** Of the service, e.g. `https://s3.cn-north-1.amazonaws.com.cn`; the bucket becomes part of the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export interface S3StoreOptions extends S3Settings {
  /** Before every key, e.g. `jiaozhou/`, so that cities may share a bucket. */
  prefix: string
  /** Where bytes wait until their length and hash are known, which S3 asks for first. */
  spoolFolder: string
  /** How long one request may take. */
  timeoutMs?: number
  /** How long to wait before the second, third … attempt. */
  pausesMs?: readonly number[]
}

/** Files in an object store that speaks S3. Every request is signed, has a time limit and is tried again when the service stumbles. */
export class S3Store implements FileStore {
  readonly #options: S3StoreOptions
  readonly #client: AwsClient

  constructor(options: S3StoreOptions) {
    this.#options = options
    const { accessKeyId, secretAccessKey, region } = options
    // Trying again is ours: a body that is read from a file has to be opened anew.
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 })
  }

  async write(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const url = this.#urlOf(key)
    try {
      const { path, bytes, sha256 } = await spool(this.#options.spoolFolder, source)
      try {
        const answer = await this.#ask(
          url,
          () => ({
            method: 'PUT',
            headers: {
              'content-length': String(bytes),
              'content-type': 'application/octet-stream',
              // The service compares it with what it got, so a body that was cut off or changed is refused there.
              'x-amz-content-sha256': sha256.toString('hex'),
            },
            body: Readable.toWeb(createReadStream(path)) as ReadableStream,
            duplex: 'half',
          }),
          [200],
        )
        await answer.body?.cancel()
      } finally {
        await rm(path, { force: true })
      }
      return { bytes, sha256 }
    } catch (error) {
      throw storeFailure(error)
    }
  }

  async read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {}
    const answer = await this.#ask(this.#urlOf(key), () => ({ method: 'GET', headers }), [range ? 206 : 200, 404])
    if (answer.status === 404) {
      await answer.body?.cancel()
      throw new ObjectMissing(key)
    }
    return wholeBody(answer)
  }

  async remove(key: string): Promise<void> {
    const answer = await this.#ask(this.#urlOf(key), () => ({ method: 'DELETE' }), [200, 204, 404])
    await answer.body?.cancel()
  }

  async *list(): AsyncIterable<{ key: string; bytes: number }> {
    const { endpoint, bucket, prefix } = this.#options
    for (let next: string | null = ''; next !== null;) {
      const query = new URLSearchParams({ 'list-type': '2', prefix, ...(next && { 'continuation-token': next }) })
      const answer = await this.#ask(`${endpoint}/${bucket}?${query.toString()}`, () => ({ method: 'GET' }), [200])
      const page = await answer.text()
      for (const [, content = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs))
        yield { key: elementOf(content, 'Key').slice(prefix.length), bytes: Number(elementOf(content, 'Size')) }
      next = elementOf(page, 'IsTruncated') === 'true' ? elementOf(page, 'NextContinuationToken') : null
    }
  }

  /** The service keeps no half objects; only our own waiting files can be left over. */
  removeLeftovers(before: Date): Promise<number> {
    return removeSpooled(this.#options.spoolFolder, before)
  }

  #urlOf(key: string): string {
    requireStoreKey(key)
    const { endpoint, bucket, prefix } = this.#options
    return `${endpoint}/${bucket}/${prefix}${key}`
  }

  /** Sends a request until an expected status comes. Throws `file_store_unavailable` when it never does, and at once when asking again is useless. */
  async #ask(url: string, request: () => RequestInit & { duplex?: 'half' }, expected: readonly number[]): Promise<Response> {
    const { timeoutMs = 30_000, pausesMs = [100, 400, 1600] } = this.#options
    let failure: unknown
    for (let attempt = 0; attempt <= pausesMs.length; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, pausesMs[attempt - 1]))
      try {
        const signed = await this.#client.sign(url, { ...request(), signal: AbortSignal.timeout(timeoutMs) })
        const answer = await fetch(signed)
        if (expected.includes(answer.status)) return answer
        failure = new Error(`S3 answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
        // 507 and S3's own word for it: the bucket is full, and will be in a second.
        if (answer.status === 507 || failureIs(failure, 'QuotaExceeded')) throw new LinliError('file_store_full', { cause: failure })
        if (answer.status < 500 && answer.status !== 429 && !failureIs(failure, 'RequestTimeout')) break
      } catch (error) {
        if (error instanceof LinliError) throw error
        failure = error
      }
    }
    throw new LinliError('file_store_unavailable', { cause: failure })
  }
}

/** The body, or a failure when it ends before its announced length. */
async function* wholeBody(answer: Response): AsyncIterable<Uint8Array> {
  const announced = Number(answer.headers.get('content-length') ?? Number.NaN)
  let received = 0
  try {
    for await (const chunk of answer.body ?? []) {
      received += chunk.length
      yield chunk
    }
  } catch (error) {
    throw storeFailure(error)
  }
  if (!Number.isNaN(announced) && received !== announced)
    throw new LinliError('file_store_unavailable', { cause: new Error(`S3 sent ${received} of ${announced} bytes`) })
}

function failureIs(failure: unknown, word: string): boolean {
  return failure instanceof Error && failure.message.includes(`<Code>${word}`)
}

/** The text of an element of S3's answers, whose shape is fixed. */
function elementOf(xml: string, name: string): string {
  const text = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? ''
  return text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, entity: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[entity] ?? '',
  )
}
