import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import type { S3Settings } from './s3-store.ts'

/** What the fake does to the next request instead of answering it. */
export type Trouble = 'error 500' | 'slow down' | 'silence' | 'reset' | 'half an answer' | 'full' | 'denied'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', region: 'cn-test-1' }

/**
 * An object store that behaves like S3 as far as Linli uses it: Signature Version 4 is computed anew and compared, the content hash
 * and length must fit the body, lists come in pages, and it can be made to stumble.
 */
export async function startFakeS3() {
  const objects = new Map<string, Buffer>()
  const requests: { method: string; path: string }[] = []
  const troubles: Trouble[] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings: S3Settings = { endpoint, bucket: 'linli-test', ...credentials }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', endpoint)
    requests.push({ method: request.method ?? '', path: url.pathname })
    const trouble = troubles.shift()
    if (trouble === 'reset') return void request.socket.destroy()
    if (trouble === 'silence') return
    const body = await bodyOf(request)
    if (trouble === 'error 500') return refuse(response, 500, 'InternalError')
    if (trouble === 'slow down') return refuse(response, 503, 'SlowDown')
    if (trouble === 'full') return refuse(response, 507, 'QuotaExceeded')
    if (trouble === 'denied') return refuse(response, 403, 'AccessDenied')
    if (!isSigned(request, url)) return refuse(response, 403, 'SignatureDoesNotMatch')
    const [, bucket, ...rest] = url.pathname.split('/')
    if (bucket !== settings.bucket) return refuse(response, 404, 'NoSuchBucket')
    const key = decodeURIComponent(rest.join('/'))
    if (request.method === 'GET' && key === '') return list(url, response)
    if (request.method === 'PUT') return put(request, response, key, body)
    if (request.method === 'DELETE') {
      objects.delete(key)
      return void response.writeHead(204).end()
    }
    return get(request, response, key, trouble)
  }

  function put(request: IncomingMessage, response: ServerResponse, key: string, body: Buffer): void {
    // S3 takes no body of unknown length.
    if (request.headers['content-length'] === undefined) return refuse(response, 411, 'MissingContentLength')
    if (Number(request.headers['content-length']) !== body.length) return refuse(response, 400, 'IncompleteBody')
    if (request.headers['x-amz-content-sha256'] !== sha256(body)) return refuse(response, 400, 'XAmzContentSHA256Mismatch')
    objects.set(key, body)
    response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
  }

  function get(request: IncomingMessage, response: ServerResponse, key: string, trouble: Trouble | undefined): void {
    const body = objects.get(key)
    if (!body) return refuse(response, 404, 'NoSuchKey')
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
    const part = range ? body.subarray(Number(range[1]), Number(range[2]) + 1) : body
    response.writeHead(range ? 206 : 200, { 'content-length': part.length })
    if (trouble !== 'half an answer') return void response.end(part)
    response.write(part.subarray(0, part.length / 2), () => request.socket.destroy())
  }

  function list(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? ''
    const from = url.searchParams.get('continuation-token') ?? ''
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > from).sort()
    const page = keys.slice(0, 3)
    const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`).join('')
    const more = keys.length > page.length
    response.writeHead(200, { 'content-type': 'application/xml' })
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}</ListBucketResult>`,
    )
  }

  return { settings, objects, requests, troubles }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** AWS Signature Version 4, from the specification and not from the client's library. */
function isSigned(request: IncomingMessage, url: URL): boolean {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!found) return false
  const [, accessKeyId, day = '', region = '', signedHeaders = '', signature] = found
  const names = signedHeaders.split(';')
  if (accessKeyId !== credentials.accessKeyId || !['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name)))
    return false
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const contentHash = String(request.headers['x-amz-content-sha256'])
  const canonical = [request.method, url.pathname, query, headers, signedHeaders, contentHash].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(Buffer.from(canonical))].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, part) => hmac(secret, part),
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  )
  return hmac(key, toSign).toString('hex') === signature
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
