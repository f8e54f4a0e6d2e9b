import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { desk, report, waiting, wording } from './at-work.ts'
import { closeBrowser, consolePage, deskPage, endJourney, look, openBrowser, signInPast, still } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

test('a clerk searches, narrows, keeps the view, comes back to it by its link, and ticks rows', async () => {
  // Words of this run alone, so that no view of another has the same filters.
  const words = `井盖 ${process.pid}`
  const what = wording('学校门口的井盖松动')
  await report(what)
  await report(wording('学校门口的井盖丢了'))
  const clerk = await desk('community')
  await clerk.getByRole('link', { name: '全部在办' }).click()
  await clerk.getByRole('link', { name: '井盖' }).first().waitFor()

  await clerk.keyboard.press('/')
  await clerk.keyboard.type(words)
  await clerk.waitForURL((url) => url.searchParams.get('q') === words)
  await clerk.keyboard.press('Escape')
  await clerk.getByRole('link', { name: what }).waitFor()
  await vi.waitFor(async () => {
    const rows = await clerk.locator('.list-link').allInnerTexts()
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.every((row) => row.includes('井盖'))).toBe(true)
  }, waiting)

  await clerk.getByRole('button', { name: '筛选' }).click()
  await clerk.getByLabel('状态', { exact: true }).selectOption({ label: '已上报' })
  await clerk.waitForURL(/state=reported/)
  await look(clerk, 'list-filter-form')
  await clerk.getByRole('button', { name: '筛选' }).click()

  const name = wording('学校井盖')
  await clerk.getByRole('button', { name: '保存为我的视图' }).click()
  await clerk.getByLabel('名称').fill(name)
  await clerk.getByRole('button', { name: '保存', exact: true }).click()
  const view = clerk.getByRole('link', { name })
  await view.waitFor()
  const link = new URL((await view.getAttribute('href')) ?? '', clerk.url()).href
  await clerk.getByRole('button', { name: '去掉“已上报”' }).click()
  await clerk.waitForURL((url) => !url.searchParams.has('state'))
  await clerk.goBack()
  await clerk.waitForURL(/state=reported/)

  const again = await deskPage()
  await signInPast(again, 'community')
  await again.goto(link)
  await again.getByRole('link', { name: what }).waitFor()
  expect(
    await again
      .getByRole('searchbox')
      .or(again.getByRole('textbox', { name: '找编号' }))
      .first()
      .inputValue(),
  ).toBe(words)

  const ticks = again.getByRole('checkbox')
  await ticks.nth(0).click()
  await ticks.nth(1).click({ modifiers: ['Shift'] })
  expect(await again.getByRole('checkbox', { checked: true }).count()).toBe(2)
  await again.keyboard.press('j')
  await again.waitForURL(/matter=/)
  await again.keyboard.press('x')
  await vi.waitFor(async () => expect(await again.getByRole('checkbox', { checked: true }).count()).toBe(1), waiting)
  await look(again, 'list-selected')

  await again.getByRole('button', { name: `“${name}”的菜单` }).click({ force: true })
  await again.getByRole('menuitem', { name: '删除' }).click()
  await again.getByRole('link', { name }).waitFor({ state: 'detached' })
})

test('a search that finds nothing says where else to look', async () => {
  const clerk = await desk('community')
  await clerk.goto('/console/desk?view=to_verify&q=没有人这么写')
  await clerk.getByRole('button', { name: '在全部里找' }).click()
  await clerk.waitForURL(/view=all/)
  await clerk.getByRole('button', { name: '清除条件' }).click()
  await clerk.locator('.list-link').first().waitFor()
  expect(new URL(clerk.url()).searchParams.has('q')).toBe(false)
})

test('a list of calls, oldest first, reads well in both languages and looks, and on a small screen', async () => {
  for (const { language, dark } of [
    { language: 'zh', dark: false },
    { language: 'en', dark: true },
  ] as const) {
    const page = await consolePage('district', '/desk?view=all&source=phone_call&sort=oldest', { language, dark })
    await page.locator('.list-link').first().waitFor()
    await page.keyboard.press('j')
    await still(page)
    await look(page, `list-${language}${dark ? '-dark' : ''}`)
    await page.setViewportSize({ width: 1024, height: 768 })
    await look(page, `list-${language}${dark ? '-dark' : ''}-1024`)
  }
})
