/** npm run walk: plays one matter in plain words and then 200 different ones through HTTP against a running demo city. */
import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { followStream, NoAnswer } from '@linli/client'
import { seededRandom } from '../../../../demo/random.ts'
import { Cast } from './walk/cast.ts'
import { Course, type CourseTools } from './walk/course.ts'
import { Ledger, type WalkPlan } from './walk/ledger.ts'

const usage = `Usage: npm run walk -- [--url URL] [--count 201] [--texts FILE] [--points FILE] [--ledger FILE] [--resume]

Plays matters from report to closing on a running demo city, as the several people would: reporter, desk, handlers, grid
worker. --texts: one report a line. --points: one "longitude,latitude" (WGS-84) a line. Everything acknowledged is kept in a
ledger; after an interruption --resume goes on and then proves that nothing acknowledged is missing and nothing was done twice.`

const project = join(import.meta.dirname, '../../../..')
const lanes = 8

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] ?? 3000}` },
    count: { type: 'string', default: '201' },
    texts: { type: 'string', default: join(project, 'demo/walk-texts.txt') },
    points: { type: 'string' },
    ledger: { type: 'string', default: join(process.env['LINLI_DATA'] ?? join(project, '.linli'), 'walk.jsonl') },
    resume: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

try {
  if (values.help) console.log(usage)
  else process.exitCode = (await walk()) ? 0 : 1
} catch (error) {
  if (error instanceof NoAnswer) {
    console.error(`\nThe server at ${values.url} does not answer (any more). Start it, then go on with: npm run walk -- --resume`)
    process.exitCode = 3
  } else {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function walk(): Promise<boolean> {
  const ledger = values.resume ? Ledger.resume(values.ledger) : Ledger.begin(values.ledger, makePlan())
  const { plan } = ledger
  const cast = new Cast(values.url)
  const district = await cast.staff('district')
  const listed = await district.client.listOrganisations()
  const organisations = new Map(listed.items.map((organisation) => [organisation.code, { id: organisation.id, name: organisation.nameZh }]))
  if (values.resume) console.log(`Going on: ${ledger.acknowledgedCount} steps of ${plan.count} matters were acknowledged before.\n`)

  const listening = new AbortController()
  const stream = followStream(
    {
      baseUrl: values.url,
      headers: () => ({ cookie: district.cookie() }),
      signal: listening.signal,
      ...(ledger.lastEventId !== null && { lastEventId: ledger.lastEventId }),
    },
    {
      onChange: ({ matterId, version }, id) => ledger.hear(`${matterId} ${version}`, id ?? null),
      onRepeat: ({ matterId, version }) => ledger.hear(`${matterId} ${version}`, null),
    },
  )

  const started = performance.now()
  const finished = new Map<number, { matterId: string; steps: number }>()
  const quiet: CourseTools = { cast, ledger, url: values.url, organisations, tell: () => {} }
  console.log('One matter, step by step:')
  finished.set(0, await new Course({ ...quiet, tell: (sentence) => console.log(`  ${sentence}`) }, 0).play())

  if (plan.count > 1) console.log(`\nAnd ${plan.count - 1} more, ${lanes} at a time:`)
  let next = 1
  const lane = async () => {
    while (next < plan.count) {
      const index = next++
      const course = new Course(quiet, index)
      const done = await course.play()
      finished.set(index, done)
      console.log(`  ${done.number}  ${course.turn.padEnd(10)} ${done.steps} steps`)
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane))
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure) {
    listening.abort()
    throw failure.reason
  }
  const seconds = (performance.now() - started) / 1000
  const good = await prove(cast, ledger, finished)
  listening.abort()
  await stream
  console.log(`\n${finished.size} matters closed, ${ledger.acknowledgedCount} steps acknowledged, in ${seconds.toFixed(1)} s.`)
  return good
}

/** Holds the ledger against the server: every step there once, in an unbroken chain, always held, told live once. */
async function prove(cast: Cast, ledger: Ledger, finished: ReadonlyMap<number, { matterId: string; steps: number }>): Promise<boolean> {
  const { client } = await cast.staff('district')
  const wrong = { missing: 0, double: 0, broken: 0, unheld: 0, open: 0, untold: 0, toldTwice: 0 }
  for (const [index, { matterId, steps }] of finished) {
    const [matter, proof] = await Promise.all([client.getMatter({ params: { matterId } }), client.proveMatter({ params: { matterId } })])
    const acknowledged = ledger.stepsOf(index)
    if (matter.state !== 'closed') wrong.open += 1
    if (!proof.unbroken) wrong.broken += 1
    if (!proof.alwaysHeld) wrong.unheld += 1
    wrong.missing += acknowledged.filter((entry) => matter.timeline[entry.version - 1]?.action !== entry.action).length
    wrong.double += Math.max(0, proof.entries - steps)
    await told(ledger, matterId, proof.entries)
    for (const version of proof.versions) {
      const times = ledger.timesHeard(`${matterId} ${version}`)
      if (times === 0) wrong.untold += 1
      if (times > 1) wrong.toldTwice += 1
    }
  }
  const entries = Object.entries(wrong)
  console.log(`\nProof: ${entries.map(([name, count]) => `${name} ${count}`).join(', ')}`)
  return entries.every(([, count]) => count === 0)
}

/** The stream may be a moment behind the answers; waits until it has told all of a matter, at most some seconds. */
async function told(ledger: Ledger, matterId: string, versions: number): Promise<void> {
  const deadline = Date.now() + 5000
  while (
    Date.now() < deadline &&
    Array.from({ length: versions }, (_, index) => `${matterId} ${index + 1}`).some((change) => ledger.timesHeard(change) === 0)
  )
    await new Promise((resolve) => setTimeout(resolve, 20))
}

function makePlan(): WalkPlan {
  const count = Number(values.count)
  if (!Number.isInteger(count) || count < 1) throw new Error('--count must be a whole number above 0.')
  const texts = linesOf(values.texts)
  if (texts.length === 0) throw new Error(`${values.texts} has no texts.`)
  const points = values.points === undefined ? null : linesOf(values.points).map(pointOf)
  const seed = randomInt(1, 1_000_000)
  return {
    id: randomUUID().slice(0, 8),
    seed,
    count,
    texts: texts.map((text) => text.slice(0, 2000)),
    points: points ?? pointsInJiaozhou(seed, count),
  }
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function pointOf(line: string): [number, number] {
  const [longitude, latitude] = line.split(/[,\s;]+/).map(Number)
  if (longitude === undefined || latitude === undefined || !(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90))
    throw new Error(`"${line}" is not "longitude,latitude".`)
  return [longitude, latitude]
}

/** Anywhere around Jiaozhou; some lie just outside every boundary, which must work too. */
function pointsInJiaozhou(seed: number, count: number): [number, number][] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => [119.7 + random.next() * 0.45, 36.05 + random.next() * 0.4])
}
