import { Readable } from 'node:stream'
import { routes } from '@linli/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Serve } from '../../platform/http.ts'
import { type ByteRange, ObjectMissing } from '../../platform/file-store/file-store.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { readRange } from './byte-range.ts'
import type { FileTools } from './file.ts'
import { readFileLink } from './file-links.ts'
import { disposition, nameFor } from './file-name.ts'
import { createUploadPermit, uploaderOf, uploadTokenHeader } from './upload-permits.ts'
import { findUploadedFile } from './uploaded-file.ts'

/** Permits for those without an account, and what became of one's own uploads. */
export function fileRoutes(serve: Serve<Actor>, files: FileTools): void {
  serve(routes.createUploadPermit, async ({ request }) => {
    const { token, validUntil } = await createUploadPermit(files, request.ip)
    return { token, validUntil: validUntil.toISOString() }
  })

  serve(routes.getUploadedFile, async ({ params, caller, request }) => {
    const uploader = uploaderOf(files.keys, caller, request.headers[uploadTokenHeader], files.clock.now())
    const found = await findUploadedFile(files, uploader, params.fileId, caller.locale)
    if (!found) throw new LinliError('not_found')
    return found
  })
}

interface Wanted {
  Params: { fileId: string; variant: string }
  Querystring: { until?: unknown; signature?: unknown }
}

/**
 * The bytes themselves, for whoever has a link. The link is the right: it is made for those who may see the matter, cannot be
 * guessed, and ends. What is sent can run nothing (Content-Security-Policy, RFC 9110 ranges and validators).
 */
export function servedFileRoutes(app: App, files: FileTools): void {
  // With a HEAD of its own: the one a GET comes with would not know the length.
  app.route<Wanted>({
    method: ['GET', 'HEAD'],
    url: '/files/:fileId/:variant',
    exposeHeadRoute: false,
    handler: (request, reply) => serveFile(files, request, reply),
  })
}

async function serveFile(files: FileTools, request: FastifyRequest<Wanted>, reply: FastifyReply): Promise<FastifyReply> {
  const { fileId, variant } = request.params
  const now = files.clock.now()
  const until = readFileLink(
    files.keys,
    { fileId, variant, until: String(request.query.until), signature: String(request.query.signature) },
    now,
  )
  if (!until) throw new LinliError('link_not_valid')
  const file = await files.db.read.selectFrom('files').selectAll().where('id', '=', fileId).where('state', '=', 'ready').executeTakeFirst()
  const chosen =
    file && variant === 'thumbnail'
      ? { key: file.thumbnail_key, bytes: file.thumbnail_bytes, contentType: 'image/jpeg' }
      : { key: file?.store_key ?? null, bytes: file?.bytes ?? null, contentType: file?.content_type ?? '' }
  if (!file?.sha256 || chosen.key === null || chosen.bytes === null) throw new LinliError('not_found')

  const etag = `"${file.sha256.toString('hex').slice(0, 32)}-${variant}"`
  reply.headers({
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': `private, max-age=${Math.floor((until.getTime() - now.getTime()) / 1000)}, immutable`,
    'accept-ranges': 'bytes',
    etag,
  })
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send()
  const range = readRange(request.headers.range, request.headers['if-range']?.toString(), chosen.bytes, etag)
  if (range === 'none') {
    reply.header('content-range', `bytes */${chosen.bytes}`).removeHeader('cache-control')
    throw new LinliError('range_not_satisfiable')
  }
  reply.headers({
    'content-type': chosen.contentType,
    'content-disposition': disposition(file.kind === 'document' ? 'attachment' : 'inline', nameFor(file.name, chosen.contentType)),
    'content-length': range ? range.end - range.start + 1 : chosen.bytes,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${chosen.bytes}` }),
  })
  reply.code(range ? 206 : 200)
  return request.method === 'HEAD' ? reply.send() : reply.send(await openObject(files, chosen.key, range, reply))
}

async function openObject({ store }: FileTools, key: string, range: ByteRange | null, reply: FastifyReply): Promise<Readable> {
  try {
    return Readable.from(await store.read(key, range ?? undefined), { objectMode: false })
  } catch (error) {
    for (const name of ['content-length', 'content-range', 'content-disposition', 'etag', 'cache-control']) reply.removeHeader(name)
    throw error instanceof ObjectMissing ? new LinliError('file_store_unavailable', { cause: error }) : error
  }
}
