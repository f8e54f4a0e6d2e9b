import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { migrateCity } from '../apps/server/src/platform/city-schema.ts'
import { startEmbeddedPostgres } from '../apps/server/src/platform/postgres/embedded.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'
import { loadSecrets, personalDataKeys } from '../apps/server/src/platform/secrets.ts'
import { demoPassword } from '../demo/demo-people.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { benchCity, end, freePort, memoryOf, startServer } from './bench-server.ts'
import { fillCity } from './desk-list-city.ts'

const city = benchCity
const project = join(import.meta.dirname, '..')
/** As many rows as the console asks for at once. */
const rowsOfPage = 50
const searches = ['路灯', '路灯 坏了', '自来水管漏水', '学校门口 井盖', '三里河街道 路灯', '没有人用的词', '消防栓', '异味']

/**
 * A district's desk in a city of so many matters, in Chromium as a clerk sees it: scrolls through 200 pages of all, narrows by
 * light and category, searches. The console must have been built.
 *
 * - `longest_frame_ms`: between two frames that were drawn, whatever was done meanwhile
 * - `ratio_page_1000_to_1`: what the thousandth page of all costs the server against the first, medians
 */
export async function benchDeskList(options: { matters: number; pages: number }): Promise<BenchResult> {
  const folder = makeTemporaryFolder('bench')
  const secrets = loadSecrets(folder)
  // As a server of a city would have it; the default of 128 MB is smaller than the indexes of a million matters.
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    password: secrets.databasePassword,
    settings: { shared_buffers: '512MB', max_wal_size: '4GB', maintenance_work_mem: '256MB' },
  })
  let server: ChildProcess | null = null
  try {
    await migrateCity({ connection: postgres.address, city, migrationsFolder: join(project, 'db/migrations') })
    const began = performance.now()
    const keys = personalDataKeys(secrets.masterKey, city)
    await fillCity({ connection: postgres.address, city, keys, matters: options.matters, now: new Date() })
    const prepareSeconds = (performance.now() - began) / 1000
    tell(`${options.matters} matters made in ${Math.round(prepareSeconds)} s`)
    const port = await freePort()
    server = await startServer(folder, port)
    const asked = await measureServer(`http://127.0.0.1:${port}`)
    tell(`the server was asked: lists ${describe(asked.lists)}, searches ${describe(asked.searches)}, counts ${describe(asked.counts)}`)
    const seen = await measureDesk(`http://127.0.0.1:${port}`, options.pages)
    const figures = {
      longest_frame_ms: seen.longestFrame,
      frames_over_100_ms: seen.longFrames,
      long_tasks: seen.longTasks,
      longest_task_ms: seen.longestTask,
      rows_scrolled: seen.rows,
      search_shown_ms: seen.searchShown,
      browser_heap_mib: seen.heapMib,
      ratio_page_1000_to_1: asked.ratio,
      list_p50_ms: quantile(asked.lists, 0.5),
      list_p99_ms: quantile(asked.lists, 0.99),
      search_p50_ms: quantile(asked.searches, 0.5),
      search_p99_ms: quantile(asked.searches, 0.99),
      counts_p50_ms: quantile(asked.counts, 0.5),
      counts_p99_ms: quantile(asked.counts, 0.99),
      server_memory_mib: memoryOf(server),
      matters: options.matters,
      prepare_seconds: prepareSeconds,
    }
    return {
      name: 'desk-list',
      figures,
      goals: {
        longest_frame_ms: goal(figures.longest_frame_ms, { at_most: 100 }),
        ratio_page_1000_to_1: goal(figures.ratio_page_1000_to_1, { at_most: 2 }),
      },
      machine: machine(),
    }
  } finally {
    await end(server)
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of single requests as a district's desk sends them, one after another. */
async function measureServer(url: string) {
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName: 'district', password: demoPassword }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const timed = async (path: string) => {
    const began = performance.now()
    const answer = await fetch(`${url}/api${path}`, { headers: { cookie } })
    const body = (await answer.json()) as { next?: string | null; items?: { categoryCode: string | null; area: { id: string } }[] }
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(body)}`)
    return { ms: performance.now() - began, ...body }
  }
  const first: number[] = []
  for (let round = 0; round < 20; round++) first.push((await timed(`/matters?view=all&limit=${rowsOfPage}`)).ms)
  const lists: number[] = []
  let after = ''
  for (let page = 1; page <= 980; page++) {
    const { ms, next } = await timed(`/matters?view=all&limit=${rowsOfPage}${after && `&after=${after}`}`)
    lists.push(ms)
    if (!next) break
    after = next
  }
  const thousandth: number[] = []
  for (let page = 0; page < 20; page++) {
    const { ms, next } = await timed(`/matters?view=all&limit=${rowsOfPage}&after=${after}`)
    thousandth.push(ms)
    if (next) after = next
  }
  const sample = (await timed('/matters?view=all')).items?.find((item) => item.categoryCode !== null)
  const narrowed = [
    'view=overdue&sort=due',
    'view=open&light=yellow',
    'view=open&sort=due',
    `view=all&categoryCode=${sample?.categoryCode}`,
    `view=all&areaId=${sample?.area.id}`,
    'view=open&state=accepted&source=receipt',
    'view=suspended',
    'view=supervised',
    'view=ended&kind=dispute',
  ]
  for (let round = 0; round < 5; round++) for (const query of narrowed) lists.push((await timed(`/matters?${query}`)).ms)
  const searched: number[] = []
  for (let round = 0; round < 10; round++)
    for (const q of searches) searched.push((await timed(`/matters?view=all&q=${encodeURIComponent(q)}`)).ms)
  const counts: number[] = []
  for (let round = 0; round < 20; round++) counts.push((await timed('/matter-counts')).ms)
  return { ratio: quantile(thousandth, 0.5) / quantile(first, 0.5), lists, searches: searched, counts }
}

/** Notes the time between frames and the browser's own long tasks. */
const watchFrames = `
  window.seenFrames = { longest: 0, over: 0, tasks: 0, longestTask: 0 }
  let before = performance.now()
  const frame = (now) => {
    const gap = now - before
    before = now
    if (gap > window.seenFrames.longest) window.seenFrames.longest = gap
    if (gap > 100) window.seenFrames.over += 1
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.seenFrames.tasks += 1
      if (entry.duration > window.seenFrames.longestTask) window.seenFrames.longestTask = entry.duration
    }
  }).observe({ type: 'longtask' })`

async function measureDesk(url: string, pages: number) {
  const browser = await chromium.launch({
    executablePath: process.env['LINLI_CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(`${url}/console/desk?view=all`)
    await page.getByLabel('账号', { exact: true }).fill('district')
    await page.getByLabel('密码', { exact: true }).fill(demoPassword)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.locator('.list-link').first().waitFor()
    await page.evaluate(watchFrames)
    const rows = await scrollThrough(page, pages * rowsOfPage)
    const searchShown = await narrowAndSearch(page)
    const seen = await page.evaluate<{ longest: number; over: number; tasks: number; longestTask: number }>('window.seenFrames')
    const heap = await page.evaluate<number>('performance.memory.usedJSHeapSize')
    return {
      rows,
      searchShown,
      longestFrame: seen.longest,
      longFrames: seen.over,
      longTasks: seen.tasks,
      longestTask: seen.longestTask,
      heapMib: heap / 2 ** 20,
    }
  } finally {
    await browser.close()
  }
}

/** Turns the wheel until so many rows have been in sight. */
async function scrollThrough(page: Page, rows: number): Promise<number> {
  const list = page.locator('.desk-list-rows')
  await list.hover()
  let last = 0
  for (let turn = 0; turn < rows && last < rows; turn++) {
    await page.mouse.wheel(0, 4000)
    last = Number(await page.locator('.desk-list-rows li').last().getAttribute('aria-posinset'))
  }
  return last
}

/** Goes through views, narrows by a light, and searches; the median milliseconds from the last key of a search to its first row. */
async function narrowAndSearch(page: Page): Promise<number> {
  for (const view of ['已超时', '全部在办', '全部']) {
    await page
      .getByRole('link', { name: view, exact: view === '全部' })
      .first()
      .click()
    await page.locator('.list-link').first().waitFor()
  }
  await page.getByRole('button', { name: '筛选' }).click()
  await page.getByLabel('红黄绿灯').click()
  await page
    .getByTitle('黄灯', { exact: true })
    .or(page.getByTitle('快到期', { exact: true }))
    .first()
    .click()
  await page.locator('.filter-chip').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: '全部', exact: true }).click()
  const shown: number[] = []
  for (const words of ['路灯 坏了', '消防栓', '自来水管漏水']) {
    await page.keyboard.press('/')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(words)
    const began = performance.now()
    const first = words.split(' ')[0]?.slice(0, 2) ?? ''
    await page.waitForURL((url) => url.searchParams.get('q') === words)
    await page.locator('.list-link').filter({ hasText: first }).first().waitFor()
    shown.push(performance.now() - began)
  }
  return quantile(shown, 0.5)
}

/** How far it is; the figures come at the end. */
function tell(sentence: string): void {
  console.error(`  … ${sentence}`)
}

function describe(milliseconds: readonly number[]): string {
  return `${Math.round(quantile(milliseconds, 0.5))} ms, 1 in 100 over ${Math.round(quantile(milliseconds, 0.99))} ms`
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
}
