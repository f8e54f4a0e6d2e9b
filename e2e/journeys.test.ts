import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  accept,
  choose,
  consoleAt,
  desk,
  endSession,
  fromMenu,
  grid,
  inTheGrid,
  report,
  reportAnonymously,
  says,
  showFresh,
  staffPhone,
  stars,
  waiting,
  wording,
} from './at-work.ts'
import { acceptAndDispatch, colleague, versionOf } from './colleague.ts'
import { closeBrowser, deskPage, endJourney, look, openBrowser, phonePage, signIn } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

test('a resident without an account reports in four taps and sees every step live until five stars close it', async () => {
  const what = wording('楼下的路灯坏了三天了')
  const clerk = await desk('community')
  await clerk.getByRole('link', { name: '待受理' }).click()

  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/')
  await resident.getByRole('link', { name: '我要反映' }).tap()
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  await resident.getByText('位置已找到：').waitFor()
  await look(resident, 'journey-report-located')
  await resident.getByRole('textbox', { name: '什么事' }).fill(what)
  await resident.getByRole('button', { name: '提交', exact: true }).tap()
  await resident.getByRole('heading', { name: '已收到' }).waitFor()
  const number = (
    await resident
      .getByText(/^\d{6,}/)
      .first()
      .innerText()
  ).trim()
  expect(number).toMatch(/^\d+/)
  await resident.getByRole('heading', { name: '查询码' }).waitFor()
  await look(resident, 'journey-sent')
  await resident.getByRole('link', { name: '看办到哪一步' }).tap()
  const standing = resident.getByRole('heading', { level: 1 })
  await says(standing, '已收到')

  // It arrives on the open desk by itself.
  await showFresh(clerk, what)
  await clerk.getByRole('link', { name: what }).click()
  await clerk.getByRole('button', { name: '受理', exact: true }).first().waitFor()
  await accept(clerk)
  await says(standing, '已受理')
  await clerk.keyboard.press('d')
  await clerk.getByText('按类别默认推荐').waitFor()
  await look(clerk, 'journey-dispatch-form')
  await clerk.keyboard.press('Control+Enter')
  await says(clerk.getByRole('heading', { level: 1 }), '已派遣')
  await says(standing, '已派给城市管理局')

  const handler = await staffPhone('handler')
  await handler.getByRole('link', { name: what }).tap()
  await handler.getByRole('button', { name: '认领' }).tap()
  await handler.getByRole('dialog').getByRole('button', { name: '认领' }).tap()
  await says(standing, '正在办')
  await handler.getByRole('button', { name: '办完了' }).tap()
  await handler.getByLabel('办理情况').fill('换了灯泡和镇流器，已经亮了。')
  await handler.getByLabel('给反映人的答复').fill('灯已经修好，今晚起照常亮。')
  await look(handler, 'journey-finish-form')
  await handler.getByRole('button', { name: '提交', exact: true }).tap()
  await says(standing, '已经办好，正安排人到现场看')
  await resident.getByText('灯已经修好，今晚起照常亮。').first().waitFor()

  const worker = await staffPhone(`worker-${grid}`)
  await worker.getByRole('heading', { name: '去现场核查' }).waitFor()
  await look(worker, 'journey-to-do')
  await worker.getByRole('link', { name: what }).tap()
  await worker.getByRole('button', { name: '现场核查' }).tap()
  await worker.getByText('已经办好', { exact: true }).tap()
  await worker.getByLabel('现场情况').fill('晚上去看过，灯亮着。')
  await worker.getByRole('button', { name: '带上我的位置' }).tap()
  await worker.getByRole('button', { name: '位置已带上' }).waitFor()
  await look(worker, 'journey-verify-form')
  await worker.getByRole('button', { name: '提交', exact: true }).tap()
  await says(standing, '我们到现场看过，已经办好')

  await resident.getByText('解决了', { exact: true }).tap()
  await stars(resident, 5)
  await resident.getByLabel('想说的话').fill('很快，谢谢。')
  await look(resident, 'journey-rate')
  await resident.getByRole('button', { name: '提交评价' }).tap()
  await says(standing, '已经办结，评价 5 星')
  await look(resident, 'journey-closed')
  await says(clerk.getByRole('heading', { level: 1 }), '已办结')
  await clerk.getByText(number).first().waitFor()
  await look(clerk, 'journey-desk-closed')
  await says(handler.getByRole('heading', { level: 1 }), '已经办结')
  await says(worker.getByRole('heading', { level: 1 }), '已经办结')
})

