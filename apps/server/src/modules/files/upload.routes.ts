import { Readable } from 'node:stream'
import { largestFile } from '@linli/contract'
import { Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireMeantCaller } from '../../platform/caller.ts'
import type { App } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { type FileTools, kindOfContentType } from './file.ts'
import { cleanFileName } from './file-name.ts'
import { answerOfLibrary } from './tus-answers.ts'
import { requireAlive, TusStore } from './tus-store.ts'
import { type Uploader, uploaderOf, uploadTokenHeader } from './upload-permits.ts'
import { findUploadedFile } from './uploaded-file.ts'
import { beginUpload, findUpload } from './uploads.store.ts'

const path = '/files/uploads'
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
/** A phone that is cut off every few kilobytes needs some hundreds; more is no phone. */
const mostParts = 1000

/** What the library must know of the request it works on. */
interface Exchange {
  uploader: Uploader
  locale: 'zh' | 'en'
  /** A refusal of ours; the library would make plain text of it. */
  refusal?: unknown
}

export interface UploadRouteOptions {
  files: FileTools
  authenticate: (request: FastifyRequest) => Promise<Actor>
}

/**
 * Resumable uploads by the tus protocol 1.0.0 (tus.io) below /files/uploads: creation, creation with upload, termination.
 * They speak bytes and not JSON, so they are not in the contract; session, origin and permit are checked as everywhere.
 */
export async function uploadRoutes(app: App, { files, authenticate }: UploadRouteOptions): Promise<void> {
  const exchanges = new WeakMap<object, Exchange>()
  const tus = createTus(files, exchanges)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => done(null, payload))
    const actors = new WeakMap<FastifyRequest, Actor>()
    scope.addHook('onRequest', async (request) => {
      const actor = await authenticate(request)
      requireMeantCaller(request.headers, actor)
      if (actor.mustChangePassword) throw new LinliError('password_change_needed')
      if (request.method !== 'OPTIONS' && uploaderIn(files, request, actor).owners.length === 0) throw new LinliError('not_signed_in')
      actors.set(request, actor)
    })
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const actor = actors.get(request) as Actor
      const exchange: Exchange = { uploader: uploaderIn(files, request, actor), locale: actor.locale }
      const asked = webRequest(request)
      exchanges.set(asked, exchange)
      const answer = await tus.handleWeb(asked)
      if (exchange.refusal !== undefined) throw exchange.refusal as Error
      return answerOfLibrary(reply, answer)
    }
    scope.route({ method: ['POST', 'OPTIONS'], url: path, handler })
    scope.route({ method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'], url: `${path}/:uploadId`, handler })
  })
}

function createTus(files: FileTools, exchanges: WeakMap<object, Exchange>): Server {
  const exchangeOf = (request: object) => exchanges.get(request) as Exchange
  return new Server({
    path,
    relativeLocation: true,
    datastore: new TusStore(files),
    // The row of an upload decides between two requests, in any process, so nothing has to be held while bytes arrive.
    locker: { newLock: () => ({ lock: async () => {}, unlock: async () => {} }) },
    maxSize: Math.max(...Object.values(largestFile)),
    allowedOrigins: [],
    disableTerminationForFinishedUploads: true,
    namingFunction: (request, metadata) => nameUpload(files, exchangeOf(request), request.headers.get('upload-length'), metadata ?? {}),
    async onIncomingRequest(request, id) {
      if (request.method !== 'POST') await requireUpload(files, exchangeOf(request).uploader, id)
    },
    async onUploadFinish(request, upload) {
      const { uploader, locale } = exchangeOf(request)
      const file = await findUploadedFile(files, uploader, upload.id, locale)
      return {
        status_code: request.method === 'POST' ? 201 : 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(file),
      }
    },
    onResponseError(request, error) {
      // Errors of the library are plain objects with a status; what is an Error is ours, or a fault.
      if (error instanceof Error && !('status_code' in error)) exchangeOf(request).refusal = error
      return undefined
    },
  })
}

/** Creation: the announced size and type decide whether it may begin; the client's key makes it happen once. */
async function nameUpload(
  files: FileTools,
  { uploader }: Exchange,
  announced: string | null,
  metadata: Record<string, string | null>,
): Promise<string> {
  if (uploader.beginsFor === null) throw new LinliError('not_signed_in')
  const { key, name, type } = metadata
  if (typeof key !== 'string' || key.length < 8 || key.length > 64 || !isText(key)) throw new LinliError('idempotency_key_missing')
  const kind = kindOfContentType(type?.toLowerCase().trim() ?? '')
  if (kind === null) throw new LinliError('file_type_not_accepted')
  const bytes = Number(announced)
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    throw new LinliError('validation_failed', { fields: [{ pointer: '', message: 'Upload-Length must be at least 1' }] })
  if (bytes > largestFile[kind]) throw new LinliError('file_too_large')
  const upload = await beginUpload(
    files.db,
    { owner: uploader.beginsFor, key, kind, name: cleanFileName(name ?? ''), bytes },
    files.clock.now(),
  )
  requireAlive(upload, files.clock.now())
  return upload.id
}

function isText(key: string): boolean {
  return !key.includes('\0') && key.isWellFormed()
}

async function requireUpload(files: FileTools, uploader: Uploader, id: string): Promise<void> {
  const found = uuid.test(id) ? await findUpload(files.db.read, id, uploader) : null
  if (!found) throw new LinliError('not_found')
  requireAlive(found, files.clock.now())
  if (found.parts >= mostParts) throw new LinliError('too_many_uploads')
}

function uploaderIn(files: FileTools, request: FastifyRequest, actor: Actor): Uploader {
  return uploaderOf(files.keys, actor, request.headers[uploadTokenHeader], files.clock.now())
}

/** The request as the library takes it; of its headers only those of the protocol. */
function webRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (/^(?:upload-|tus-|content-(?:type|length)$)/.test(name) && name !== uploadTokenHeader && typeof value === 'string')
      headers.set(name, value)
  const hasBody = request.body !== undefined && request.body !== null
  return new Request(`http://linli.invalid${request.url}`, {
    method: request.method,
    headers,
    ...(hasBody && { body: Readable.toWeb(request.raw) as ReadableStream, duplex: 'half' }),
  })
}
