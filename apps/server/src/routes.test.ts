import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ErrorCode,
  errorCatalogue,
  matterKinds,
  matterViews,
  type Permission,
  permissions,
  permissionsOfRole,
  Problem,
  type Role,
  type RouteDefinition,
  routes,
} from '@linli/contract'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginEvaluation } from './modules/evaluations/evaluations.factory.ts'
import { playToHandled, reportInShownGrid } from './modules/matters/matter.factory.ts'
import { keepAlert } from './modules/alerts/alerts.factory.ts'
import { upload } from './modules/files/uploads.factory.ts'
import { signInResident } from './modules/people/people.factory.ts'
import { addressOf, deepObject, sampleOf, type Schema, wrongFor } from './testing/sample.factory.ts'
import { clientOf, startTestCity } from './testing/test-city.ts'

const city = await startTestCity()

/** One account of the demo city for each role. */
const accountOfRole: Record<Role, string> = {
  grid_worker: 'worker',
  honorary_worker: 'rider',
  desk_clerk: 'community',
  supervisor: 'supervisor',
  dispatcher: 'dispatcher',
  handler: 'handler',
  rule_keeper: 'rules',
  system_administrator: 'admin',
  security_administrator: 'security',
  audit_administrator: 'audit',
}
const roleNames = Object.keys(accountOfRole) as Role[]

const cookies = Object.fromEntries(
  await Promise.all(roleNames.map(async (role) => [role, (await city.as(accountOfRole[role])).cookie()] as const)),
) as Record<Role, string>
const resident = (await signInResident(city, '13912340001')).cookie()
const elsewhere = (await city.as('desk-370281001005')).cookie()
const reported = await reportInShownGrid(city)
/** Of which nothing is asked but to be read. */
const untouched = await reportInShownGrid(city)
const receiptClient = city.stranger()
await receiptClient.signInByReceipt({ body: { receiptCode: reported.receiptCode ?? '' } })
const receipt = receiptClient.cookie()
const evaluation = await beginEvaluation(city)
const fileId = await upload(city, { cookie: resident }, Buffer.from('%PDF-'), { type: 'application/pdf' })

const definitions = Object.values(routes) as RouteDefinition[]
const named = (chosen: RouteDefinition[]) => chosen.map((definition) => [definition.id, definition] as const)
const bodySchema = (definition: RouteDefinition) => definition.body as unknown as Schema | undefined
const sampleBody = (definition: RouteDefinition) => {
  const schema = bodySchema(definition)
  return schema && (sampleOf(schema) as Record<string, unknown>)
}
const permissionOf = (definition: RouteDefinition): Permission | null =>
  typeof definition.who === 'object' && 'permission' in definition.who ? definition.who.permission : null
const isAbility = (definition: RouteDefinition) => typeof definition.who === 'object' && 'ability' in definition.who

const problemType = expect.stringMatching(/^application\/problem\+json/) as string

let keys = 0
const freshKey = () => `routes-test-${(keys += 1)}`

interface Sent {
  cookie?: string | undefined
  params?: Record<string, string>
  query?: string
  /** Sent as JSON; left out when undefined. */
  body?: unknown
  /** Sent as it is. */
  text?: string
  key?: string | null
  contentType?: string
}

async function send(definition: RouteDefinition, { cookie, params, query, body, text, key, contentType }: Sent = {}) {
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
  const idempotencyKey = key === undefined ? freshKey() : key
  const answer = await city.app.inject({
    method: definition.method as 'GET',
    url: addressOf(definition, params) + (query ?? ''),
    headers: {
      'accept-language': 'en',
      ...(cookie && { cookie }),
      ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
      ...(payload !== undefined && { 'content-type': contentType ?? 'application/json' }),
    },
    ...(payload !== undefined && { payload }),
  })
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'] ?? '',
    text: answer.payload,
    problem: problemIn(answer.payload),
  }
}

function problemIn(payload: string): Problem | null {
  try {
    const parsed: unknown = JSON.parse(payload)
    return typeof parsed === 'object' && parsed !== null && 'code' in parsed && 'status' in parsed ? (parsed as Problem) : null
  } catch {
    return null
  }
}