test('of two clerks at the same matter the slower is told what changed and loses nothing that was typed', async () => {
  const matter = await report(wording('小区门口的垃圾桶满了没人收'))
  const first = await desk('community', matter)
  const watching = await desk(`desk-${grid.slice(0, 12)}`, matter)
  const cutOff = await desk('community', matter, { live: false })
  const words = '这是物业的事，请先找物业服务中心。'
  for (const slower of [watching, cutOff]) {
    await slower.getByRole('button', { name: '不予受理' }).click()
    await choose(slower, '原因', '不归本市管')
    await slower.getByLabel('告诉反映人的话').fill(words)
  }

  await accept(first)

  // Who is connected is told while typing; who is not, when trying.
  await cutOff.getByRole('dialog').getByRole('button', { name: '不予受理' }).click()
  for (const slower of [watching, cutOff]) {
    const alert = slower.getByRole('alert').filter({ hasText: '这件事项有了新变化' })
    await says(alert, '受理了')
    await says(alert, '您写的内容还在')
    expect(await slower.getByLabel('告诉反映人的话').inputValue()).toBe(words)
    await says(slower.getByRole('heading', { level: 1 }), '已受理')
  }
  await look(cutOff, 'journey-conflict')
})

test('a clerk whose session ends while typing signs in over the page and goes on', async () => {
  const words = '楼道属于业主共有，请先联系物业；物业不管再来找我们。'
  // Who is connected is asked at once; who is not, when trying to send.
  for (const live of [true, false]) {
    const matter = await report(wording('楼道里堆了很多杂物'))
    const clerk = await desk('community', matter, { live })
    await clerk.getByRole('button', { name: '不予受理' }).click()
    await choose(clerk, '原因', '属于私人纠纷')
    await clerk.getByLabel('告诉反映人的话').fill(words)
    await endSession(clerk)
    const send = clerk.getByRole('dialog').getByRole('button', { name: '不予受理' })
    if (!live) await send.click()
    const again = clerk.getByRole('dialog', { name: '请重新登录' })
    await again.waitFor()
    if (live) await look(clerk, 'journey-signed-out')
    await signIn(clerk, 'community')
    await again.waitFor({ state: 'hidden' })
    expect(await clerk.getByLabel('告诉反映人的话').inputValue()).toBe(words)
    await send.click()
    await says(clerk.getByRole('heading', { level: 1 }), '不予受理')
    await clerk.getByText(words).first().waitFor()
  }
})

test('a handler asks for more days and then to give it back, and the desk rules on both', async () => {
  const what = wording('广场的地砖碎了一片')
  const matter = await report(what)
  const clerk = await desk('community', matter)
  await accept(clerk)
  await clerk.keyboard.press('d')
  await clerk.getByText('按类别默认推荐').waitFor()
  await clerk.keyboard.press('Control+Enter')
  await says(clerk.getByRole('heading', { level: 1 }), '已派遣')

  const handler = await consoleAt('handler', 'to_claim', matter)
  await handler.getByRole('button', { name: '认领' }).click()
  await handler.getByRole('dialog').getByRole('button', { name: '认领' }).click()
  await says(handler.getByRole('heading', { level: 1 }), '处置中')
  await fromMenu(handler, '申请延期')
  await handler.getByRole('spinbutton', { name: '申请延长几天' }).fill('200')
  await handler.getByLabel('为什么').fill('地砖要定做，后天到货。')
  const ask = handler.getByRole('dialog').getByRole('button', { name: '申请延期' })
  await ask.click()
  await says(handler.getByRole('alert'), '一次最多延期')
  await handler.getByRole('spinbutton', { name: '申请延长几天' }).fill('2')
  await ask.click()
  await handler.getByRole('dialog').waitFor({ state: 'hidden' })
  await handler.getByRole('heading', { name: '等待裁定' }).waitFor()

  await clerk.getByText('地砖要定做，后天到货。').first().waitFor()
  await look(clerk, 'journey-extension-asked')
  await clerk.getByRole('button', { name: '审批延期' }).click()
  await clerk.getByRole('dialog').getByText('申请延长 2 天').waitFor()
  await clerk.getByRole('dialog').getByText('同意延期', { exact: true }).click()
  await look(clerk, 'journey-rule-extension')
  await clerk.getByRole('dialog').getByRole('button', { name: '审批延期' }).click()
  await handler.getByText('同意延期 2 天').first().waitFor()
  await clerk.getByText('改过：').waitFor()

  await fromMenu(handler, '退回')
  await choose(handler, '原因', '应由其他单位牵头')
  await handler.getByLabel('说明').fill('广场归园林部门管。')
  await handler.getByRole('dialog').getByRole('button', { name: '退回' }).click()
  await clerk.getByText('广场归园林部门管。').first().waitFor()
  await clerk.getByRole('button', { name: '裁定退回' }).click()
  await clerk.getByRole('dialog').getByText('同意退回', { exact: true }).click()
  await clerk.getByRole('dialog').getByRole('button', { name: '裁定退回' }).click()
  await says(clerk.getByRole('heading', { level: 1 }), '已受理')
  await clerk.getByRole('dialog').waitFor({ state: 'hidden' })
  await clerk.getByRole('button', { name: '派遣' }).waitFor()
  await look(clerk, 'journey-returned')
})

