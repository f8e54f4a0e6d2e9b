import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, type TestContext } from 'vitest'

export const password = 'linli-demo-city'
export type Language = 'zh' | 'en'

export interface PageOptions {
  language?: Language
  dark?: boolean
  /** The screen of a command centre. */
  wide?: boolean
  /** Where the phone is, and that it may say so. */
  at?: { longitude: number; latitude: number }
}

const screenshots = join(import.meta.dirname, 'screenshots')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const faults: string[] = []
const contexts = new Set<BrowserContext>()
let browser: Browser | undefined

export async function openBrowser(): Promise<void> {
  mkdirSync(screenshots, { recursive: true })
  browser = await chromium.launch({
    executablePath: process.env['LINLI_CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: [
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Maps are drawn by WebGL; without a graphics card, by software.
      '--enable-unsafe-swiftshader',
    ],
  })
}

export async function closeBrowser(): Promise<void> {
  await browser?.close()
}

/** Closes every page of the journey and fails when one of them had an error on its console or asked another origin. */
export async function endJourney({ task }: TestContext): Promise<void> {
  // What was on the screens when a journey failed tells more than the message.
  if (task.result?.state === 'fail') {
    const pages = [...contexts].flatMap((context) => context.pages())
    await Promise.all(pages.map((page, at) => page.screenshot({ path: join(screenshots, `failed-${at}.png`) })))
  }
  await Promise.all([...contexts].map((context) => context.close()))
  contexts.clear()
  expect(faults.splice(0)).toEqual([])
}

/** A phone of its own, with its own storage. */
export function phonePage(options: PageOptions = {}): Promise<Page> {
  return newPage(options, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
}

/** A desk of its own, with its own storage. */
export function deskPage(options: PageOptions = {}): Promise<Page> {
  return newPage(options, { viewport: options.wide ? { width: 1920, height: 1080 } : { width: 1440, height: 900 } })
}

async function newPage({ language = 'zh', dark = false, at }: PageOptions, device: BrowserContextOptions): Promise<Page> {
  if (!browser) throw new Error('openBrowser first')
  const baseURL = inject('url')
  const context = await browser.newContext({
    ...device,
    baseURL,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(at && { geolocation: at, permissions: ['geolocation'] }),
  })
  contexts.add(context)
  context.setDefaultTimeout(30_000)
  context.on('request', (request) => {
    const asked = new URL(request.url())
    if (asked.protocol.startsWith('http') && asked.origin !== baseURL) faults.push(`asked another origin: ${request.url()}`)
  })
  context.on('weberror', (error) => faults.push(`error on a page: ${error.error().stack ?? error.error().message}`))
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const said = `${message.text()} (${message.location().url})`
    if (!isAnswerOfTheServer(said)) faults.push(`error on the console: ${said}`)
  })
  return context.newPage()
}

/** The browser writes down every refusal (nobody is signed in, somebody was faster) and every lost connection; the pages handle them. */
function isAnswerOfTheServer(said: string): boolean {
  const refused = /Failed to load resource: the server responded with a status of (401|404|409|422) .*\/api\//
  return refused.test(said) || /Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|FAILED)/.test(said)
}

/** Signs a member of staff in where the page asks for it. */
export async function signIn(page: Page, loginName: string, language: Language = 'zh'): Promise<void> {
  await page.getByLabel(language === 'zh' ? '账号' : 'Account', { exact: true }).fill(loginName)
  await page.getByLabel(language === 'zh' ? '密码' : 'Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: language === 'zh' ? '登录' : 'Sign in', exact: true }).click()
}

/** Signs a member of staff in past the sign-in page, which only the journeys about it need to see. */
export async function signInPast(page: Page, loginName: string): Promise<void> {
  const answer = await page.request.post('/api/session', { data: { loginName, password } })
  if (!answer.ok()) throw new Error(`${loginName} could not sign in: ${await answer.text()}`)
}

/** A page of the console by its address, its reader already signed in. */
export async function consolePage(loginName: string, path: string, options: PageOptions = {}): Promise<Page> {
  const page = await deskPage(options)
  await signInPast(page, loginName)
  await page.goto(`/console${path}`)
  await page.getByRole('navigation', { name: options.language === 'en' ? 'Main' : '主导航' }).waitFor()
  return page
}

/** To another address of the console without loading it anew, as a link there would. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`/console${path}`)}); dispatchEvent(new PopStateEvent('popstate'))`)
}

/** Saves what is on the screen and looks at it: barriers, words without a translation, a page wider than the screen. */
export async function look(page: Page, name: string): Promise<void> {
  await still(page)
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
  expect(await barriers(page), `${name}: barriers`).toEqual([])
  expect(await untranslated(page), `${name}: keys instead of words`).toEqual([])
  expect(await tooWide(page), `${name}: wider than the screen by (px)`).toBe(0)
}

/** Looks again after the colours alone have changed: whether everything can still be told from its ground. */
export async function lookAtColours(page: Page, name: string): Promise<void> {
  await still(page)
  await page.screenshot({ path: join(screenshots, `${name}.png`) })
  expect(await barriers(page, ['color-contrast']), `${name}: barriers`).toEqual([])
}

/** How many pixels the page is wider than its window. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)')
}

/** Waits until nothing is being fetched or moving. */
export async function still(page: Page): Promise<void> {
  await page
    .getByText(/^(正在加载…|Loading…)$/)
    .first()
    .waitFor({ state: 'detached' })
  await page.evaluate(`document.fonts.ready.then(() => Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => undefined)))).then(() => undefined)`)
}

interface Violation {
  id: string
  impact: string | null
  nodes: { target: string[]; failureSummary: string }[]
}

/** `only` names the rules to look by; all of them without. */
async function barriers(page: Page, only?: string[]): Promise<string[]> {
  // Evaluated by the browser's own tools, so that the page's content security policy stays as it is.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(only && { runOnly: only }) })})`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary}`))
}

async function untranslated(page: Page): Promise<string[]> {
  const text = await page.evaluate<string>('document.body.innerText')
  return text.match(/\b[a-z][a-zA-Z]*(\.[a-z][a-zA-Z_]*)+\b|\{\{.*?\}\}/g) ?? []
}
