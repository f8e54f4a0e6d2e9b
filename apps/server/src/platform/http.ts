import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import { type ErrorCode, type RouteDefinition, type RouteInput, type RouteOutput } from '@linli/contract'
import Fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Caller, requireMeantCaller } from './caller.ts'
import { asUnavailable } from './db.ts'
import { type InProgress, type Intention, intentionOf } from './idempotency.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import { fieldsOf, useStrictValidation } from './validation.ts'
import { LinliError, problemOf } from './problem.ts'

export type App = FastifyInstance

/** What a route's handler gets. */
export interface Exchange<R extends RouteDefinition, C extends Caller> {
  params: RouteInput<R>['params']
  query: RouteInput<R>['query']
  body: RouteInput<R>['body']
  caller: C
  /** Set for routes that are `idempotent`. */
  intention: R extends { idempotent: true } ? Intention : null
  request: FastifyRequest
  reply: FastifyReply
}

export type Handler<R extends RouteDefinition, C extends Caller> = (exchange: Exchange<R, C>) => Promise<RouteOutput<R>>

/** Adds a route of the contract to the server. Modules get this function and nothing else of HTTP. */
export type Serve<C extends Caller> = <R extends RouteDefinition>(definition: R, handler: Handler<R, C>) => void

export interface HttpOptions<C extends Caller> {
  log: Logger
  metrics: Metrics
  inProgress: InProgress
  authenticate: (request: FastifyRequest) => Promise<C>
  /** The page of a front end that shows this path itself; undefined when there is none. */
  pageAt?: (path: string) => string | undefined
  /** True puts `Secure` on cookies and HSTS on answers. */
  secure: boolean
}

const mebibyte = 1024 * 1024