test('a supervisor raises a card and the desk it is about answers', async () => {
  const matter = await report(wording('河边的护栏断了一截'))
  const clerk = await desk('community', matter)
  const supervisor = await consoleAt('supervisor', 'open', matter)
  await fromMenu(supervisor, '督办')
  await supervisor.getByRole('dialog').getByText('黄牌督办', { exact: true }).click()
  await supervisor.getByLabel('要求').fill('护栏关系到安全，请今天派出去。')
  await look(supervisor, 'journey-supervise')
  await supervisor.getByRole('dialog').getByRole('button', { name: '督办', exact: true }).click()
  await supervisor.getByRole('dialog').waitFor({ state: 'hidden' })

  await clerk.getByText('护栏关系到安全，请今天派出去。').first().waitFor()
  await clerk.getByRole('button', { name: '答复督办' }).click()
  await clerk.getByRole('textbox', { name: '答复' }).fill('马上派给城市管理局，今晚先围起来。')
  await look(clerk, 'journey-answer-card')
  await clerk.getByRole('dialog').getByRole('button', { name: '答复督办' }).click()
  await supervisor.getByText('答复：马上派给城市管理局，今晚先围起来。').waitFor()
  await look(supervisor, 'journey-card-answered')
})

test('a clerk asks the reporter for more, and the answer brings it back to the desk', async () => {
  const reported = await reportAnonymously(wording('楼上漏水'))
  const clerk = await desk('community', reported.matterId)
  await clerk.getByRole('button', { name: '请反映人补充' }).click()
  await clerk.getByLabel('请反映人补充什么').fill('请问是几号楼、几单元？')
  await look(clerk, 'journey-ask')
  await clerk.getByRole('dialog').getByRole('button', { name: '请反映人补充' }).click()
  await says(clerk.getByRole('heading', { level: 1 }), '待补充')
  await clerk.getByText('暂停中').first().waitFor()
  await look(clerk, 'journey-awaiting')

  await reported.answer('3 号楼 2 单元 601。')
  await says(clerk.getByRole('heading', { level: 1 }), '已上报')
  await clerk.getByText('3 号楼 2 单元 601。').waitFor()
  await clerk.getByRole('button', { name: '受理', exact: true }).waitFor()
})

test('from sign-in to dispatched the desk needs no mouse', async () => {
  const what = wording('路边井盖松动，车一压就响')
  const matter = await report(what)
  const clerk = await deskPage()
  await clerk.goto(`/console/desk?view=to_accept`)
  await clerk.getByLabel('账号').waitFor()
  await clerk.keyboard.type('community')
  await clerk.keyboard.press('Tab')
  await clerk.keyboard.type('linli-demo-city')
  await clerk.keyboard.press('Enter')
  await clerk.getByRole('link', { name: what }).waitFor()
  await vi.waitFor(async () => {
    await clerk.keyboard.press('j')
    expect(clerk.url()).toContain(matter)
  }, waiting)
  await clerk.getByRole('button', { name: '受理', exact: true }).waitFor()
  await accept(clerk)
  await clerk.keyboard.press('d')
  await clerk.getByText('按类别默认推荐').waitFor()
  await clerk.keyboard.press('Control+Enter')
  await says(clerk.getByRole('heading', { level: 1 }), '已派遣')
})