/** Someone who gets past the first check of a route; strangers where that is enough. */
function cookieFor(definition: RouteDefinition): string | undefined {
  if (definition.who === 'anyone') return undefined
  const permission = permissionOf(definition)
  const role = permission ? roleNames.find((each) => permissionsOfRole[each].includes(permission)) : 'desk_clerk'
  return cookies[role ?? 'desk_clerk']
}

describe('the route table and the server agree', () => {
  test.each(named(definitions))('%s is served', (_, definition) => {
    expect(city.app.hasRoute({ method: definition.method, url: `/api${definition.path}` })).toBe(true)
  })

  test('nothing is served below /api that the table does not name', () => {
    const listed = new Set(definitions.map((definition) => `${definition.method} /api${definition.path}`))
    const served = servedRoutes(city.app.printRoutes({ commonPrefix: false })).filter((route) => / \/api\//.test(route))
    const unlisted = served.filter((route) => !listed.has(route) && !/^GET \/api\/(openapi\.json|docs.*)$/.test(route))
    expect(served.length).toBeGreaterThan(listed.size)
    expect(unlisted).toEqual([])
  })

  test('the API document names every route once', () => {
    const ids = definitions.map((definition) => definition.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(routes)).toEqual(ids)
  })
})

describe('a stranger', () => {
  const bodies: [string, Sent][] = [
    ['no body', {}],
    ['a broken body', { text: '{"a":' }],
    ['null', { text: 'null' }],
    ['a body of another kind', { text: '<a/>', contentType: 'application/xml' }],
    ['a poisoned body', { text: '{"__proto__":{"a":1}}' }],
    ['a body that is too large', { text: JSON.stringify({ text: 'x'.repeat(1_100_000) }) }],
  ]
  test.each(named(definitions.filter((definition) => definition.who !== 'anyone')))(
    'is told to sign in at %s, whatever they send',
    async (_, definition) => {
      const tries =
        definition.method === 'GET'
          ? [['no body', {}] as [string, Sent]]
          : [...bodies, ['a good body', { body: sampleBody(definition) }] as [string, Sent]]
      for (const [what, sent] of tries) {
        const answer = await send(definition, sent)
        expect(answer, what).toMatchObject({
          status: 401,
          type: problemType,
          problem: { code: 'not_signed_in', status: 401, detail: errorCatalogue.not_signed_in.en },
        })
      }
    },
  )

  test.each(named(definitions.filter((definition) => definition.who !== 'anyone')))(
    'with a made-up session is a stranger at %s',
    async (_, definition) => {
      const answer = await send(definition, { cookie: 'linli_session=made-up', body: sampleBody(definition) })
      expect(answer).toMatchObject({ status: 401, problem: { code: 'not_signed_in' } })
    },
  )
})

describe('a role without the right', () => {
  test.each(named(definitions.filter((definition) => permissionOf(definition) !== null)))('is refused by %s', async (_, definition) => {
    const permission = permissionOf(definition) as Permission
    const without: [string, string][] = roleNames
      .filter((role) => !permissionsOfRole[role].includes(permission))
      .map((role) => [role, cookies[role]])
    for (const [who, cookie] of [...without, ['resident', resident], ['receipt', receipt]] as const) {
      const answer = await send(definition, { cookie, body: sampleBody(definition) })
      expect(answer, who).toMatchObject({ status: 403, type: problemType, problem: { code: 'not_allowed' } })
    }
  })

  test.each(named(definitions.filter((definition) => definition.who === 'staff')))(
    'is refused by %s when they are no staff',
    async (_, definition) => {
      for (const cookie of [resident, receipt]) {
        const answer = await send(definition, { cookie, body: sampleBody(definition) })
        expect(answer).toMatchObject({ status: 403, problem: { code: 'not_allowed' } })
      }
    },
  )

  test.each(permissions)('the permission %s is granted to somebody, and never to all', (permission) => {
    const holders = roleNames.filter((role) => permissionsOfRole[role].includes(permission))
    expect(holders.length).toBeGreaterThan(0)
    if (permission !== 'areas.read') expect(holders.length).toBeLessThan(roleNames.length)
  })
})

describe('an action on a matter', async () => {
  const handled = await playToHandled(city)
  const dispatched = await dispatchedMatter()
  const matters = [reported.matterId, dispatched.matterId, handled.matterId]
  const assignmentOf: Record<string, string> = { [dispatched.matterId]: dispatched.assignmentId, [handled.matterId]: handled.assignmentId }
  const actions = named(definitions.filter(isAbility))
  const seen = new Set([dispatched.matterId, handled.matterId])
  const supervisor = clientOf(city)
  await supervisor.signIn({ body: { loginName: 'supervisor', password: 'linli-demo-city' } })

  test.each(actions)('%s does not know a matter outside the actor’s sight', async (_, definition) => {
    for (const cookie of [
      elsewhere,
      resident,
      cookies.rule_keeper,
      cookies.system_administrator,
      cookies.security_administrator,
      cookies.audit_administrator,
    ]) {
      for (const matterId of matters) {
        const answer = await send(definition, { cookie, params: paramsOf(matterId), body: sampleBody(definition) })
        expect(answer).toMatchObject({ status: 404, problem: { code: 'not_found' } })
      }
    }
  })

  test.each(actions)('%s refuses whoever sees the matter but has no right, and writes nothing', async (_, definition) => {
    // A supervisor's own right is to supervise; of that a handler has none.
    const isSupervisors = definition.id === 'superviseMatter'
    for (const matterId of isSupervisors || definition.path.includes(':assignmentId') ? seen : matters) {
      const before = await supervisor.getMatter({ params: { matterId } })
      const answer = await send(definition, {
        cookie: isSupervisors ? cookies.handler : cookies.supervisor,
        params: paramsOf(matterId),
        body: { ...sampleBody(definition), ...otherMatter(definition), expectedVersion: before.version },
      })
      expect([403, 409]).toContain(answer.status)
      expect(['not_allowed', 'action_not_possible']).toContain(answer.problem?.code)
      const after = await supervisor.getMatter({ params: { matterId } })
      expect(after).toEqual(before)
    }
  })

  test.each(actions)('%s does not know an id that nobody has', async (_, definition) => {
    const answer = await send(definition, { cookie: cookies.desk_clerk, body: sampleBody(definition) })
    expect(answer).toMatchObject({ status: 404, problem: { code: 'not_found' } })
  })

  /** Routes that name a second matter are asked about one that is seen. */
  function otherMatter(definition: RouteDefinition): Record<string, string> {
    const names = Object.keys(bodySchema(definition)?.properties ?? {}).filter((name) => /^(main|other)MatterId$/.test(name))
    return Object.fromEntries(names.map((name) => [name, handled.matterId]))
  }

  function paramsOf(matterId: string): Record<string, string> {
    const assignmentId = assignmentOf[matterId]
    return { matterId, ...(assignmentId !== undefined && { assignmentId }) }
  }
})

async function dispatchedMatter() {
  const community = await city.as('community')
  const { matterId } = await reportInShownGrid(city)
  await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
  const lead = (await community.listOrganisations()).items.find((each) => each.code === 'city-management')
  const sent = await community.dispatchMatter({ params: { matterId }, body: { expectedVersion: 2, leadOrganisationId: lead?.id ?? '' } })
  return { matterId, assignmentId: sent.assignmentIds[0] ?? '' }
}

describe('a body that does not fit', () => {
  const withBody = definitions.filter((definition) => definition.body)

  test.each(named(withBody))('is refused by %s with the places that are wrong', async (_, definition) => {
    for (const { what, text } of wrongBodies(definition)) {
      const answer = await send(definition, { cookie: cookieFor(definition), text })
      expect(answer, what).toMatchObject({ status: 400, type: problemType, problem: { code: 'validation_failed' } })
      expect(answer.problem?.fields?.length, what).toBeGreaterThan(0)
      for (const field of answer.problem?.fields ?? []) {
        expect(field.pointer, what).toMatch(/^(\/.*)?$/)
        expect(field.message, what).not.toBe('')
      }
    }
  })

  test.each(named(definitions.filter((definition) => definition.idempotent)))('%s asks for an idempotency key', async (_, definition) => {
    for (const key of [null, '', 'short', 'x'.repeat(65)]) {
      const answer = await send(definition, { cookie: cookieFor(definition), body: sampleBody(definition), key })
      expect(answer).toMatchObject({ status: 400, problem: { code: 'idempotency_key_missing' } })
    }
  })

  test.each(named(definitions.filter((definition) => definition.params)))('an id that is none is refused by %s', async (_, definition) => {
    const params = Object.fromEntries(Object.keys(definition.params?.properties ?? {}).map((name) => [name, '../1']))
    const answer = await send(definition, { cookie: cookieFor(definition), params, body: sampleBody(definition) })
    expect(answer).toMatchObject({ status: 400, problem: { code: 'validation_failed' } })
  })

  test.each(named(definitions.filter((definition) => definition.query)))(
    'an unknown or repeated question is refused or ignored by %s, never a fault',
    async (_, definition) => {
      for (const query of [
        '?unknown=1',
        '?limit=0',
        '?limit=many',
        '?limit=1&limit=2',
        '?__proto__=1',
        '?after=%00',
        '?search=%00',
        '?areaId=x',
        '?number=%00&categoryCode=%00',
      ]) {
        const answer = await send(definition, { cookie: cookieFor(definition), query })
        expect(answer.status, query).toBeLessThan(500)
      }
    },
  )
})

function wrongBodies(definition: RouteDefinition): { what: string; text: string }[] {
  const schema = bodySchema(definition) ?? {}
  const good = sampleBody(definition) ?? {}
  const whole = ['null', '[]', '[{}]', '"words"', '5', 'true', '{"a":', JSON.stringify(deepObject(100))].map((text) => ({
    what: text.slice(0, 40),
    text,
  }))
  const extra = [
    { what: 'an extra property', text: JSON.stringify({ ...good, extra: 1 }) },
    { what: '__proto__', text: `{"__proto__":{"isAdmin":true},${JSON.stringify(good).slice(1)}`.replace(/,\}$/, '}') },
    { what: 'constructor', text: JSON.stringify({ ...good, constructor: { prototype: { isAdmin: true } } }) },
  ]
  const missing = (schema.required ?? []).map((name) => ({ what: `no ${name}`, text: JSON.stringify({ ...good, [name]: undefined }) }))
  const wrong = Object.entries(schema.properties ?? {}).flatMap(([name, of]) =>
    [...wrongFor(of), deepObject(100)]
      .filter((value) => of.type !== 'object' || JSON.stringify(value) !== '{}')
      .map((value) => ({ what: `${name} = ${JSON.stringify(value)}`.slice(0, 60), text: JSON.stringify({ ...good, [name]: value }) })),
  )
  return [...whole, ...extra, ...missing, ...wrong]
}

