import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { openApiDocument } from '@linli/contract'
import type pg from 'pg'
import { keepFresh, openBooks } from './books.ts'
import { areaRoutes, type AreaTools, boundaryRoutes, keepMiddles, pathOfCity, reorganisationRoutes } from './modules/areas/index.ts'
import { alertRoutes } from './modules/alerts/index.ts'
import { auditRoutes } from './modules/audit/index.ts'
import { callRoutes } from './modules/calls/index.ts'
import { categoryRoutes } from './modules/categories/index.ts'
import { type City, cityRoutes } from './modules/cities/index.ts'
import { ruleRoutes } from './modules/deadlines/index.ts'
import { evaluationRoutes } from './modules/evaluations/index.ts'
import { behindRoutes, figureRoutes } from './modules/figures/index.ts'
import { fileRoutes, type FileTools, servedFileRoutes, uploadRoutes } from './modules/files/index.ts'
import { Hub, liveRoutes } from './modules/live/index.ts'
import {
  countOpenBelow,
  countWaiting,
  findHeldWork,
  findMovingMatters,
  foreseeClocksOf,
  handOverWork,
  matterRoutes,
  type MatterTools,
  moveOpenMatters,
  numbersFrom,
  proveChains,
  receiptRoutes,
  supervisionRoutes,
  tellWaiting,
} from './modules/matters/index.ts'
import { nearbyRoutes } from './modules/nearby/index.ts'
import { noChannels, noticeRoutes, type OpenChannels, preferenceRoutes } from './modules/notices/index.ts'
import {
  accountRoutes,
  Authenticator,
  peopleRoutes,
  type PeopleTools,
  secondFactorRoutes,
  sessionRoutes,
  Throttle,
} from './modules/people/index.ts'
import { routingRoutes } from './modules/routing/index.ts'
import { readSettings, settingsRoutes } from './modules/settings/index.ts'
import { documentRoutes, type DocumentTools, reportPlanRoutes } from './modules/documents/index.ts'
import { duplicateRoutes } from './modules/duplicates/index.ts'
import { followAcceptances, type FollowingSuggester, suggestionRoutes } from './modules/suggestions/index.ts'
import { savedViewRoutes } from './modules/saved-views/index.ts'
import { Cached } from './platform/cached.ts'
import type { Clock } from './platform/clock.ts'
import type { Db } from './platform/db.ts'
import type { FileStore } from './platform/file-store/file-store.ts'
import { type App, createHttp } from './platform/http.ts'
import { InProgress } from './platform/idempotency.ts'
import type { Logger } from './platform/log.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import type { PersonalDataKeys } from './platform/secrets.ts'
import { addJob } from './platform/queue.ts'
import { Pace } from './platform/pace.ts'
import { Wakeup } from './platform/wakeup.ts'

export interface AppOptions {
  db: Db
  connection: pg.PoolConfig
  city: City
  clock: Clock
  keys: PersonalDataKeys
  fileStore: FileStore
  log: Logger
  /** How people are told outside the product; by default not at all. */
  channels?: OpenChannels
  /** Built front ends to serve: phone at /, console at /console/. Missing folders are left out. */
  frontEnds?: { phone: string; console: string }
  secure?: boolean
}

export interface RunningApp {
  app: App
  matters: MatterTools
  files: FileTools
  documents: DocumentTools
  metrics: Metrics
  authenticator: Authenticator
  suggestions: FollowingSuggester
  /** Ends streams and listeners; call before closing the database. */
  close(): Promise<void>
}

/** Hints come while somebody types, so one person asks for several a minute, and behind one address there may be many people. */
const hintsPerMinute = 300

/** A map asks for outlines at each zoom and place it stops at. */
const mapsPerMinute = 240

/** A clerk takes a call in a minute or more and may mistype the number. */
const callsPerMinute = 20

