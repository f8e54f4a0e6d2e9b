import { chromium, type Browser, type Page } from 'playwright-core'
import { demoPassword } from '../demo/demo-people.ts'
import { rowsOfPage } from './desk-requests.ts'
import type { Desk } from './desk-sample.ts'
import { longestTask } from './main-thread.ts'
import { type Frames, watchPage } from './watch-page.ts'
import { quantile } from './quantile.ts'

// By class and not by role: to find a role, the names of everything on the page are worked out in the page's own thread.
const filterButton = '.filter-bar button:has(.anticon-filter)'
const sortButton = '.filter-bar button:has(.anticon-sort-ascending)'

const searches = ['路灯 坏了', '消防栓', '自来水管漏水', '学校门口 井盖', '三里河街道 路灯', '没人清理']

/** Scrolls through so many pages of all matters, then changes views, narrows, orders and searches, and says how the page kept up. */
export async function measureDesk(url: string, desk: Desk, pages: number): Promise<Record<string, number>> {
  const browser = await chromium.launch({
    executablePath: process.env['LINLI_CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const page = await openDesk(browser, url, desk)
    // Tracing slows a page down, so frames are watched without it; a second turn says how long the main thread was busy.
    const watched = async <T>(work: () => Promise<T>): Promise<Frames & { result: T }> => {
      await page.evaluate('window.frames_ = undefined; window.watchFrames()')
      const result = await work()
      return { ...(await page.evaluate<Frames>('window.endFrames()')), result }
    }
    const scroll = await watched(() => scrollThrough(page, pages * rowsOfPage))
    const heap = await heapOf(page)
    const views = await watched(() => changeViews(page))
    const filters = await watched(() => narrow(page))
    const sorts = await watched(() => order(page))
    const searched = await watched(() => search(page))
    const phases = { scroll, views, filters, sorts, search: searched }
    const tasks: number[] = []
    await shownAfter(page, () => page.locator('.view-link[href$="view=open"]').click())
    await shownAfter(page, () => page.locator('.view-link[href$="view=all"]').click())
    for (const work of [
      () => scrollThrough(page, 5 * rowsOfPage),
      () => changeViews(page),
      () => narrow(page),
      () => order(page),
      () => search(page),
    ]) {
      await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] })
      await work()
      tasks.push(longestTask(await browser.stopTracing()))
    }
    const all = Object.values(phases)
    const shown = { view: views.result, filter: filters.result, sort: sorts.result, search: searched.result }
    return {
      longest_frame_ms: Math.max(...all.map((one) => one.longest)),
      frames_over_100_ms: all.reduce((sum, one) => sum + one.over100, 0),
      frames_over_50_ms: all.reduce((sum, one) => sum + one.over50, 0),
      frames: all.reduce((sum, one) => sum + one.frames, 0),
      ...Object.fromEntries(Object.entries(phases).map(([name, one]) => [`longest_frame_${name}_ms`, one.longest])),
      longest_task_cpu_ms: Math.max(...tasks),
      ...Object.fromEntries(Object.keys(phases).map((name, at) => [`longest_task_cpu_${name}_ms`, tasks[at] ?? 0])),
      rows_scrolled: scroll.result,
      ...Object.fromEntries(
        Object.entries(shown).flatMap(([name, times]) => [
          [`${name}_shown_p50_ms`, quantile(times, 0.5)],
          [`${name}_shown_longest_ms`, Math.max(...times)],
        ]),
      ),
      heap_after_scrolling_mib: heap,
      heap_at_the_end_mib: await heapOf(page),
    }
  } finally {
    await browser.close()
  }
}

async function openDesk(browser: Browser, url: string, desk: Desk): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.addInitScript(watchPage)
  await page.goto(`${url}/console/desk?view=all`)
  await page.getByLabel('账号', { exact: true }).fill(desk)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.locator('.list-link').first().waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

/** Turns the wheel until so many rows have been in sight, or the end. Returns how many have. */
async function scrollThrough(page: Page, rows: number): Promise<number> {
  await page.locator('.desk-list-rows').hover()
  let last = 0
  while (last < rows) {
    await page.mouse.wheel(0, 3000)
    const before = last
    last = Number(await page.locator('.desk-list-rows li').last().getAttribute('aria-posinset'))
    if (last === before && (await page.locator('.desk-list-rows').locator('text=到底了').isVisible())) break
  }
  return last
}

async function changeViews(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < 3; round++)
    for (const view of ['overdue', 'open', 'suspended', 'supervised', 'ended', 'all'])
      times.push(await shownAfter(page, () => page.locator(`.view-link[href$="view=${view}"]`).click()))
  return times
}

/** By one thing after another, each taken away again. */
async function narrow(page: Page): Promise<number[]> {
  const times: number[] = []
  await page.locator(filterButton).click()
  for (const [field, value] of [
    ['light', '快到期'],
    ['light', '已超时'],
    ['source', '来电'],
    ['state', '已受理'],
    ['card', '红牌督办'],
  ] as const) {
    times.push(await shownAfter(page, () => page.locator(`#filter-${field}`).selectOption({ label: value })))
    times.push(await shownAfter(page, () => page.locator('.filter-chip .ant-tag-close-icon').click()))
  }
  await page.locator(filterButton).click()
  return times
}

async function order(page: Page): Promise<number[]> {
  await shownAfter(page, () => page.locator('.view-link[href$="view=open"]').click())
  const times: number[] = []
  const orders = ['最新在前', '最早在前', '先到期在前']
  for (let turn = 1; turn <= 6; turn++) {
    await page.locator(sortButton).click()
    const item = page.locator(`.ant-dropdown:not(.ant-dropdown-hidden) .ant-dropdown-menu-item:has-text("${orders[turn % 3]}")`)
    times.push(await shownAfter(page, () => item.click()))
  }
  return times
}

async function search(page: Page): Promise<number[]> {
  await shownAfter(page, () => page.locator('.view-link[href$="view=all"]').click())
  const times: number[] = []
  for (const words of searches) {
    await page.keyboard.press('/')
    await page.keyboard.press('Control+A')
    times.push(await shownAfter(page, () => page.keyboard.insertText(words)))
    await page.keyboard.press('Escape')
  }
  return times
}

/** Milliseconds from the last click or key of `act` until the rows of another list are in the page. */
async function shownAfter(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate('window.watchList()')
  await act()
  return page.evaluate<number>('window.listShown')
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
  return page.evaluate<number>('performance.memory.usedJSHeapSize / 2 ** 20')
}
