import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { accept, desk, grid, inTheGrid, report, says, showFresh, staffPhone, stars, waiting, wording } from './at-work.ts'
import { closeBrowser, endJourney, look, openBrowser, phonePage, signIn } from './browser.ts'
import { acceptAndDispatch, colleague } from './colleague.ts'
import { addPhoto, cameraPhoto } from './photo.ts'
import { codeOf, giveSecondFactorTo } from './second-factor.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

test('a resident without an account reports in four taps with a photo, and finds it upright by the receipt code', async () => {
  const what = wording('路灯坏了三天，晚上看不见路')
  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/')
  await resident.getByRole('link', { name: '我要反映' }).tap()
  await addPhoto(resident, /拍张照片/, await cameraPhoto(), false)
  await resident.getByText('已上传').waitFor()
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  await resident.getByText('位置已找到：').waitFor()
  await resident.getByRole('textbox', { name: '什么事' }).fill(what)
  await resident
    .getByRole('group', { name: /是不是这一类/ })
    .getByText('路灯')
    .first()
    .tap()
  await look(resident, 'phone-report-filled')
  await send(resident)
  await resident.getByText('最晚答复').waitFor()
  const code = await resident.locator('.receipt-code').innerText()

  // On another phone, by nothing but the code.
  const elsewhere = await phonePage()
  await elsewhere.goto('/m')
  await elsewhere.getByLabel('查询码').fill(code.replace(/\s/g, ''))
  await elsewhere.getByRole('button', { name: '查看' }).tap()
  await elsewhere.getByRole('button', { name: '看大图：照片 1' }).tap()
  // Turned upright, and no side longer than 2,048 pixels.
  await vi.waitFor(async () => expect(await sizeOfLargePhoto(elsewhere)).toEqual([1536, 2048]), waiting)
  await look(elsewhere, 'phone-photo')
  await elsewhere.getByRole('button', { name: '关闭' }).tap()
  await elsewhere.getByRole('button', { name: '催一催' }).tap()
  await elsewhere.getByRole('dialog').getByRole('button', { name: '催一催' }).tap()
  await elsewhere.getByText(/催过 1 次/).waitFor()
})

test('whoever writes what a neighbour has reported may say “me too” and follows it instead', async () => {
  const street = wording('槐树巷口')
  await report(`${street}的垃圾桶满了好几天，没有人清`)
  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/report')
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  await resident.getByText('位置已找到：').waitFor()
  await resident.getByRole('textbox', { name: '什么事' }).fill(`${street}的垃圾桶满了几天了，没有人清`)
  await resident.getByRole('heading', { name: '附近可能有人反映过了' }).waitFor()
  await look(resident, 'phone-similar')
  await resident.getByRole('button', { name: '我也遇到了' }).first().tap()
  await says(resident.getByRole('heading', { level: 1 }), '已收到')
  await resident.getByText(/您也遇到了这件事/).waitFor()
  await resident.goto('/')
  await resident.getByText('我也遇到了的事').waitFor()
})

test('the place is moved on the map, found by its name, or taken from the app that opened the page', async () => {
  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/report')
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  const found = resident.getByText('位置已找到：')
  await found.waitFor()
  const before = await found.innerText()
  await resident.getByRole('button', { name: '在地图上调整' }).tap()
  const map = resident.getByRole('region', { name: /附近的地图/ })
  await map.waitFor()
  await resident.getByText(/^图钉在/).waitFor()
  await look(resident, 'phone-pin')
  // By keys as well as by finger: far enough to be in another grid.
  await map.focus()
  for (let times = 0; times < 12; times++) await resident.keyboard.press('ArrowUp')
  await vi.waitFor(async () => expect(await resident.getByText(/^图钉在/).innerText()).not.toContain(before.split(' ').at(-1)), waiting)
  await resident.getByRole('button', { name: '就是这里' }).tap()
  await resident.getByRole('dialog').waitFor({ state: 'detached' })
  await vi.waitFor(async () => expect(await found.innerText()).not.toBe(before), waiting)

  await resident.getByRole('button', { name: '不用这个位置' }).tap()
  await resident.getByRole('textbox', { name: '地址' }).fill('阳光丽景')
  await resident.getByRole('list', { name: '找到的地点' }).getByRole('button').first().tap()
  await found.waitFor()
  expect(await resident.getByRole('textbox', { name: '地址' }).inputValue()).toContain('阳光丽景')

  // A mini-program hands over what it knows, some hundred metres off unless it is converted.
  const inApp = await phonePage()
  await inApp.goto(`/report?longitude=${inTheGrid.longitude + 0.005}&latitude=${inTheGrid.latitude}&system=gcj02`)
  await inApp.getByText('位置已找到：').waitFor()
  const kept = await inApp.evaluate<string>('localStorage.getItem("linli.report.draft")')
  const { place } = JSON.parse(kept) as { place: { longitude: number; coordinateSystem: string } }
  expect(place.coordinateSystem).toBe('wgs84')
  expect(Math.abs(place.longitude - inTheGrid.longitude - 0.005)).toBeGreaterThan(0.002)
})

