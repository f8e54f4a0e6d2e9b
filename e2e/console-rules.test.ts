import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { says, wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser } from './browser.ts'
import { colleague } from './colleague.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)
// Other journeys dispatch by the rules the demo city began with.
afterAll(publishFirstVersion)

async function publishFirstVersion(): Promise<void> {
  const keeper = await colleague('rules')
  const { number: expectedVersion } = await keeper.getRouting()
  await keeper.discardRoutingDraft()
  if (expectedVersion === 1) return
  const { revision } = await keeper.takeBackRoutingVersion({ params: { number: 1 }, body: { revision: 0 } })
  await keeper.publishRouting({ body: { expectedVersion, revision, note: '回到最初的规则' } })
}

async function rulesPage(path: string, loginName = 'rules'): Promise<Page> {
  const page = await consolePage(loginName, `/rules/${path}`)
  await page.getByRole('navigation', { name: '规则分类' }).waitFor()
  return page
}

test('a rule keeper changes a routing rule after trying it on the past, and publishes it under a note', async () => {
  const keeper = await colleague('rules')
  await keeper.discardRoutingDraft()
  const page = await rulesPage('routing')
  await page.getByRole('button', { name: '起草修改' }).click()
  await says(page.getByRole('status').filter({ hasText: '草稿' }), '草稿已保存')

  // What nearly every matter has goes to another department: visible before it counts.
  await page.getByRole('button', { name: '新增规则' }).click()
  await page.getByRole('combobox', { name: '牵头单位' }).click()
  await page.keyboard.type('水务局')
  await page.getByTitle('水务局', { exact: true }).click()
  await look(page, 'rules-rule-form')
  await page.getByRole('button', { name: '放进草稿' }).click()
  const added = page.getByRole('list', { name: '规则' }).getByRole('listitem').last()
  await says(added, '新增')
  await page.getByRole('button', { name: '试算最近 1000 件' }).click()
  const trial = page.getByRole('region', { name: '用过去的事项试一试' })
  await says(trial, '从哪家改派到哪家')
  await says(trial, '会派给别家的事项')
  await trial.getByText('会派给别家的事项').scrollIntoViewIfNeeded()
  await look(page, 'rules-trial')

  // To the front by keyboard: then it takes everything, and the check says so next to each rule behind it.
  const count = await page.getByRole('list', { name: '规则' }).getByRole('listitem').count()
  await page.getByRole('button', { name: `移动规则 ${count}` }).press('Home')
  await page.getByRole('button', { name: '移动规则 1', exact: true }).and(page.locator(':focus')).waitFor()
  await says(page.getByText('永远轮不到').first(), '规则 1')
  await look(page, 'rules-draft-findings')
  await page.getByRole('button', { name: '撤销上一步' }).click()
  await page.getByText('永远轮不到').first().waitFor({ state: 'detached' })

  const note = wording('试过以后再发布')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('dialog').getByLabel('版本说明').fill(note)
  await look(page, 'rules-publish')
  await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText(note).waitFor()
  await page.getByRole('link', { name: '历次版本' }).click()
  await page.getByRole('heading', { name: '这一版改了什么' }).waitFor()
  await look(page, 'rules-versions')

  // Back to what was before, as a draft.
  await page.getByRole('link', { name: /第 1 版/ }).click()
  await page.getByRole('button', { name: '把第 1 版取回为草稿' }).click()
  await page.getByRole('button', { name: '新增规则' }).waitFor()
  expect((await keeper.getRoutingDraft()).draft?.rules.map((rule) => rule.id)).toEqual(
    (await keeper.getRoutingVersion({ params: { number: 1 } })).rules.map((rule) => rule.id),
  )
})

test('of two windows at one draft the slower is shown both sides and loses nothing', async () => {
  const keeper = await colleague('rules')
  await keeper.discardRoutingDraft()
  const page = await rulesPage('routing')
  await page.getByRole('button', { name: '起草修改' }).click()
  await page.getByRole('button', { name: '删除规则 1', exact: true }).waitFor()

  const { draft } = await keeper.getRoutingDraft()
  if (!draft) throw new Error('no draft')
  await keeper.saveRoutingDraft({
    body: { revision: draft.revision, basedOn: draft.basedOn, note: '', rules: draft.rules.slice(0, -1) },
  })
  await page.getByRole('button', { name: '删除规则 1', exact: true }).click()
  await says(page.getByRole('alert'), '这份草稿在别的窗口保存过')
  await look(page, 'rules-draft-conflict')
  await page.getByRole('button', { name: '用这里的' }).click()
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await says(page.getByRole('status').filter({ hasText: '草稿' }), '草稿已保存')
  expect((await keeper.getRoutingDraft()).draft?.rules).toEqual(draft.rules.slice(1))
  await keeper.discardRoutingDraft()
})

