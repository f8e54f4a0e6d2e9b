import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { grid, report, says, staffPhone, waiting, wording } from './at-work.ts'
import { closeBrowser, endJourney, look, openBrowser, phonePage, tooWide } from './browser.ts'
import { colleague } from './colleague.ts'
import { addPhoto, cameraPhoto } from './photo.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** Waits until this phone opens without network. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
}

/** The phone's own clock is a day ahead, on every page from now on. */
async function clockADayAhead(context: BrowserContext): Promise<void> {
  await context.addInitScript(`{
    const Right = Date
    globalThis.Date = class extends Right {
      constructor(...given) { given.length > 0 ? super(...given) : super(Right.now() + 86400000) }
      static now() { return Right.now() + 86400000 }
    }
  }`)
}

/** Ends a tab without a word, and opens another. */
async function killTab(page: Page, path = '/'): Promise<Page> {
  const context = page.context()
  const [fresh] = [await context.newPage(), await page.close({ runBeforeUnload: false })]
  await fresh.goto(path)
  return fresh
}

/** Found and put right at once, as a worker writes it down in the street. */
async function solveOnSpot(page: Page, what: string, picture: Buffer | null): Promise<void> {
  await page.getByRole('link', { name: '发现并当场解决' }).tap()
  await page.getByLabel('发现了什么').fill(what)
  await page.getByLabel('怎么解决的').fill('当场清理干净了。')
  await page.getByLabel('类别（可以改）').selectOption({ label: '路灯' })
  await page.getByRole('button', { name: '位置已记下' }).waitFor()
  if (picture) await addPhoto(page, '处理后的照片', picture)
  if (picture) await page.getByRole('group', { name: '处理后的照片' }).getByRole('img').first().waitFor()
  await page.getByRole('button', { name: '提交', exact: true }).tap()
  await page.getByRole('link', { name: '发现并当场解决' }).waitFor()
}

test(
  'a grid worker offline for a day, with killed tabs and a wrong clock, comes back and all twenty are there once with their photos',
  { timeout: 900_000 },
  async () => {
    const picture = await cameraPhoto({ width: 640, height: 480, sideways: false })
    const mark = wording('离线一天')
    let phone = await staffPhone(`worker-${grid}`)
    await clockADayAhead(phone.context())
    await phone.reload()
    await phone.getByRole('heading', { name: '现在要做的' }).waitFor()
    await isKept(phone)
    await phone.context().setOffline(true)

    for (let action = 1; action <= 20; action++) {
      if (action === 8 || action === 15) phone = await killTab(phone)
      await solveOnSpot(phone, `${mark} 第 ${String(action).padStart(2, '0')} 件`, picture)
      await phone.getByRole('link', { name: `${action} 项待提交` }).waitFor()
    }
    await phone.getByRole('link', { name: '20 项待提交' }).tap()
    await phone.getByRole('heading', { name: '等待提交' }).waitFor()
    await look(phone, 'offline-queue')
    await phone.getByRole('button', { name: '大字' }).tap()
    await look(phone, 'offline-queue-large')

    await phone.context().setOffline(false)
    await phone.getByText('没有等待提交的内容，都已提交。').waitFor({ timeout: 240_000 })
    await look(phone, 'offline-all-sent-large')
    const worker = await colleague(`worker-${grid}`)
    const { items } = await worker.listMatters({ query: { view: 'all', q: mark, limit: 100 } })
    expect(items.map(({ text }) => text).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, at) => `${mark} 第 ${String(at + 1).padStart(2, '0')} 件`),
    )
    for (const item of items) {
      const matter = await worker.getMatter({ params: { matterId: item.id } })
      expect(matter.files.length, item.text).toBe(1)
      // The server's time counts: nothing was done tomorrow.
      expect(Date.parse(matter.reportedAt)).toBeLessThanOrEqual(Date.now())
    }
  },
)