test('a rider reports with their role and sees no more than a resident', async () => {
  const what = wording('非机动车道上有个坑')
  const rider = await phonePage({ at: inTheGrid })
  await rider.goto('/sign-in/staff')
  await signIn(rider, 'rider')
  await rider.getByText('荣誉网格员').waitFor()
  expect(await rider.getByRole('heading', { name: '现在要做的' }).count()).toBe(0)
  await rider.getByRole('link', { name: '我要反映' }).tap()
  await rider.getByText(/记为荣誉网格员反映/).waitFor()
  await rider.getByRole('button', { name: '用我现在的位置' }).tap()
  await rider.getByText('位置已找到：').waitFor()
  await rider.getByRole('textbox', { name: '什么事' }).fill(what)
  await send(rider)
  await rider.getByRole('link', { name: '看办到哪一步' }).tap()
  await rider
    .getByText(/荣誉网格员/)
    .first()
    .waitFor()
  await look(rider, 'phone-rider-matter')
  const community = await colleague('community')
  const { items } = await community.listMatters({ query: { view: 'to_accept', source: 'honorary_worker' } })
  expect(items.some(({ text }) => text === what)).toBe(true)
  await rider.goto('/')
  await rider.getByRole('link', { name: what }).waitFor()
})

test('a grid worker finds today first and records what was solved on the spot, with before and after', async () => {
  const what = wording('绿化带里有一堆垃圾')
  const worker = await staffPhone(`worker-${grid}`)
  await worker.getByRole('link', { name: '发现并当场解决' }).tap()
  await worker.getByRole('button', { name: '位置已记下' }).waitFor()
  const picture = await cameraPhoto({ width: 1200, height: 900, sideways: false })
  await addPhoto(worker, '处理前的照片', picture)
  await addPhoto(worker, '处理后的照片', picture)
  await worker.getByRole('textbox', { name: '发现了什么' }).fill(what)
  await worker.getByRole('group', { name: '是哪一类' }).getByRole('radio').first().check({ force: true })
  await worker.getByRole('button', { name: '已清理干净。' }).tap()
  await vi.waitFor(async () => expect(await worker.getByText('已上传').count()).toBe(2), waiting)
  await look(worker, 'phone-spot-filled')
  await worker.getByRole('button', { name: '提交', exact: true }).tap()
  await worker.getByText(/已记录，编号/).waitFor()
  const [done] = (await (await colleague('community')).listMatters({ query: { view: 'all', q: what } })).items
  const matter = await (await colleague('community')).getMatter({ params: { matterId: done?.id ?? '' } })
  expect(matter).toMatchObject({ solvedOnSpot: true, files: [{ role: 'before' }, { role: 'after' }] })
})