test('a limit is changed after seeing how open matters move, and a colleague’s faster change is shown beside', async () => {
  const keeper = await colleague('rules')
  const page = await rulesPage('limits?clock=handle')
  const row = page.getByRole('row').filter({ hasText: '暴露垃圾' }).filter({ hasText: '不限' }).first()
  await row.getByRole('button', { name: '修改' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('数量').fill('9')
  await says(form, '现在的到期')
  await form.getByLabel('原因').fill('会议决定')
  await look(page, 'rules-limit-preview')

  const id = new URL(page.url()).searchParams.get('change') ?? ''
  const before = (await keeper.listLimits()).items.find((limit) => limit.id === id)
  if (!before) throw new Error('no limit')
  const change = { params: { limitId: id }, body: { amount: before.amount + 1, unit: before.unit, reason: '另一位' } }
  await keeper.changeLimit({ ...change, body: { ...change.body, expectedVersion: before.version } })
  await form.getByRole('button', { name: '保存' }).click()
  await says(form.getByRole('alert'), `${before.amount + 1} `)
  await look(page, 'rules-limit-conflict')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'detached' })
  await says(row, '9 ')
  const { version } = (await keeper.listLimits()).items.find((limit) => limit.id === id) ?? before
  await keeper.changeLimit({ ...change, body: { ...change.body, amount: before.amount, expectedVersion: version } })
})

test('a local day off is entered in the year and taken away again, and a year not announced is said so', async () => {
  const page = await rulesPage('calendars?year=2026')
  await page.getByText('2026 年的放假安排已由国务院公布').waitFor()
  await look(page, 'rules-calendar')
  for (const [what, kind] of [
    ['本地放假', '本地放假'],
    ['取消本地安排', '上班'],
  ] as const) {
    await page.locator('[data-day="2026-12-16"]').click()
    await page.getByText(what, { exact: true }).last().click()
    await page.getByLabel('原因').fill('庙会')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: new RegExp(`2026年12月16日.* · ${kind}`) }).waitFor()
  }
  await page.getByRole('button', { name: '下一年' }).click()
  await page.getByText('2027 年的放假安排还没有公布').waitFor()
  await look(page, 'rules-calendar-not-announced')
})

test('somebody who only reads the rules sees them without a way to change them', async () => {
  const reader = await rulesPage('categories', 'community')
  for (const [section, seen] of [
    ['类别', '部件'],
    ['时限', '建城时的规定'],
    ['日历', '每周作息'],
    ['派单规则', '第一条符合的说了算'],
  ] as const) {
    await reader.getByRole('navigation', { name: '规则分类' }).getByRole('link', { name: section }).click()
    await reader.getByText(seen).first().waitFor()
    expect(await reader.getByRole('button', { name: /修改|新增|停用|设置|起草|另设/ }).count(), section).toBe(0)
  }
})

test('of two keepers at one category the second sees both sides, loses nothing, and writes over only what was changed', async () => {
  const keeper = await colleague('rules')
  const before = (await keeper.listCategoryEntries()).items.find((entry) => entry.nameZh === '路灯')
  if (!before) throw new Error('no category')
  const params = { code: before.code }
  const page = await rulesPage(`categories?code=${before.code}`)
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const form = page.getByRole('dialog')
  const mine = wording('灯不亮、常亮或闪烁')
  await form.getByLabel('立案条件', { exact: false }).first().fill(mine)

  const theirs = { filingConditionZh: wording('灯不亮'), closingConditionZh: wording('灯亮了') }
  await keeper.changeCategory({ params, body: { version: before.version, ...theirs } })
  await form.getByRole('button', { name: '保存' }).click()
  const alert = form.getByRole('alert')
  await says(alert, '别人先改了这条规则')
  await says(alert, theirs.filingConditionZh)
  await says(alert, mine)
  await says(alert, '您没有改，保留对方的')
  await look(page, 'rules-category-conflict')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'detached' })
  const after = (await keeper.listCategoryEntries()).items.find((entry) => entry.code === before.code)
  expect(after).toMatchObject({ filingConditionZh: mine, closingConditionZh: theirs.closingConditionZh })
  const { filingConditionZh, closingConditionZh } = before
  await keeper.changeCategory({ params, body: { version: after?.version ?? 0, filingConditionZh, closingConditionZh } })
})
