import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { report, waiting, wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** The digits of a number as people write it. */
function digits(text: string): number {
  return Number(text.replaceAll(/\D/g, ''))
}

test('a secretary sees how the street is doing, how that is counted, where it hurts, and the matters behind a number', async () => {
  const secretary = await consolePage('street', '/figures?unit=year')
  const cards = secretary.getByRole('region', { name: '主要指标' })
  const completion = cards.getByRole('article').filter({ has: secretary.getByRole('heading', { name: '办结率' }) })
  await completion.getByRole('link').waitFor()
  expect(await completion.innerText()).toMatch(/\d+ \/ \d+/)
  await look(secretary, 'figures-zh')

  await completion.getByRole('button', { name: '“办结率”怎么统计' }).click()
  const drawer = secretary.getByRole('dialog')
  await drawer.getByText('撤回 + 并案 + 不予受理').first().waitFor()
  await look(secretary, 'figures-definition-zh')
  await secretary.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })

  await secretary.getByRole('button', { name: '看数字' }).first().click()
  await secretary.getByRole('table', { name: /上报量、办结量/ }).waitFor()

  const league = secretary.locator('.league')
  const street = await secretary.getByRole('heading', { level: 1 }).innerText()
  const community = league.locator('tbody tr').first().getByRole('rowheader').getByRole('link')
  const name = await community.innerText()
  await community.click()
  await secretary.getByRole('heading', { level: 1, name }).waitFor()
  await secretary.getByRole('navigation', { name: '上级区域' }).getByRole('link', { name: street }).click()
  await secretary.getByRole('heading', { level: 1, name: street }).waitFor()

  await secretary.locator('.figures-sheet .ant-segmented-item').getByText('类别', { exact: true }).click()
  await secretary.waitForURL(/by=category/)
  // What nobody has accepted yet is of no category, and leads nowhere.
  await league.locator('tbody th a').first().click()
  await secretary.waitForURL(/category=/)
  await secretary.goBack()

  const closed = cards.getByRole('article').filter({ has: secretary.getByRole('heading', { name: '办结量' }) })
  const count = digits(await closed.getByRole('link').innerText())
  await closed.getByRole('link').click()
  await secretary.waitForURL(/figures\/matters/)
  await secretary.getByRole('radio', { name: new RegExp(`${count.toLocaleString('zh')}$`) }).waitFor({ state: 'attached' })
  await secretary.locator('li[aria-posinset="1"]').waitFor()
})

test('what was reported a moment ago is in the figures of the day', async () => {
  const clerk = await consolePage('community', '/figures?unit=day')
  const card = clerk
    .getByRole('region', { name: '主要指标' })
    .getByRole('article')
    .filter({ has: clerk.getByRole('heading', { name: '上报量' }) })
    .locator('.figure-value')
  await card.waitFor()
  const before = digits(await card.innerText())
  await report(wording('楼前路灯不亮'))
  await clerk.reload()
  await vi.waitFor(async () => expect(digits(await card.innerText())).toBeGreaterThan(before), waiting)
})

test('a grid is told by months, and says so when asked for a day', async () => {
  const clerk = await consolePage('community', '/figures?unit=day')
  await clerk.getByRole('region', { name: '主要指标' }).waitFor()
  await clerk.getByText('这一项只按月、按年统计。').first().waitFor()
  await clerk.getByRole('button', { name: '看本月' }).first().click()
  await clerk.locator('.league tbody tr').first().waitFor()
  expect(clerk.url()).toContain('unit=month')
})

test('the portrait of a community shows who is there, what is open and where it stands, in English too', async () => {
  const reader = await consolePage('community', '/figures?show=portrait&unit=year', { language: 'en' })
  await reader.getByRole('heading', { name: 'Against areas of the same level' }).waitFor()
  await reader.getByText(/\d+ areas in/).waitFor()
  await reader.locator('.portrait-numbers').first().waitFor()
  await look(reader, 'figures-portrait-en')
})

test('the wall shows what happens, and says so when it cannot any more instead of asking for a password', async () => {
  const wall = await consolePage('city', '/figures/wall', { wide: true })
  await wall.locator('.wall-rate').first().waitFor()
  await wall.locator('.city-map-canvas[aria-busy="false"]').waitFor()
  await wall.getByText('实时', { exact: true }).waitFor()
  const number = wall.locator('.wall-large dd').first()
  await vi.waitFor(async () => expect(await number.innerText()).toMatch(/^[\d,]+$/), waiting)
  const before = digits(await number.innerText())
  await report(wording('河边护栏松动'))
  await vi.waitFor(async () => expect(digits(await number.innerText())).toBeGreaterThan(before), waiting)
  expect(await wall.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true)
  await look(wall, 'wall-zh')

  await wall.request.delete('/api/session')
  await report(wording('路边堆物'))
  await wall.getByText(/登录已失效/).waitFor()
  expect(await wall.getByRole('dialog').count()).toBe(0)
  await wall.locator('.wall-rate').first().waitFor()
})
