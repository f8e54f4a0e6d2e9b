import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { grid, inTheGrid, readablePage, report, wording } from './at-work.ts'
import { closeBrowser, endJourney, type Language, look, openBrowser, signIn } from './browser.ts'
import { addPhoto, cameraPhoto } from './photo.ts'
import { tooSmall } from './large-type.ts'

/** Without a graphics card a map is drawn by the processor, which others use too. */
const drawn = { timeout: 90_000 }

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

for (const language of ['zh', 'en'] as const satisfies readonly Language[])
  for (const large of [false, true])
    test(`what a resident and a grid worker do on the phone can be read in ${language}${large ? ' in large type' : ''}`, async () => {
      const zh = language === 'zh'
      const seen = async (page: Page, name: string) => {
        await look(page, `phone-${language}${large ? '-large' : ''}-${name}`)
        if (large) expect(await tooSmall(page), `${name}: too small`).toEqual([])
      }
      const picture = await cameraPhoto({ width: 900, height: 700, sideways: false })
      const street = wording(zh ? '柳树巷口' : 'Willow Lane')
      await report(`${street}的路灯不亮，晚上看不见路`)

      const resident = await readablePage('/', { language, large })
      await resident.getByRole('link', { name: zh ? '我要反映' : 'Report a problem' }).waitFor()
      await seen(resident, 'home-resident')
      await resident.goto('/report')
      await addPhoto(resident, zh ? /拍张照片/ : /A photo/, picture)
      await resident.getByText(zh ? '已上传' : 'Uploaded').waitFor()
      await seen(resident, 'report-photo')
      await resident.getByRole('button', { name: zh ? '用我现在的位置' : 'Use my location' }).tap()
      await resident.getByText(zh ? '位置已找到：' : 'Found:').waitFor()
      await resident.getByRole('textbox', { name: zh ? '地址' : 'Address' }).fill('阳光')
      await resident.getByRole('list', { name: zh ? '找到的地点' : 'Places found' }).waitFor()
      await seen(resident, 'report-place')
      await resident.getByRole('button', { name: zh ? '在地图上调整' : 'Adjust on the map' }).tap()
      await resident.getByText(zh ? /^图钉在/ : /^The pin is/).waitFor()
      await resident.getByRole('dialog').locator('[aria-busy=false]').waitFor(drawn)
      await seen(resident, 'pin')
      await resident.getByRole('button', { name: zh ? '就是这里' : 'It is here' }).tap()
      await resident.getByRole('dialog').waitFor({ state: 'detached' })
      await resident.getByRole('textbox', { name: zh ? '什么事' : 'What is wrong' }).fill(`${street}的路灯不亮，晚上看不见路，老人摔了`)
      await resident.getByRole('group', { name: zh ? /是不是这一类/ : /Is it one of these/ }).waitFor()
      await seen(resident, 'report-what')
      await resident
        .getByRole('button', { name: zh ? '我也遇到了' : 'Me too' })
        .first()
        .scrollIntoViewIfNeeded()
      await seen(resident, 'report-similar')
      await resident.getByRole('button', { name: zh ? '用说的' : 'Speak instead' }).tap()
      await resident.getByRole('dialog').waitFor()
      await seen(resident, 'voice')
      await resident.keyboard.press('Escape')
      await resident.getByRole('dialog').waitFor({ state: 'detached' })
      await resident.getByRole('button', { name: zh ? '提交' : 'Send', exact: true }).tap()
      await resident.getByRole('heading', { name: zh ? '已收到' : 'Received' }).waitFor()
      await resident.getByRole('link', { name: zh ? '看办到哪一步' : 'See how far it is' }).tap()
      await resident.getByRole('button', { name: zh ? '看大图：照片 1' : 'Enlarge photo 1' }).scrollIntoViewIfNeeded()
      await seen(resident, 'matter-photos')
      await resident.goto('/nearby')
      await resident.getByRole('button', { name: zh ? '用我现在的位置' : 'Use my location' }).waitFor()
      await seen(resident, 'nearby-where')
      await resident.getByRole('button', { name: zh ? '用我现在的位置' : 'Use my location' }).tap()
      await resident.getByRole('list', { name: zh ? '和地图上一样的内容' : 'The same as on the map' }).waitFor()
      await resident.locator('.nearby-map [aria-busy=false]').waitFor(drawn)
      await seen(resident, 'nearby')
      await resident.goto('/notices/settings')
      await resident.getByRole('link', { name: zh ? '登录后可以设置' : 'Sign in to set this' }).waitFor()
      await seen(resident, 'notices-signed-out')

      const worker = await readablePage('/sign-in/staff', { language, large })
      await signIn(worker, `worker-${grid}`, language)
      await worker.getByRole('heading', { name: zh ? '现在要做的' : 'To do now' }).waitFor()
      await seen(worker, 'today')
      await worker.getByRole('link', { name: zh ? '发现并当场解决' : 'Found and solved on the spot' }).tap()
      await addPhoto(worker, zh ? '处理前的照片' : 'How it was', picture)
      await worker.getByText(zh ? '已上传' : 'Uploaded').waitFor()
      await seen(worker, 'spot-photos')
      await worker.getByRole('textbox', { name: zh ? '发现了什么' : 'What you found' }).fill(zh ? '路边一堆垃圾' : '路边一堆垃圾')
      await worker.getByRole('group', { name: zh ? '是哪一类' : 'What it is' }).scrollIntoViewIfNeeded()
      await seen(worker, 'spot-what')
      await worker.goto('/notices/settings')
      await worker.getByRole('heading', { level: 1 }).waitFor()
      await seen(worker, 'notices')
    })

test('the list beside the map says how many there are, never fewer than five', async () => {
  const page = await readablePage(`/nearby?longitude=${inTheGrid.longitude}&latitude=${inTheGrid.latitude}`, {
    language: 'zh',
    large: false,
  })
  const list = page.getByRole('list', { name: '和地图上一样的内容' })
  await list.waitFor()
  const counts = [...(await list.innerText()).matchAll(/(\d+) 件，/g)].map(([, count]) => Number(count))
  expect(counts.length).toBeGreaterThan(0)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(5)
})
