import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type ChildProcess, spawn } from 'node:child_process'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { end, freePort } from './bench-server.ts'

const project = join(import.meta.dirname, '..')
/** As browsers' tools call it slow 3G: 400 kbit/s each way, every answer 400 ms late. */
const slow3g = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 }
const place = { longitude: 120.0123, latitude: 36.2712 }

/**
 * A resident's phone (390 × 844) that has never opened the app, on slow 3G: from the first byte asked for until a report has its number, and
 * the same visit once more. What a person needs for reading and typing is not counted: the fields are filled at once. The phone app must have been built.
 *
 * - `usable_seconds`: the large button can be pressed
 * - `reported_seconds`: the number of the report is on the screen
 */
export async function benchSlowPhone(options: { rounds: number }): Promise<BenchResult> {
  if (!existsSync(join(project, 'apps/phone/dist'))) throw new Error('Build the phone app first: npm test -- build')
  const folder = makeTemporaryFolder('slow-phone')
  const port = await freePort()
  const server = await startDemo(folder, port)
  const browser = await chromium.launch({
    executablePath: process.env['LINLI_CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const visits: Visit[] = []
    for (let round = 0; round < options.rounds; round++) visits.push(await visit(browser, `http://127.0.0.1:${port}`))
    const figures = {
      usable_seconds: median(visits.map((one) => one.usable)),
      reported_seconds: median(visits.map((one) => one.reported)),
      again_usable_seconds: median(visits.map((one) => one.again)),
      kilobytes: median(visits.map((one) => one.kilobytes)),
      requests: median(visits.map((one) => one.requests)),
      visits: visits.length,
    }
    return { name: 'slow-phone', figures, goals: { reported_seconds: goal(figures.reported_seconds, { at_most: 10 }) }, machine: machine() }
  } finally {
    await browser.close()
    await end(server)
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Visit {
  usable: number
  reported: number
  again: number
  kilobytes: number
  requests: number
}

async function visit(browser: Browser, baseURL: string): Promise<Visit> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    geolocation: place,
    permissions: ['geolocation'],
  })
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', slow3g)
  let bytes = 0
  let requests = 0
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests += 1
  })
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  await page.goto('/', { waitUntil: 'commit' })
  const button = page.getByRole('link', { name: '我要反映' })
  await button.waitFor()
  const usable = seconds()
  await report(page)
  const reported = seconds()
  const measured = { kilobytes: bytes / 1024, requests }
  const before = seconds()
  await page.goto('/', { waitUntil: 'commit' })
  await button.waitFor()
  const again = seconds() - before
  await context.close()
  return { usable, reported, again, ...measured }
}

async function report(page: Page): Promise<void> {
  await page.getByRole('link', { name: '我要反映' }).tap()
  await page.getByRole('button', { name: '用我现在的位置' }).tap()
  await page.getByRole('textbox', { name: '什么事' }).fill('路灯坏了三天，晚上看不见路')
  await page.getByText('位置已找到').waitFor()
  await page.getByRole('button', { name: '提交', exact: true }).tap()
  await page.getByRole('heading', { name: '已收到' }).waitFor()
}

/** The demo city in a folder of its own. Resolves when it is ready. */
async function startDemo(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(project, 'apps/server/src/main.ts')], {
    env: { ...process.env, LINLI_DATA: folder, PORT: String(port), LINLI_LOG: 'warn', DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (child.exitCode !== null) throw new Error('the server of the bench did not start')
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return child
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the server of the bench did not get ready')
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