test('without network a report is kept, sent by itself, and there once though its answer was lost', async () => {
  const what = wording('公交站的座椅断了一根')
  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/report')
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  await resident.getByText('位置已找到：').waitFor()
  await resident.getByRole('textbox', { name: '地址' }).fill('幸福路 12 号公交站')
  await resident.getByRole('textbox', { name: '什么事' }).fill(what)
  await resident.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await resident.context().setOffline(true)
  await resident.getByRole('button', { name: '提交', exact: true }).tap()
  await resident.getByRole('heading', { name: '已存在手机里' }).waitFor()
  await look(resident, 'journey-offline')
  await resident.reload()
  await resident.getByRole('heading', { name: '已存在手机里' }).waitFor()

  // The first try arrives, and its answer is lost on the way back.
  let lost = 0
  await resident.route(
    '**/api/matters',
    async (route) => {
      await route.fetch()
      lost += 1
      await route.abort()
    },
    { times: 1 },
  )
  await resident.context().setOffline(false)
  await vi.waitFor(() => expect(lost).toBe(1), waiting)
  await resident.getByRole('heading', { name: '已收到' }).waitFor()
  await resident.goto('/')
  await resident.getByRole('link', { name: what }).waitFor()
  const clerk = await desk('community')
  const found = await clerk.request.get('/api/matters?view=to_accept&limit=100')
  const { items } = (await found.json()) as { items: { text: string }[] }
  expect(items.filter((one) => one.text === what)).toHaveLength(1)
})

test('whoever opens a deep link without being signed in lands there after signing in', async () => {
  const what = wording('健身器材的螺丝掉了')
  const matter = await report(what)
  const clerk = await deskPage()
  await clerk.goto(`/console/desk?view=all&matter=${matter}`)
  await signIn(clerk, 'community')
  await clerk.getByRole('region', { name: '事项' }).getByText(what).waitFor()

  const worker = await phonePage()
  await worker.goto(`/matters/${matter}`)
  await worker.getByRole('link', { name: '登录' }).tap()
  await worker.getByRole('link', { name: '工作人员登录' }).tap()
  await signIn(worker, `worker-${grid}`)
  await worker.getByText(what).waitFor()
  expect(new URL(worker.url()).pathname).toBe(`/matters/${matter}`)
})

test('a resident with a receipt is asked and answers, sees why the date moved, asks to hurry, and rates after closing', async () => {
  const nobody = await colleague()
  const community = await colleague('community')
  const handler = await colleague('handler')
  const worker = await colleague(`worker-${grid}`)
  const receipt = await nobody.reportMatter({
    body: { text: wording('路口的路灯一闪一闪的'), place: { ...inTheGrid, coordinateSystem: 'wgs84' } },
  })
  const { matterId } = receipt
  const params = { matterId }
  const resident = await phonePage()
  await resident.goto(`/m#${receipt.receiptCode}`)
  const standing = resident.getByRole('heading', { level: 1 })
  await says(standing, '已收到')

  await community.askReporter({ params, body: { expectedVersion: await versionOf(community, matterId), words: '是哪一根灯杆？' } })
  await says(standing, '还需要您补充')
  await resident.getByText('是哪一根灯杆？').first().waitFor()
  await resident.getByText(/请在.*前补充/).waitFor()
  const answer = resident.getByLabel('您的补充')
  await answer.fill('西南角，灯杆上写着 17 号。')
  // What is typed outlives the page.
  await resident.reload()
  await vi.waitFor(async () => expect(await answer.inputValue()).toBe('西南角，灯杆上写着 17 号。'), waiting)
  await look(resident, 'journey-question')
  await resident.getByRole('button', { name: '提交补充' }).tap()
  await says(standing, '已收到')

  const { assignmentId } = await acceptAndDispatch(community, matterId)
  const share = { matterId, assignmentId }
  const version = () => versionOf(community, matterId)
  await handler.claimAssignment({ params: share, body: { expectedVersion: await version() } })
  await handler.askExtension({ params: share, body: { expectedVersion: await version(), days: 1, words: '灯具明天到货。' } })
  await community.ruleExtension({ params: share, body: { expectedVersion: await version(), granted: true } })
  await resident.getByText(/原来答应.*因为同意了延期/).waitFor()

  await resident.getByRole('button', { name: '催一催' }).tap()
  await look(resident, 'journey-remind-form')
  await resident.getByRole('dialog').getByRole('button', { name: '催一催' }).tap()
  await resident.getByText(/催过 1 次.*明天起可以再催/).waitFor()
  expect(await resident.getByRole('button', { name: '催一催' }).count()).toBe(0)
  await look(resident, 'journey-date-moved')

  await handler.finishAssignment({
    params: share,
    body: { expectedVersion: await version(), result: '换了灯具。', publicAnswer: '17 号灯已经换好。' },
  })
  await worker.verifyMatter({ params, body: { expectedVersion: await version(), passed: true, note: '灯亮着，不闪了。' } })
  await community.callBack({ params, body: { expectedVersion: await version(), reached: true, verdict: { solved: true, stars: 5 } } })
  await says(standing, '已经办结')
  await resident.getByText('可以评价到').waitFor()
  await resident.getByText('解决了', { exact: true }).tap()
  await stars(resident, 3)
  await resident.getByText('太慢').tap()
  await look(resident, 'journey-rate-after-closing')
  await resident.getByRole('button', { name: '提交评价' }).tap()
  await says(standing, '评价 3 星')
  const rated = await community.getMatter({ params })
  expect(rated).toMatchObject({ state: 'closed', rating: { givenBy: 'reporter', stars: 3, reasons: ['too_slow'] } })
})