describe('bad requests made up by the hundred', () => {
  const allowedEverywhere: ErrorCode[] = [
    'validation_failed',
    'not_signed_in',
    'not_allowed',
    'foreign_origin',
    'body_too_large',
    'unsupported_media_type',
    'idempotency_key_missing',
    'idempotency_key_reused',
    'idempotency_in_progress',
    'not_found',
  ]
  const poison = fc.constantFrom<unknown>(
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff and more',
    '\u202e\u0007',
    '😀'.repeat(20),
    'x'.repeat(5000),
    'urn:uuid:00000000-0000-4000-8000-000000000000',
    '00000000-0000-4000-8000-000000000000',
    'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
    '2016-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999+23:59',
    "'; drop table matters; --",
    '${jndi:ldap://x}',
    '=1+1',
    -1,
    0,
    2 ** 31,
    2 ** 53,
    1e300,
    -1e300,
    1e-300,
    null,
    true,
    [],
    [null],
    [[[[]]]],
    {},
    { type: 'Polygon', coordinates: [] },
    { type: 'Polygon', coordinates: [null] },
    { type: 'Polygon', coordinates: [[['a', 'b']]] },
    {
      type: 'Polygon',
      coordinates: [
        [
          [1e300, 1e300],
          [0, 0],
          [1, 1],
          [1e300, 1e300],
        ],
      ],
    },
    { type: 'MultiPolygon', coordinates: [[[[120, 36]]], 5] },
    deepObject(100),
  )
  // Left out is what is costly by design: hashing passwords and comparing boundaries.
  const costly = ['signOut', 'signIn', 'changePassword', 'createStaffAccount', 'previewAreaImport', 'importAreas']
  const tried = definitions.filter((definition) => !definition.stream && !costly.includes(definition.id))

  test('never get a server error, an undocumented code or a leak', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...tried),
        fc.array(fc.tuple(fc.nat(), poison), { minLength: 1, maxLength: 3 }),
        fc.nat(),
        async (definition, poisons, place) => {
          const body = sampleBody(definition)
          const queries = new URLSearchParams()
          const names = Object.keys(bodySchema(definition)?.properties ?? definition.query?.properties ?? {})
          for (const [index, value] of poisons) {
            const name = names[index % names.length] ?? 'unknown'
            if (body) body[name] = value
            else queries.set(name, typeof value === 'string' ? value : JSON.stringify(value))
          }
          const path = [
            '00000000-0000-4000-8000-000000000000',
            'urn:uuid:00000000-0000-4000-8000-000000000000',
            '%00',
            reported.matterId,
            reported.area.id,
          ][place % 5] as string
          const params = Object.fromEntries(Object.keys(definition.params?.properties ?? {}).map((name) => [name, path]))
          const answer = await send(definition, {
            cookie: cookieFor(definition),
            params,
            body,
            query: body ? '' : `?${queries.toString()}`,
          })
          const told = `${definition.id} ${JSON.stringify(params)} ${(JSON.stringify(body) ?? '').slice(0, 300)} ${queries.toString()}: ${answer.status} ${answer.text.slice(0, 200)}`
          expect(answer.status, told).toBeLessThan(500)
          if (answer.status < 400) return
          const { code } = answer.problem as Problem
          expect([...allowedEverywhere, ...definition.errors], told).toContain(code)
          expect(answer.text, told).not.toMatch(/node_modules|\.ts:|select |insert |SQLSTATE|syntax error/i)
        },
      ),
      { numRuns: 2000, seed: 20260318, endOnFailure: true },
    )
  })
})