/** Puts the server together for one city. The database must be migrated and the city complete. */
export async function buildApp(options: AppOptions): Promise<RunningApp> {
  const { db, clock, keys, log } = options
  const metrics = createMetrics()
  const wakeup = new Wakeup({ connection: options.connection, city: db.city, log })
  await wakeup.open()
  const books = await openBooks(db.read)
  keepFresh(books, wakeup, log)
  const settings = await Cached.of(() => readSettings(db.read, options.city))
  wakeup.on('settings', () => settings.refreshQuietly(log), 60_000)
  const authenticator = new Authenticator(db, clock, wakeup, settings)
  const hub = new Hub(db, log)
  await hub.open(wakeup)
  const suggestions = followAcceptances({ db, hub, categories: books.categories, log })

  const throttle = new Throttle(db, clock, keys)
  const people: PeopleTools = {
    db,
    clock,
    keys,
    throttle,
    settings,
    authenticator,
    wakeup,
    areas: books.areas,
    organisations: books.organisations,
    handOverWork,
    findHeldWork,
    countWaiting,
    tellWaiting,
    secure: options.secure ?? false,
  }
  const matters: MatterTools = { db, clock, keys, numbers: numbersFrom(db), books, wakeup, metrics }
  const files: FileTools = { db, clock, keys, store: options.fileStore }
  const documents: DocumentTools = { matters, store: options.fileStore, city: options.city, log }
  const openStreams = new Set<() => void>()

  const pageAt = pagesOf(options.frontEnds)
  const { app, serve } = await createHttp({
    log,
    metrics,
    inProgress: new InProgress(),
    authenticate: (request) => authenticator.authenticate(request),
    secure: options.secure ?? false,
    pageAt,
  })
  cityRoutes(serve, options.city, settings, clock)
  settingsRoutes(serve, { db, clock, wakeup, areas: books.areas, settings, city: options.city })
  sessionRoutes(serve, people)
  secondFactorRoutes(serve, people)
  peopleRoutes(serve, people)
  accountRoutes(serve, people)
  const areas: AreaTools = {
    db,
    clock,
    wakeup,
    areas: books.areas,
    moveOpenMatters,
    findMovingMatters,
    countOpenMatters: countOpenBelow,
    pace: new Pace(clock, mapsPerMinute),
  }
  areaRoutes(serve, areas)
  boundaryRoutes(serve, areas)
  reorganisationRoutes(serve, areas)
  ruleRoutes(serve, {
    db,
    clock,
    wakeup,
    ...books,
    leaveRecompute: (tx, what) => addJob(tx, db.city, 'recompute_clocks', what),
    foreseeClocks: foreseeClocksOf(matters),
  })
  categoryRoutes(serve, { db, clock, wakeup, ...books, categoriesChanged: () => books.routing.refresh() })
  routingRoutes(serve, { db, clock, wakeup, ...books })
  suggestionRoutes(serve, { suggestions, pace: new Pace(clock, hintsPerMinute) })
  duplicateRoutes(serve, { db, clock, books, suggestions, pace: new Pace(clock, hintsPerMinute) })
  matterRoutes(serve, matters)
  callRoutes(serve, { matters, pace: new Pace(clock, callsPerMinute) })
  nearbyRoutes(serve, { db, clock, areas: books.areas, middleOf: keepMiddles(db.read), pace: new Pace(clock, hintsPerMinute) })
  savedViewRoutes(serve, { db, clock })
  supervisionRoutes(serve, matters)
  figureRoutes(serve, { db, books })
  behindRoutes(serve, { db, books, clock })
  alertRoutes(serve, matters)
  evaluationRoutes(serve, { db, books, clock })
  documentRoutes(serve, documents)
  reportPlanRoutes(serve, documents)
  receiptRoutes(serve, people)
  auditRoutes(serve, { db, clock, pathOfCity: () => pathOfCity(books.areas.get()), proveChains })
  noticeRoutes(serve, db)
  preferenceRoutes(serve, { db, clock, keys, wakeup, channels: options.channels ?? noChannels })
  liveRoutes(serve, { db, hub, wakeup, authenticator, metrics, openStreams })
  fileRoutes(serve, files)
  servedFileRoutes(app, files)
  await uploadRoutes(app, { files, authenticate: (request) => authenticator.authenticate(request) })
  healthRoutes(app, db, metrics)
  await apiDocumentRoutes(app)
  if (options.frontEnds) await frontEndRoutes(app, options.frontEnds, pageAt)

  return {
    app,
    matters,
    files,
    documents,
    metrics,
    authenticator,
    suggestions,
    async close() {
      // Nothing is waited for in between, else a reader comes back before the door is shut.
      for (const end of openStreams) end()
      hub.close()
      await app.close()
      await suggestions.close()
      await wakeup.close()
    },
  }
}

function healthRoutes(app: App, db: Db, metrics: Metrics): void {
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await db.pool.query('select 1')
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })
  app.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()))
}

/** The API document and a page to browse it, all from this server. */
async function apiDocumentRoutes(app: App): Promise<void> {
  const document = openApiDocument()
  app.get('/api/openapi.json', async () => document)
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  await app.register(fastifyStatic, {
    root: swagger,
    prefix: '/api/docs/assets/',
    decorateReply: false,
    index: false,
    serveDotFiles: false,
  })
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage))
  app.get('/api/docs/start.js', async (_request, reply) =>
    reply.type('text/javascript').send("window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true })\n"),
  )
}

const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Linli API</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`

/** The front ends' own pages: a path of theirs that is no file is theirs to show. */
function pagesOf(folders: AppOptions['frontEnds']): (path: string) => string | undefined {
  const read = (folder: string | undefined) => {
    const file = folder && join(folder, 'index.html')
    return file && existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  const phone = read(folders?.phone)
  const console = read(folders?.console)
  return (path) => (path.startsWith('/api/') ? undefined : /^\/console(\/|$)/.test(path) ? console : phone)
}

/** The built files. Their names carry their content's hash, so they may be kept for good; the pages themselves never are. */
async function frontEndRoutes(app: App, folders: NonNullable<AppOptions['frontEnds']>, pageAt: ReturnType<typeof pagesOf>): Promise<void> {
  for (const [root, prefix] of [
    [folders.console, '/console/'],
    [folders.phone, '/'],
  ] as const) {
    const page = pageAt(prefix)
    if (page === undefined) continue
    app.get(prefix, async (_request, reply) => reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page))
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: false,
      index: false,
      // The build lays compressed copies beside its files.
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
        if (path.endsWith('sw.js')) reply.header('service-worker-allowed', '/')
      },
    })
  }
}