test('a whistled handler signs in on site, claims, and is granted the days that were asked for', async () => {
  const what = wording('路灯杆歪了，怕要倒')
  const matterId = await report(what)
  const community = await colleague('community')
  await acceptAndDispatch(community, matterId, { whistle: true })

  const handler = await staffPhone('handler')
  await handler.getByRole('heading', { name: '吹哨：请到现场' }).waitFor()
  await handler.getByRole('link', { name: what }).tap()
  await handler.getByText('吹哨了：请到现场报到').waitFor()
  await look(handler, 'journey-whistle')
  await handler.getByRole('button', { name: '到场报到' }).tap()
  await handler.getByRole('button', { name: '带上我的位置' }).tap()
  await handler.getByText(/离事发地约/).waitFor()
  await look(handler, 'journey-sign-in-form')
  await handler.getByRole('dialog').getByRole('button', { name: '到场报到' }).tap()
  await handler.getByText(/已到场.*离事发地约/).waitFor()

  await handler.getByRole('button', { name: '认领' }).tap()
  await handler.getByRole('dialog').getByRole('button', { name: '认领' }).tap()
  await handler.getByRole('button', { name: '申请延期' }).tap()
  await handler.getByRole('button', { name: '多一天' }).tap()
  expect(await handler.getByLabel('需要多几天').inputValue()).toBe('2')
  await handler.getByLabel('为什么需要延期').fill('吊车后天才能来。')
  await look(handler, 'journey-extension-form')
  await handler.getByRole('button', { name: '提交', exact: true }).tap()
  await handler.getByText('已申请延期 2 天').waitFor()
  await handler
    .getByText(/等.*裁定/)
    .first()
    .waitFor()
  expect(await handler.getByRole('button', { name: '申请延期' }).count()).toBe(0)
  await look(handler, 'journey-extension-asked')

  const asked = await community.getMatter({ params: { matterId } })
  const [request] = asked.requests
  await community.ruleExtension({
    params: { matterId, assignmentId: request?.assignmentId ?? '' },
    body: { expectedVersion: asked.version, granted: true },
  })
  await handler
    .getByText(/同意延期 2 天/)
    .first()
    .waitFor()
  await handler.getByText('已申请延期 2 天').waitFor({ state: 'detached' })
  await handler.getByText(/原来答应.*因为同意了延期/).waitFor()
})

test('a grid worker sees what is near first, and takes on and finishes a task by the words of its own table', async () => {
  const what = wording('挨家看一遍楼道里有没有充电的电动车')
  const community = await colleague('community')
  const me = await (await colleague(`worker-${grid}`)).getMe()
  const areaId = me.posts[0]?.areaId ?? ''
  const task = await community.beginMatter({ params: { kind: 'task' }, body: { text: what, areaId, form: { toAreaId: areaId } } })

  const worker = await staffPhone(`worker-${grid}`)
  await worker.getByRole('heading', { name: '交给我们的任务' }).waitFor()
  await worker.getByRole('link', { name: what }).tap()
  for (const step of ['接受任务', '开始办理']) {
    await worker.getByRole('button', { name: step }).tap()
    await worker.getByRole('dialog').getByRole('button', { name: step }).tap()
    await worker.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await worker.getByRole('button', { name: '报告完成' }).tap()
  await worker.getByLabel('办理情况').fill('看了 42 户，有 1 户，已经劝走。')
  await look(worker, 'journey-task-done-form')
  await worker.getByRole('dialog').getByRole('button', { name: '报告完成' }).tap()
  await says(worker.getByRole('heading', { level: 1 }), '待检查')
  expect((await community.getMatter({ params: { matterId: task.matterId } })).state).toBe('finished')
})

test('whoever is shown a link to somebody else’s matter joins it without an account and follows it', async () => {
  const matterId = await report(wording('广场的健身器材掉漆了'))
  const resident = await phonePage()
  await resident.goto(`/matters/${matterId}`)
  await resident.getByRole('button', { name: '我也遇到了' }).tap()
  await says(resident.getByRole('heading', { level: 1 }), '已收到')
  await resident.getByText('另有 1 人也遇到了').waitFor()
  await look(resident, 'journey-joined')
  await resident.goto('/')
  await resident.getByText('我也遇到了的事').waitFor()
})