/** Makes the HTTP server: headers, errors, validation from the contract. `serve` adds the contract's routes under /api. */
export async function createHttp<C extends Caller>(options: HttpOptions<C>): Promise<{ app: App; serve: Serve<C> }> {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: mebibyte,
    trustProxy: 'loopback',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 100 },
  }) as unknown as App
  await app.register(fastifyCookie)
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    hsts: options.secure,
    referrerPolicy: { policy: 'same-origin' },
  })
  useStrictValidation(app)
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, options.log))
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' &&
      /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*') &&
      !/\.\w+$/.test(request.url.replace(/\?.*/, ''))
    const page = wantsPage ? options.pageAt?.(request.url) : undefined
    if (page) return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
    return answerError(new LinliError('not_found'), request, reply, options.log)
  })
  app.addHook('onRequest', async (request) => refuseForeignOrigin(request))
  app.addHook('onResponse', async (request, reply) => {
    options.metrics.requests.observe(
      { route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
    options.log.debug(
      { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
  return { app, serve: (definition, handler) => addRoute(app, options, definition, handler) }
}

function addRoute<R extends RouteDefinition, C extends Caller>(
  app: App,
  options: HttpOptions<C>,
  definition: R,
  handler: Handler<R, C>,
): void {
  const status = definition.response === null ? 204 : (definition.status ?? 200)
  app.route({
    method: definition.method,
    url: `/api${definition.path}`,
    bodyLimit: definition.bodyLimitBytes ?? mebibyte,
    schema: {
      ...(definition.params && { params: definition.params }),
      ...(definition.query && { querystring: definition.query }),
      ...(definition.body && { body: definition.body }),
      ...(definition.response && !definition.stream && { response: { [status]: definition.response } }),
    },
    // Who may call comes before what was sent is even read: a stranger learns nothing about the shape of a route.
    onRequest: async (request) => {
      const caller = await options.authenticate(request)
      callers.set(request, caller)
      requireMeantCaller(request.headers, caller)
      requireRight(definition, caller)
    },
    preValidation: async (request) => refuseUnstorable({ params: request.params, query: request.query, body: request.body }),
    handler: async (request, reply) => {
      const caller = callers.get(request) as C
      const exchange = (intention: Intention | null) =>
        ({ params: request.params, query: request.query, body: request.body, caller, intention, request, reply }) as unknown as Exchange<
          R,
          C
        >
      const output = definition.idempotent
        ? await withIntention(options, definition, request, caller, (intention) => handler(exchange(intention)))
        : await handler(exchange(null))
      if (definition.stream) return reply
      if (isKnown(request, reply)) return reply.code(304).send()
      reply.code(status)
      return definition.response === null ? reply.send() : output
    },
  })
}

/** Whether the caller has kept the very answer that the handler has named by an `ETag`. */
function isKnown(request: FastifyRequest, reply: FastifyReply): boolean {
  const tag = reply.getHeader('etag')
  return typeof tag === 'string' && (request.headers['if-none-match']?.split(/\s*,\s*/).includes(tag) ?? false)
}

const callers = new WeakMap<FastifyRequest, Caller>()

function withIntention<T>(
  options: Pick<HttpOptions<Caller>, 'inProgress'>,
  definition: RouteDefinition,
  request: FastifyRequest,
  caller: Caller,
  work: (intention: Intention) => Promise<T>,
): Promise<T> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 8 || key.length > 64) throw new LinliError('idempotency_key_missing')
  const intention = intentionOf(ownerOfKey(caller, key), key, definition.id, request.params, request.body)
  return options.inProgress.once(intention, () => work(intention))
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * A stranger's phone changes its address with every network, between a lost answer and the repetition above all. A key nobody
 * can guess is theirs wherever they are; one that could be guessed is bound to the address.
 */
function ownerOfKey(caller: Caller, key: string): string {
  return caller.kind === 'stranger' && uuid.test(key) ? 'stranger' : caller.owner
}

function requireRight(definition: RouteDefinition, caller: Caller): void {
  const { who } = definition
  if (who === 'anyone') return
  if (caller.kind === 'stranger') throw new LinliError('not_signed_in')
  if (caller.mustChangePassword && definition.tag !== 'session') throw new LinliError('password_change_needed')
  if (who === 'staff' && caller.kind !== 'staff') throw new LinliError('not_allowed')
  if (typeof who === 'object' && 'permission' in who && !caller.permissions.has(who.permission)) throw new LinliError('not_allowed')
  // `ability`: the command asks the policy about the matter itself; what the caller may not see is a 404 there.
}

/** Deeper than any body of the contract; beyond it, walking through a value could exhaust the stack. */
const deepest = 50

/** What JSON allows but PostgreSQL cannot keep: the sign NUL and halves of surrogate pairs. */
function refuseUnstorable(sent: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: sent, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) throw unstorable('contains signs that are not text')
    if (typeof value !== 'object' || value === null) continue
    if (depth > deepest) throw unstorable('is nested too deep')
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 })
  }
}

function unstorable(message: string): LinliError {
  return new LinliError('validation_failed', { fields: [{ pointer: '', message }] })
}

/** A browser names the page a request comes from; a page of another site may not act with this one's cookie. */
function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin } = request.headers
  if (origin === undefined) return
  let host: string | null = null
  try {
    ;({ host } = new URL(origin))
  } catch {
    // "null" or nonsense is foreign
  }
  if (host !== request.host) throw new LinliError('foreign_origin')
}

function answerError(error: FastifyError | LinliError, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const known = error instanceof LinliError ? error : translate(error)
  const locale = request.headers['accept-language']?.toLowerCase().startsWith('en') ? 'en' : 'zh'
  const problem = problemOf(known, locale)
  if (problem.status >= 500) log.error({ err: known.cause ?? error, route: request.routeOptions.url, code: known.code }, 'a request failed')
  if (problem.status === 503) reply.header('retry-after', '2')
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
}

function translate(error: FastifyError): LinliError {
  if (error.validation) {
    return new LinliError('validation_failed', { fields: fieldsOf(error.validation), cause: error })
  }
  const known = fastifyCodes[error.code]
  if (known) return new LinliError(known, { cause: error })
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new LinliError('validation_failed', { fields: [{ pointer: '', message: error.message }], cause: error })
  const unavailable = asUnavailable(error)
  return unavailable instanceof LinliError ? unavailable : new LinliError('internal', { cause: error })
}
