import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { says } from './at-work.ts'
import { closeBrowser, deskPage, endJourney, look, openBrowser, type PageOptions, signIn } from './browser.ts'
import { colleague } from './colleague.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** A code no other run of these journeys has given away: an ended code is given to nothing else. */
const mark = `${process.pid}${String(Date.now()).slice(-5)}`

async function rulesPage(path: string, { loginName = 'rules', ...options }: PageOptions & { loginName?: string } = {}): Promise<Page> {
  const page = await deskPage(options)
  await page.goto(`/console/rules/${path}`)
  await signIn(page, loginName, options.language)
  await page.getByRole('navigation', { name: options.language === 'en' ? 'Kinds of rules' : '规则分类' }).waitFor()
  return page
}

const csv = (rows: readonly string[]) => ({
  name: '类别.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['代码,上级,门类,名称,英文名称,立案条件,结案条件', ...rows].join('\n')),
})

test('a rule keeper adds a category and ends it again', async () => {
  const page = await rulesPage('categories')
  await page.getByRole('button', { name: '新增类别' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('代码').fill(`T${mark}`)
  await form.getByLabel('中文名称').fill(`共享雨伞乱放${mark}`)
  await form.getByLabel('英文名称').fill(`Umbrellas left about ${mark}`)
  await form.getByLabel('立案条件（中文）').fill('公共雨伞堆放在人行道')
  await form.getByLabel('立案条件（英文）').fill('Shared umbrellas block a pavement')
  await form.getByLabel('结案条件（中文）').fill('已归位')
  await look(page, 'rules-category-add')

  // What was typed is there again after a reload.
  await page.reload()
  await page.getByRole('button', { name: '新增类别' }).click()
  expect(await form.getByLabel('代码').inputValue()).toBe(`T${mark}`)
  await form.getByLabel('结案条件（英文）').fill('They are back in their place')
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { name: `共享雨伞乱放${mark}` }).waitFor()

  await page.getByRole('button', { name: '停用', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('原因').fill('并入非机动车乱停')
  await look(page, 'rules-category-end')
  await dialog.getByRole('button', { name: '停用' }).click()
  await says(page.getByRole('heading', { name: `共享雨伞乱放${mark}` }), '已停用')
})

test('categories are imported from a file after a preview of every row', async () => {
  const page = await rulesPage('categories')
  await page.getByRole('link', { name: '从文件导入' }).click()
  const good = `I${mark},,事件,暴雪专项${mark},Snow works ${mark},积雪影响通行,积雪已清`
  await page
    .locator('input[type=file]')
    .setInputFiles(csv([good, `I${mark},,事件,又一次,Once more,有,无`, `J${mark},,没有的门类,乱写,Nonsense,有,无`]))
  await page.getByText('这个代码在文件里出现了两次').waitFor()
  await page.getByText(/门类只能是部件、事件、民生/).waitFor()
  expect(await page.getByRole('button', { name: '导入 1 个类别' }).isDisabled()).toBe(true)
  await look(page, 'rules-category-import')
  await page.getByRole('checkbox', { name: /跳过被拒绝的 2 行/ }).check()
  await page.getByRole('button', { name: '导入 1 个类别' }).click()
  await says(page.getByRole('alert'), '新增 1')

  // The same file again changes nothing.
  await page.getByRole('button', { name: '再导入一个文件' }).click()
  await page.locator('input[type=file]').setInputFiles(csv([good]))
  await page.getByRole('button', { name: '文件里没有要改的' }).waitFor()
  await page.goto(`/console/rules/categories?code=I${mark}`)
  await page.getByRole('heading', { name: `暴雪专项${mark}` }).waitFor()

  const english = await rulesPage('categories/import', { language: 'en', dark: true })
  await english.setViewportSize({ width: 1024, height: 768 })
  await english.locator('input[type=file]').setInputFiles(csv([good.replace('积雪影响通行', '积雪超过五厘米')]))
  await english.getByText('Would change').first().waitFor()
  await look(english, 'rules-category-import-en')

  // Whoever only reads the rules has no way in.
  const reader = await rulesPage('categories/import', { loginName: 'community' })
  await reader.getByText('没有权限').first().waitFor()
  const keeper = await colleague('rules')
  const entry = (await keeper.listCategoryEntries()).items.find((one) => one.code === `I${mark}`)
  await keeper.endCategory({ params: { code: `I${mark}` }, body: { version: entry?.version ?? 0, reason: '试用完毕' } })
})

test('the hours of a week are set for a while and taken away again', async () => {
  const page = await rulesPage('calendars?year=2027')
  await page.getByRole('button', { name: '设置作息' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('从哪天起').fill('2027-06-01')
  await form.getByLabel('到哪天止').fill('2027-08-31')
  await form.getByLabel('周一').fill('08:00-12:00 14:30')
  await form.getByLabel('原因').fill('夏季作息')
  await form.getByRole('button', { name: '保存' }).click()
  await says(form, '请写成 08:30-12:00 13:30-17:30')
  await form.getByLabel('周一').fill('08:00-12:00 14:30-18:00')
  await look(page, 'rules-hours')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'detached' })
  const period = page.getByRole('table').filter({ hasText: '2027-06-01 至 2027-08-31' })
  await says(period, '08:00–12:00 14:30–18:00')
  await look(page, 'rules-hours-set')
  await period.getByRole('button', { name: '取消这段作息' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('不再执行')
  await page.getByRole('dialog').getByRole('button', { name: '取消这段作息' }).click()
  await period.waitFor({ state: 'detached' })
})

test('a year of holidays is confirmed and the confirmation taken back', async () => {
  const page = await rulesPage('calendars?year=2028')
  await page.getByText('2028 年的放假安排还没有公布').waitFor()
  for (const [button, said] of [
    ['确认已录入', '2028 年的放假安排已由本市人工录入并确认'],
    ['撤回确认', '2028 年的放假安排还没有公布'],
  ] as const) {
    await page.getByRole('button', { name: button }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('原因').fill('按市政府办公室通知')
    if (button === '确认已录入') await look(page, 'rules-confirm-year')
    await dialog.getByRole('button', { name: button }).click()
    await page.getByText(said).waitFor()
  }
})

test('an area gets another name, and a colleague who was faster is not written over unseen', async () => {
  const admin = await colleague('admin')
  const { items } = await admin.listAreas({ query: { search: '370281001005' } })
  const area = items.find((one) => one.code === '370281001005')
  if (!area) throw new Error('no area')
  const page = await deskPage()
  await page.goto(`/console/areas?area=${area.id}`)
  await signIn(page, 'admin')
  await page.getByRole('button', { name: '改名改类' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('新名称').fill(`${area.name}新`)
  await dialog.getByLabel('原因').fill('居民会议通过')
  await look(page, 'areas-rename')
  const params = { areaId: area.id }
  await admin.renameArea({ params, body: { version: area.version, name: `${area.name}甲`, reason: '先改一步' } })
  await dialog.getByRole('button', { name: /保\s?存/ }).click()
  await says(dialog.getByRole('alert'), `${area.name}甲`)
  await dialog.getByRole('button', { name: /保\s?存/ }).click()
  await page.getByRole('heading', { name: `${area.name}新` }).waitFor()
  await says(page.locator('.linli-timeline').first(), '居民会议通过')
  const { version } = await admin.getArea({ params })
  await admin.renameArea({ params, body: { version, name: area.name, reason: '改回来' } })
})

test('a community is split with its grids, which can be given to the other part, and a reload loses nothing', async () => {
  const admin = await colleague('admin')
  const { items } = await admin.listAreas({ query: { search: '370281001006' } })
  const area = items.find((one) => one.code === '370281001006')
  if (!area) throw new Error('no area')
  const page = await deskPage({ language: 'en', dark: true })
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`/console/areas?area=${area.id}&tool=split`)
  await signIn(page, 'admin', 'en')
  await page.getByRole('button', { name: 'North to south' }).click()
  const below = page.getByRole('region', { name: 'Areas below' })
  await below.waitFor()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Too many households')
  const grid = below.getByRole('listitem').first()
  const before = await grid.innerText()
  await grid.getByRole('combobox').click()
  await page
    .getByTitle(before.includes('Part 1') ? 'Part 2' : 'Part 1', { exact: true })
    .last()
    .click()
  await page.reload()
  await below.waitFor()
  expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('Too many households')
  await says(below.getByRole('listitem').first(), before.includes('Part 1') ? 'Part 2' : 'Part 1')
  await below.scrollIntoViewIfNeeded()
  await look(page, 'areas-split-children-en')
})