describe('what is answered is what the contract says', async () => {
  const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false }))
  const validators = new Map(
    definitions.flatMap((definition) =>
      definition.response && !definition.stream
        ? [[definition.id, ajv.compile(closed(definition.response as unknown as Schema))] as const]
        : [],
    ),
  )
  const validateProblem = ajv.compile(closed(Problem as unknown as Schema))

  const samples: Partial<Record<keyof typeof routes, string[]>> = {
    locatePoint: [
      '?longitude=120.0123&latitude=36.2712',
      '?longitude=120.01&latitude=36.27&coordinateSystem=gcj02',
      '?longitude=0&latitude=0',
    ],
    listAreas: ['', '?search=社区', '?limit=1'],
    searchPlaces: ['?search=社区', '?search=没有这个地方'],
    countNearby: [
      '?longitude=120.0123&latitude=36.2712',
      '?longitude=120.01&latitude=36.27&coordinateSystem=gcj02',
      '?longitude=0&latitude=0',
    ],
    getFigures: ['?from=2026-03-01&to=2026-03-31&by=category'],
    getFigureStandings: [`?areaId=${reported.area.id}&from=2026-03-01&to=2026-03-31`],
    listPosts: ['', '?ended=true', `?accountId=${crypto.randomUUID()}`],
    listMatters: [
      '',
      '?limit=200&view=all',
      '?view=mine',
      '?view=overdue',
      '?view=ended&limit=3',
      ...matterViews.map((view) => `?view=${view}&limit=2`),
      ...matterKinds.map((kind) => `?view=all&kind=${kind}`),
      `?areaId=${reported.area.id}&view=all`,
    ],
    listAreaBoundaries: [`?parentId=${reported.area.id}`, `?parentId=${crypto.randomUUID()}`],
    mapMatters: ['?west=119&south=35&east=121&north=37&zoom=8', '?west=120&south=36.2&east=120.1&north=36.3&zoom=17&view=all'],
    listNotices: ['', '?limit=1'],
    listMattersOfFigure: ['?from=2026-03-01&to=2026-03-31', '?from=2026-03-17&to=2026-03-18&limit=2&source=desk'],
    getCalendarYear: ['', '?year=2026', '?year=2027'],
  }
  const shownIds = {
    matterId: untouched.matterId,
    areaId: reported.area.id,
    accountId: (await (await city.as('community')).getMe()).accountId ?? '',
    fileId,
    alertId: await keepAlert(city, reported.area.id),
    rubricId: evaluation.rubric.rubricId,
    cycleId: evaluation.cycle.id,
    sheetId: evaluation.sheets[0]?.id ?? '',
    calendarId: '00000000-0000-7000-8000-000000000001',
  }
  const readers = { ...cookies, resident, receipt, elsewhere, stranger: undefined }

  test.each(named(definitions.filter((definition) => definition.method === 'GET' && !definition.stream)))(
    'by %s',
    async (id, definition) => {
      let answered = 0
      for (const [who, cookie] of Object.entries(readers)) {
        for (const query of samples[id as keyof typeof routes] ?? ['']) {
          const answer = await send(definition, { cookie, params: shownIds, query })
          if (answer.status === 200) {
            answered += 1
            const validate = validators.get(definition.id)
            expect(validate?.(JSON.parse(answer.text)), `${who} ${query} ${JSON.stringify(validate?.errors)}`).toBe(true)
          } else {
            expect(validateProblem(answer.problem), JSON.stringify(validateProblem.errors)).toBe(true)
            expect([401, 403, 404]).toContain(answer.status)
          }
        }
      }
      expect(answered).toBeGreaterThan(0)
    },
  )

  test('also for matters in every state the city has, told whole', async () => {
    const cookie = cookies.supervisor
    const listed = JSON.parse((await send(routes.listMatters, { cookie, query: '?view=all&limit=200' })).text) as {
      items: { id: string; state: string }[]
    }
    const validate = validators.get('getMatter')
    for (const { id } of listed.items) {
      const answer = await send(routes.getMatter, { cookie, params: { matterId: id } })
      expect(validate?.(JSON.parse(answer.text)), JSON.stringify(validate?.errors)).toBe(true)
    }
    expect(new Set(listed.items.map((item) => item.state)).size).toBeGreaterThan(4)
  })
})

