import { demoPassword } from '../demo/demo-people.ts'
import { type DeskRequest, requestsOf, rowsOfPage, type Sample } from './desk-requests.ts'
import type { Desk } from './desk-sample.ts'
import { quantile } from './quantile.ts'

/** Each is sent so often; the first warms and is not counted. */
const rounds = 8

/** Medians of everything the pages of a desk ask for, in milliseconds, one request after another. */
export async function askServer(url: string, desk: Desk, sample: Sample): Promise<Record<string, number>> {
  const ask = await signIn(url, desk)
  const figures: Record<string, number> = {}
  const slowest: number[] = []
  for (const request of requestsOf(sample)) {
    const times: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const { milliseconds } = await ask(request)
      if (round > 0) times.push(milliseconds)
    }
    figures[`api_${request.name}_ms`] = quantile(times, 0.5)
    slowest.push(Math.max(...times))
  }
  const { first, deep } = await pageThrough(ask)
  return {
    ratio_page_200_to_1: quantile(deep, 0.5) / quantile(first, 0.5),
    api_page_1_ms: quantile(first, 0.5),
    api_page_200_ms: quantile(deep, 0.5),
    api_slowest_ms: Math.max(...slowest),
    ...figures,
  }
}

type Ask = (request: DeskRequest) => Promise<{ milliseconds: number; next: string | null }>

async function pageThrough(ask: Ask): Promise<{ first: number[]; deep: number[] }> {
  const page = (after: string) =>
    ask({ name: 'page', method: 'GET', path: `/matters?view=all&limit=${rowsOfPage}${after && `&after=${after}`}` })
  let after = ''
  for (let number = 1; number < 200; number++) {
    const { next } = await page(after)
    if (!next) break
    after = next
  }
  const first: number[] = []
  const deep: number[] = []
  // In turns, so that other work on the machine slows both alike.
  for (let round = 0; round < 20; round++) {
    first.push((await page('')).milliseconds)
    deep.push((await page(after)).milliseconds)
  }
  return { first, deep }
}

async function signIn(url: string, loginName: string): Promise<Ask> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName, password: demoPassword }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return async ({ name, method, path, body }) => {
    const began = performance.now()
    const sent = await fetch(`${url}/api${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const said = (await sent.json()) as { next?: string | null }
    if (!sent.ok) throw new Error(`${name} answered ${sent.status}: ${JSON.stringify(said)}`)
    return { milliseconds: performance.now() - began, next: said.next ?? null }
  }
}
