import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(option, { exact: false }).first().click()
}

/** Takes the cycle a step further and waits until the page says so. */
async function moveOn(page: Page, move: string, stage: string): Promise<void> {
  await page.getByRole('button', { name: move, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: move, exact: true }).click()
  await page.locator('.ant-steps-item-active', { hasText: stage }).waitFor()
}

test('communities are evaluated from the rubric to the answer of an appeal, and every number leads to its matters', async () => {
  const name = wording('社区满意度考评')
  const keeper = await consolePage('rules', '/evaluations?tab=rubrics')
  await keeper.getByRole('button', { name: '新建考评办法' }).click()
  const form = keeper.getByRole('dialog')
  await form.getByLabel('中文名称').fill(name)
  await form.getByLabel('英文名称').fill('Communities')
  await choose(keeper, form.getByLabel('哪一级、哪一类'), '社区')
  await form.getByRole('button', { name: '添加指标' }).click()
  await choose(keeper, form.getByRole('region', { name: '指标和权重' }).getByRole('combobox'), '满意率')
  await form.getByLabel('满分值 %').fill('95')
  await form.getByLabel('零分值 %').fill('30')
  await form.getByRole('spinbutton', { name: '权重' }).fill('60')
  await form.getByLabel('一票否决项').fill('弄虚作假\n发生重大责任事故')
  await form.getByLabel('修改说明').fill('第一版')
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('权重合计须为 100', { exact: true }).waitFor()
  await look(keeper, 'evaluations-rubric-form')
  await form.getByRole('spinbutton', { name: '权重' }).fill('100')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await keeper.getByRole('heading', { name }).waitFor()
  await look(keeper, 'evaluations-rubrics')

  const supervisor = await consolePage('supervisor', '/evaluations')
  const me = (await (await supervisor.request.get('/api/figures?from=2026-01-01&to=2026-10-31')).json()) as { area: { name: string } }
  await supervisor.getByRole('button', { name: '新建考评周期' }).click()
  const drawer = supervisor.getByRole('dialog')
  await choose(supervisor, drawer.getByLabel('考评办法'), name)
  await drawer.getByLabel('区域').fill(me.area.name)
  await supervisor.locator('.ant-select-item-option', { hasText: me.area.name }).first().click()
  await drawer.getByLabel('起始月份').fill('2026-01')
  await drawer.getByLabel('截止月份').fill('2026-10')
  await drawer.getByRole('button', { name: '保存' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await supervisor.getByRole('link', { name }).click()
  await supervisor.getByRole('heading', { name }).waitFor()
  await moveOn(supervisor, '开始自评', '自评')

  const desk = await consolePage('community', new URL(supervisor.url()).pathname.replace('/console', '') + new URL(supervisor.url()).search)
  await desk.locator('tbody a').first().click()
  expect(await desk.locator('.evaluations tbody a').count()).toBe(1)
  const own = desk.getByRole('dialog')
  await own.getByRole('button', { name: '写明情况' }).click()
  await own.getByLabel('说明').fill('九月修路，反映集中')
  await own.locator('[type=submit]').click()
  await own.getByRole('listitem').getByText('九月修路，反映集中').waitFor()
  await look(desk, 'evaluations-self-view')

  await moveOn(supervisor, '定分并复核', '复核')
  const community = (await own.locator('.ant-drawer-title').textContent()) ?? ''
  await supervisor.getByRole('textbox', { name: '按名称查找考评对象' }).fill(community)
  await supervisor.getByRole('link', { name: community }).click()
  const sheet = supervisor.getByRole('dialog')
  await sheet.getByText('九月修路，反映集中').waitFor()
  await sheet.getByRole('button', { name: '更正分数' }).click()
  await choose(supervisor, sheet.getByLabel('指标'), '满意率')
  await sheet.getByRole('spinbutton').fill('88')
  await sheet.getByLabel('理由').fill('核对了台账')
  await sheet.locator('[type=submit]').click()
  await sheet.getByRole('listitem').getByText('核对了台账').waitFor()
  await sheet.locator('.sheet-total b', { hasText: '88' }).waitFor()
  await look(supervisor, 'evaluations-review')
  const link = sheet.locator('tbody a').first()
  const counted = (await sheet.locator('tbody tr').last().locator('td').nth(2).textContent()) ?? ''
  await link.click()
  await supervisor
    .locator('.behind-page')
    .getByText(`计入 ${Number(counted.split(' / ')[0]).toLocaleString('zh')}`)
    .waitFor()
  await supervisor.goBack()
  await sheet.waitFor()
  await supervisor.keyboard.press('Escape')
  await moveOn(supervisor, '开始公示', '公示')
  await supervisor.getByText(/公示还剩 \d 天/).waitFor()
  await look(supervisor, 'evaluations-publicity')

  await desk.reload()
  await own.getByRole('button', { name: '申诉' }).click()
  await own.getByLabel('说明').fill('还有两件没有算')
  await own.locator('[type=submit]').click()
  await own.getByText('申诉待答复').waitFor()
  await supervisor.reload()
  await supervisor.getByRole('textbox', { name: '按名称查找考评对象' }).fill(community)
  await supervisor
    .getByRole('row', { name: new RegExp(community) })
    .getByText('申诉待答复')
    .waitFor()
  await supervisor.getByRole('link', { name: community }).click()
  await sheet.getByRole('button', { name: '答复申诉' }).click()
  await sheet.getByText('不成立', { exact: true }).click()
  await sheet.getByLabel('说明').fill('两件都已计入，见事项列表')
  await sheet.locator('[type=submit]').click()
  await sheet.getByRole('listitem').getByText('两件都已计入，见事项列表').waitFor()
  await look(supervisor, 'evaluations-answered')
}, 120_000)
