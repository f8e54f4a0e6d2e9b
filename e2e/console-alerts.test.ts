import type { Notice } from '@linli/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { says } from './at-work.ts'
import { colleague } from './colleague.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser, still, tooWide } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** What the desk was told, however much it was told since. */
async function findNotice(words: RegExp): Promise<Notice | undefined> {
  const reader = await colleague('community')
  let after: string | null = ''
  while (after !== null) {
    const page: { items: Notice[]; next: string | null } = await reader.listNotices({ query: { limit: 200, ...(after && { after }) } })
    const found = page.items.find(({ text }) => words.test(text))
    if (found) return found
    after = page.next
  }
  return undefined
}

// The demo's own matters hold a building site that keeps its neighbours awake; nobody wrote the alert of it.
test('a clerk is told of a surge, understands why it is one, and turns it into a task', async () => {
  const told = await findNotice(/施工管理比平常多/)
  const clerk = await consolePage('community', `/alerts?alert=${String(told?.facts['alertId'])}`)
  const one = clerk.getByRole('region', { name: '提示详情' })
  await one.getByRole('heading', { level: 1, name: /施工管理/ }).waitFor()
  const why = clerk.getByRole('region', { name: '为什么提示' })
  await says(why, '平常这几天')
  await says(why, '一百万次里不到 1 次')
  await why.locator('.chart-drawing svg').waitFor()
  await still(clerk)
  await look(clerk, 'alerts-surge-zh')
  await why.getByRole('button', { name: '看数字' }).click()
  expect(await why.getByRole('table').getByRole('row').count()).toBe(11)

  await one.getByRole('button', { name: '转为任务' }).click()
  const form = clerk.getByRole('form', { name: '转为任务' })
  expect(await form.getByRole('textbox', { name: '要做什么' }).inputValue()).toContain('施工管理')
  await form.getByRole('combobox', { name: '单位' }).click()
  await clerk.getByTitle('城市管理局', { exact: true }).click()
  await look(clerk, 'alerts-task-zh')
  await form.getByRole('button', { name: '转为任务' }).click()
  await says(one, '已转为任务')
  await one.locator('.alert-outcome').getByRole('link').click()
  await says(clerk.getByRole('heading', { level: 1 }), '已下达')
})

test('a clerk sees where reports gather, sets the alert aside with a reason, and finds it again', async () => {
  const clerk = await consolePage('community', '/alerts?kind=hot_spot')
  const list = clerk.getByRole('region', { name: '异常提示' })
  await list.getByRole('link', { name: /施工管理/ }).click()
  const one = clerk.getByRole('region', { name: '提示详情' })
  await says(one, '方圆约一公里内')
  await one.locator('.city-map-canvas[aria-busy="false"]').waitFor()
  await look(clerk, 'alerts-hot-spot-zh')
  expect(await tooWide(clerk)).toBe(0)
  await one.getByRole('button', { name: '搁置' }).click()
  const form = clerk.getByRole('form', { name: '搁置' })
  await form.getByRole('button', { name: '搁置' }).click()
  await form.getByText('请填写').waitFor()
  await form.getByRole('textbox').fill('工地夜间抢修，周五结束')
  await form.getByRole('button', { name: '搁置' }).click()
  await says(one, '工地夜间抢修，周五结束')
  await clerk.getByText('已搁置', { exact: true }).first().click()
  await list.getByRole('link', { name: /施工管理/ }).waitFor()
})

test('the same page in English, dark', async () => {
  const supervisor = await consolePage('supervisor', '/alerts', { language: 'en', dark: true })
  await supervisor
    .getByRole('link', { name: /expected/ })
    .first()
    .click()
  await supervisor.getByRole('heading', { name: 'Why this is an alert' }).waitFor()
  await still(supervisor)
  await look(supervisor, 'alerts-en-dark')
})