describe('the error catalogue', () => {
  const codes = Object.keys(errorCatalogue) as ErrorCode[]
  const sources = sourcesBelow(import.meta.dirname)

  test.each(named(definitions))('has every code of %s', (_, definition) => {
    expect(definition.errors.filter((code) => !codes.includes(code))).toEqual([])
  })

  test.each(codes)('%s has a status and a text in both languages', (code) => {
    const entry = errorCatalogue[code]
    expect(entry.zh).toMatch(/\p{Script=Han}/u)
    expect(entry.en).toMatch(/[a-z]{3}/)
    expect(entry.callersFault).toBe(entry.status < 500)
  })

  test.each(codes)('%s is used by the server', (code) => {
    expect(sources.some((text) => text.includes(`'${code}'`))).toBe(true)
  })

  test('is documented for every route that the server refuses with it', () => {
    expect(definitions.filter((definition) => definition.idempotent && definition.method === 'GET')).toEqual([])
    for (const definition of definitions.filter(isAbility))
      expect(definition.errors).toEqual(expect.arrayContaining(['not_found', 'matter_changed', 'action_not_possible']))
  })
})

/** The routes of Fastify's picture of its tree: `GET /api/city`, … */
function servedRoutes(picture: string): string[] {
  const segments: string[] = []
  return picture.split('\n').flatMap((line) => {
    const match = /^([│ ]*)[├└]── (.*?) \(([A-Z, ]+)\)$/.exec(line)
    if (!match) return []
    const depth = (match[1] ?? '').length / 4
    segments.splice(depth, Infinity, match[2] ?? '')
    return (match[3] ?? '')
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${segments.join('')}`)
  })
}

/** The schema, with nothing let through that it does not list. */
function closed(schema: Schema): Schema {
  const children = Object.entries(schema).map(([keyword, value]) => {
    if (keyword === 'properties')
      return [keyword, Object.fromEntries(Object.entries(value as Record<string, Schema>).map(([name, of]) => [name, closed(of)]))]
    if (keyword === 'items' || keyword === 'additionalProperties')
      return [keyword, typeof value === 'object' ? closed(value as Schema) : value]
    if (keyword === 'anyOf') return [keyword, (value as Schema[]).map(closed)]
    return [keyword, value]
  })
  return { ...(Object.fromEntries(children) as Schema), ...(schema.properties && { additionalProperties: false }) }
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|factory)\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
}