test('a handler claims, signs in on site, is refused more days, and finishes with a photo', async () => {
  const what = wording('路灯杆被撞歪了')
  const matterId = await report(what)
  const community = await colleague('community')
  await acceptAndDispatch(community, matterId, { whistle: true })
  const handler = await staffPhone('handler')
  await handler.getByRole('link', { name: what }).tap()
  for (const [open, confirm] of [
    ['到场报到', '到场报到'],
    ['认领', '认领'],
  ] as const) {
    await handler.getByRole('button', { name: open }).tap()
    await handler.getByRole('dialog').getByRole('button', { name: confirm }).tap()
    await handler.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await handler.getByRole('button', { name: '申请延期' }).tap()
  await handler.getByLabel('为什么需要延期').fill('吊车后天才能来。')
  await handler.getByRole('button', { name: '提交', exact: true }).tap()
  await handler.getByText('已申请延期 1 天').waitFor()
  const asked = await community.getMatter({ params: { matterId } })
  await community.ruleExtension({
    params: { matterId, assignmentId: asked.requests[0]?.assignmentId ?? '' },
    body: { expectedVersion: asked.version, granted: false, words: '请今天先扶正。' },
  })
  await handler
    .getByText(/没有同意延期|不同意延期/)
    .first()
    .waitFor()
  await handler.getByText('请今天先扶正。').first().waitFor()
  await look(handler, 'phone-extension-refused')
  await handler.getByRole('button', { name: '办完了' }).tap()
  await handler.getByLabel('办理情况').fill('扶正并加固了。')
  await handler.getByLabel('给反映人的答复').fill('灯杆已经扶正。')
  await addPhoto(handler, /^照片/, await cameraPhoto())
  await handler.getByText('已上传').waitFor()
  await look(handler, 'phone-finish-with-photo')
  await handler.getByRole('button', { name: '提交', exact: true }).tap()
  await handler.getByRole('dialog').waitFor({ state: 'detached' })
  await handler.getByRole('button', { name: '看大图：照片 1' }).waitFor()
  expect((await community.getMatter({ params: { matterId } })).state).toBe('handled')
})

test('whoever has a second factor gives its code on the phone too', async () => {
  const loginName = 'handler-transport-2'
  const factor = await giveSecondFactorTo(loginName)
  const phone = await phonePage()
  await phone.goto('/sign-in/staff')
  await signIn(phone, loginName)
  const code = phone.getByLabel('动态码')
  await code.waitFor()
  await look(phone, 'phone-second-factor')
  await code.fill('000000')
  await phone.getByRole('button', { name: '登录', exact: true }).tap()
  await phone.getByRole('alert').waitFor()
  await code.fill(codeOf(factor.secret, 1))
  await phone.getByRole('button', { name: '登录', exact: true }).tap()
  await phone.getByRole('heading', { name: '现在要做的' }).waitFor()
  await factor.remove()
})

test('the whole loop, with photos, live on both front ends: phone, desk, phone, phone, five stars', async () => {
  const what = wording('三里河边的路灯一直不亮')
  const clerk = await desk('community')
  await clerk.getByRole('link', { name: '待受理' }).click()
  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/report')
  const picture = await cameraPhoto({ width: 1600, height: 1200 })
  await addPhoto(resident, /拍张照片/, picture)
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  await resident.getByText('位置已找到：').waitFor()
  await resident.getByRole('textbox', { name: '什么事' }).fill(what)
  await send(resident)
  await resident.getByRole('link', { name: '看办到哪一步' }).tap()
  const standing = resident.getByRole('heading', { level: 1 })
  await says(standing, '已收到')

  await showFresh(clerk, what)
  await clerk.getByRole('link', { name: what }).click()
  await clerk.getByRole('button', { name: '受理', exact: true }).first().waitFor()
  await accept(clerk)
  await says(standing, '已受理')
  await clerk.keyboard.press('d')
  await clerk.getByText('按类别默认推荐').waitFor()
  await clerk.keyboard.press('Control+Enter')
  await says(standing, '已派给城市管理局')

  const handler = await staffPhone('handler')
  await handler.getByRole('link', { name: what }).tap()
  await handler.getByRole('button', { name: '认领' }).tap()
  await handler.getByRole('dialog').getByRole('button', { name: '认领' }).tap()
  await says(standing, '正在办')
  await handler.getByRole('button', { name: '办完了' }).tap()
  await handler.getByLabel('办理情况').fill('换了灯泡。')
  await handler.getByLabel('给反映人的答复').fill('灯已经修好。')
  await addPhoto(handler, /^照片/, picture)
  await handler.getByRole('button', { name: '提交', exact: true }).tap()
  await says(standing, '已经办好，正安排人到现场看')

  const worker = await staffPhone(`worker-${grid}`)
  await worker.getByRole('link', { name: what }).tap()
  await worker.getByRole('button', { name: '现场核查' }).tap()
  await worker.getByText('已经办好', { exact: true }).tap()
  await worker.getByLabel('现场情况').fill('晚上去看过，灯亮着。')
  await addPhoto(worker, /^照片/, picture)
  await worker.getByRole('button', { name: '带上我的位置' }).tap()
  await worker.getByRole('button', { name: '位置已带上' }).waitFor()
  await worker.getByRole('button', { name: '提交', exact: true }).tap()
  await says(standing, '我们到现场看过，已经办好')
  await says(clerk.getByRole('heading', { level: 1 }), '待评价')

  // Three photos: the reporter's, the handler's and the grid worker's.
  await vi.waitFor(async () => expect(await resident.getByRole('button', { name: /看大图/ }).count()).toBe(3), waiting)
  await resident.getByText('解决了', { exact: true }).tap()
  await stars(resident, 5)
  await look(resident, 'phone-loop-rate')
  await resident.getByRole('button', { name: '提交评价' }).tap()
  await says(standing, '已经办结，评价 5 星')
  await says(clerk.getByRole('heading', { level: 1 }), '已办结')
  await says(handler.getByRole('heading', { level: 1 }), '已经办结')
})

function send(page: Page): Promise<void> {
  return page
    .getByRole('button', { name: '提交', exact: true })
    .tap()
    .then(() => page.getByRole('heading', { name: '已收到' }).waitFor())
}

function sizeOfLargePhoto(page: Page): Promise<number[]> {
  return page.evaluate<number[]>(
    '(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(document.querySelector("dialog img"))',
  )
}
