import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chooseCategory, inTheGrid, openForm, readablePage, report, wording } from './at-work.ts'
import {
  closeBrowser,
  consolePage,
  deskPage,
  endJourney,
  goWithin,
  type Language,
  look,
  lookAtColours,
  openBrowser,
  phonePage,
  signInPast,
  still,
  tooWide,
} from './browser.ts'
import { acceptAndDispatch, colleague, versionOf } from './colleague.ts'
import { type ConsolePage, pagesWithIds } from './console-pages.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

const languages = ['zh', 'en'] as const satisfies readonly Language[]

for (const language of languages) {
  // Chinese begins light on a large screen and English dark on a small one; each is then seen the other way round.
  const isEnglish = language === 'en'
  const wide = { width: 1440, height: 900 }
  const narrow = { width: 1024, height: 768 }

  const lookBothWays = async (page: Page, name: string) => {
    await look(page, `console-${language}${isEnglish ? '-dark-narrow' : ''}-${name}`)
    await page.setViewportSize(isEnglish ? wide : narrow)
    expect(await tooWide(page), `${name}: wider than the other screen by (px)`).toBe(0)
    await page.emulateMedia({ colorScheme: isEnglish ? 'light' : 'dark' })
    await lookAtColours(page, `console-${language}${isEnglish ? '' : '-dark-narrow'}-${name}`)
    await page.emulateMedia({ colorScheme: isEnglish ? 'dark' : 'light' })
    await page.setViewportSize(isEnglish ? narrow : wide)
  }

  /** The console of one reader, page after page, as somebody who goes from one to the next sees them. */
  const readPages = async (reader: string, pages: readonly ConsolePage[]) => {
    const console = await consolePage(reader, pages[0]?.path ?? '', { language, dark: isEnglish })
    await console.setViewportSize(isEnglish ? narrow : wide)
    for (const page of pages) {
      await goWithin(console, page.path)
      await console.locator(page.part).first().waitFor()
      await page.first?.(console)
      if (page.seen) await console.locator(page.seen).first().waitFor()
      await still(console)
      await lookBothWays(console, page.name)
    }
    await console.context().close()
  }

  test(`every page of the console can be read in ${language}, light and dark, on a large and on a small screen`, async () => {
    const pages = await pagesWithIds()
    for (const reader of new Set(pages.map((page) => page.reader)))
      await readPages(
        reader,
        pages.filter((page) => page.reader === reader),
      )
  }, 400_000)

  test(`signing in and accepting can be read in ${language}, light and dark`, async () => {
    const page = await deskPage({ language, dark: isEnglish })
    await page.goto('/console/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await lookBothWays(page, 'sign-in')
    await signInPast(page, 'community')
    await page.goto(`/console/desk?view=to_accept&matter=${await report(wording('人行道的地砖翘起来了'))}`)
    await page.getByRole('button', { name: isEnglish ? 'Accept' : '受理', exact: true }).waitFor()
    await page.keyboard.press('a')
    await chooseCategory(page)
    await page.getByText(isEnglish ? 'Filing condition' : '立案条件').waitFor()
    await lookBothWays(page, 'accept-form')
  })
}

/** The pages of the phone that need no more than their address, those of whoever is signed in last: a new one is a line here. */
const phonePages: readonly { name: string; path: string; part: string; reader?: string }[] = [
  { name: 'sign-in', path: '/sign-in', part: 'header' },
  { name: 'staff-sign-in', path: '/sign-in/staff', part: 'header' },
  { name: 'receipt', path: '/m', part: 'header' },
  { name: 'nowhere', path: '/nowhere', part: 'header' },
  { name: 'to-do', path: '/', part: '#work-title', reader: 'worker' },
  { name: 'spot-solution', path: '/spot-solution', part: 'h1', reader: 'worker' },
]

for (const language of languages) {
  for (const large of [false, true]) {
    const look390 = (page: Page, name: string) => look(page, `phone-${language}${large ? '-large' : ''}-${name}`)
    test(`every page of the phone can be read in ${language}${large ? ' in large type' : ''}`, async () => {
      const zh = language === 'zh'
      const page = await phonePage({ language, at: inTheGrid })
      await page.goto('/')
      if (large) await page.getByRole('button', { name: zh ? '大字' : 'Large type' }).tap()
      await page.getByRole('link', { name: zh ? '我要反映' : 'Report a problem' }).waitFor()
      await look390(page, 'home')
      await page.goto('/report')
      await page.getByRole('button', { name: zh ? '提交' : 'Send', exact: true }).tap()
      await page.getByRole('alert').first().waitFor()
      await look390(page, 'report')
      await page.getByRole('textbox', { name: zh ? '地址' : 'Address' }).fill('幸福路 12 号院 3 号楼门口')
      await page.getByRole('textbox', { name: zh ? '什么事' : 'What is wrong' }).fill(wording('路灯坏了'))
      await page.getByRole('button', { name: zh ? '提交' : 'Send', exact: true }).tap()
      await page.getByRole('heading', { name: zh ? '已收到' : 'Received' }).waitFor()
      await look390(page, 'sent')
      await page.getByRole('link', { name: zh ? '看办到哪一步' : 'See how far it is' }).tap()
      await page.getByRole('list', { name: zh ? '办理经过' : 'What happened' }).waitFor()
      await look390(page, 'matter')
      await page.goto('/')
      await page
        .getByText(/^\d{6,}.* · /)
        .first()
        .waitFor()
      await look390(page, 'home-with-receipt')
      for (const { path, name, part, reader } of phonePages) {
        if (reader) await signInPast(page, reader)
        await page.goto(path)
        await page.locator(part).first().waitFor()
        await look390(page, name)
      }
    })
  }

  for (const large of [false, true]) {
    test(`every form of the loop on the phone can be read in ${language}${large ? ' in large type' : ''}`, async () => {
      const zh = language === 'zh'
      const look390 = (page: Page, name: string) => look(page, `phone-${language}${large ? '-large' : ''}-${name}`)
      const community = await colleague('community')
      const version = () => versionOf(community, matterId)
      const { matterId, receiptCode } = await (
        await colleague()
      ).reportMatter({
        body: { text: wording('路灯杆歪了'), place: { ...inTheGrid, coordinateSystem: 'wgs84' } },
      })
      const params = { matterId }
      const resident = await readablePage('/', { language, large })
      await resident.goto(`/m#${receiptCode}`)
      await resident.getByRole('list', { name: zh ? '办理经过' : 'What happened' }).waitFor()
      await look390(resident, 'matter-new')
      await openForm(resident, zh ? '不用办了，撤回' : 'No longer needed: withdraw', () => look390(resident, 'withdraw'))
      await community.askReporter({ params, body: { expectedVersion: await version(), words: '是哪一根灯杆？' } })
      await resident.getByText('是哪一根灯杆？').first().waitFor()
      await look390(resident, 'question')
      await community.answerQuestion({ params, body: { expectedVersion: await version(), words: '西南角那一根。' } })
      const { assignmentId } = await acceptAndDispatch(community, matterId, { whistle: true })
      const handler = await readablePage('/', { language, large })
      await signInPast(handler, 'handler')
      await handler.goto('/')
      await handler.getByRole('heading', { name: zh ? '吹哨：请到现场' : 'Whistle: please come' }).waitFor()
      await look390(handler, 'handler-to-do')
      await handler.goto(`/matters/${matterId}`)
      await openForm(handler, zh ? '到场报到' : 'Sign in on site', () => look390(handler, 'sign-in-form'))
      const worker = await colleague('handler')
      await worker.claimAssignment({ params: { matterId, assignmentId }, body: { expectedVersion: await version() } })
      for (const [zhName, enName, file] of [
        ['办完了', 'Done', 'finish'],
        ['写进展', 'Add a note', 'note'],
        ['申请延期', 'Ask for more days', 'extension'],
        ['申请挂账', 'Ask to suspend', 'suspension'],
        ['退回', 'Give back', 'return'],
      ] as const)
        await openForm(handler, zh ? zhName : enName, () => look390(handler, file))
      await look390(handler, 'handler-matter')
    })
  }
}