test('of three phones that act offline on one matter each sees an honest result', { timeout: 600_000 }, async () => {
  const what = wording('楼道里的杂物堵了门')
  const matter = await report(what)
  const phones: Page[] = []
  for (let count = 0; count < 3; count++) {
    const phone = await staffPhone(`worker-${grid}`)
    await isKept(phone)
    await phone.goto(`/matters/${matter}`)
    await phone.getByRole('button', { name: '当场解决' }).waitFor()
    phones.push(phone)
  }
  for (const [at, phone] of phones.entries()) {
    await phone.context().setOffline(true)
    await phone.getByRole('button', { name: '当场解决' }).tap()
    await phone
      .getByRole('dialog')
      .getByRole('textbox')
      .first()
      .fill(`第 ${at + 1} 部手机：搬走了。`)
    await phone.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).tap()
    await phone.getByRole('link', { name: '这件事项有 1 项等待提交' }).waitFor()
  }
  await look(phones[0] as Page, 'offline-matter-waits')
  const [first, ...slower] = phones as [Page, Page, Page]
  await first.context().setOffline(false)
  await says(first.getByRole('heading', { level: 1 }), '已到现场看过，办好了')
  for (const phone of slower) {
    await phone.context().setOffline(false)
    await phone.getByRole('link', { name: '1 项待提交' }).tap()
    await phone.getByText('没有被接受').waitFor()
    await phone.getByText('部手机：搬走了。').first().waitFor()
    await says(phone.getByRole('main'), '现在已经不能这样做了')
    expect(await tooWide(phone)).toBe(0)
  }
  await look(slower[0], 'offline-refused')
  await slower[0].getByRole('button', { name: '放弃' }).tap()
  await slower[0].getByRole('dialog').getByRole('button', { name: '放弃', exact: true }).tap()
  await slower[0].getByText('没有等待提交的内容').waitFor()
  const worker = await colleague(`worker-${grid}`)
  const { timeline } = await worker.getMatter({ params: { matterId: matter } })
  expect(timeline.filter((entry) => entry.action === 'solve_on_spot')).toHaveLength(1)
})

test('the second visit opens without network, with the work of the day', async () => {
  const what = wording('井盖松了')
  const matter = await report(what)
  const phone = await staffPhone(`worker-${grid}`)
  await phone.getByRole('link', { name: what }).waitFor()
  await isKept(phone)
  // The whole of it is fetched before anybody opens it.
  await vi.waitFor(async () => expect(await keptReads(phone)).toContain(matter), waiting)
  await phone.context().setOffline(true)
  const again = await killTab(phone)
  await again.getByRole('heading', { name: '现在要做的' }).waitFor()
  await again.getByRole('link', { name: what }).tap()
  await again.getByRole('button', { name: '当场解决' }).waitFor()
  await look(again, 'offline-second-visit')
})

test('signing out asks about what was not sent, and takes everything off the phone', async () => {
  const phone = await staffPhone(`worker-${grid}`)
  await isKept(phone)
  await vi.waitFor(async () => expect((await keptReads(phone)).length).toBeGreaterThan(0), waiting)
  await phone.context().setOffline(true)
  await solveOnSpot(phone, wording('没来得及提交'), null)
  await phone.getByRole('link', { name: '1 项待提交' }).waitFor()
  await phone.getByRole('button', { name: '退出登录' }).tap()
  await phone.getByRole('dialog', { name: '还有没提交的内容' }).waitFor()
  await look(phone, 'offline-leave')
  await phone.context().setOffline(false)
  await phone.getByRole('button', { name: '先提交' }).tap()
  await phone.getByRole('link', { name: '工作人员登录' }).waitFor()
  await vi.waitFor(async () => expect(await keptReads(phone)).toBe(''), waiting)
})

test('a push shows a notification of the matter', async () => {
  const phone = await phonePage()
  await phone.goto('/')
  await isKept(phone)
  await phone.context().grantPermissions(['notifications'])
  const browser = await phone.context().newCDPSession(phone)
  const registration = new Promise<string>((resolve) =>
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    }),
  )
  await browser.send('ServiceWorker.enable')
  const message = {
    id: '019d0000-0000-7000-8000-000000000001',
    title: '邻里',
    text: '您反映的路灯已派给城市管理局。',
    path: '/matters/019d0000-0000-7000-8000-0000000000aa',
    urgent: false,
    locale: 'zh',
  }
  const registrationId = await registration
  const deliver = (data: object) =>
    browser.send('ServiceWorker.deliverPushMessage', { origin: new URL(phone.url()).origin, registrationId, data: JSON.stringify(data) })
  const shown = () =>
    phone.evaluate<string[]>(
      'navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) => all.map(({ tag, body }) => tag + " " + body))',
    )
  await deliver(message)
  await vi.waitFor(async () => expect(await shown()).toEqual([`${message.path} ${message.text}`]), waiting)
  await deliver({ ...message, id: '019d0000-0000-7000-8000-000000000002', text: '路灯已经修好，正安排人到现场看。' })
  await vi.waitFor(async () => expect(await shown()).toEqual([`${message.path} 路灯已经修好，正安排人到现场看。`]), waiting)
})

/** The names of what is kept to read, in one string. What is in them is sealed. */
function keptReads(page: Page): Promise<string> {
  return page.evaluate<string>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('linli')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const asking = opening.result.transaction('reads').objectStore('reads').getAllKeys()
      asking.onsuccess = () => (opening.result.close(), resolve(asking.result.join('\\n')))
    }
  })`)
}
