import type { Random } from '../../../../../../../demo/random.ts'
import { processFile } from '../../../files/index.ts'
import type { Stage } from '../stage.factory.ts'
import type { Tab, Turns } from './turns.factory.ts'

/** How a network is at one moment. */
export interface Weather {
  online: boolean
  /** False at the end, when everything has to come to rest. */
  faulty: boolean
}

const fates = ['well', 'well', 'well', 'well', 'request lost', 'answer lost', 'answer lost', 'twice', 'delayed'] as const

/** The network between the tabs of a phone and the two processes of the server: it loses, repeats, delays and reorders. */
export class Wire {
  readonly #stage: Stage
  readonly #turns: Turns
  readonly #random: Random
  readonly #begins: number

  constructor(stage: Stage, turns: Turns, random: Random, begins: Date) {
    this.#stage = stage
    this.#turns = turns
    this.#random = random
    this.#begins = begins.getTime()
  }

  /** Like `fetch`, of one tab. `cookie`: the phone's session when it is sent. */
  fetchOf(tab: Tab, weather: Weather, cookie: () => string | null): typeof fetch {
    return async (input, init) => {
      // Phones change their address with every network, and many share one; too many to be refused for it.
      const remoteAddress = `10.${this.#random.between(0, 255)}.${this.#random.between(0, 255)}.${this.#random.between(0, 255)}`
      const request = { ...(await requestOf(String(input), init, cookie())), remoteAddress }
      await this.#turns.pass(tab)
      if (!weather.online) throw new TypeError('Failed to fetch')
      const fate = weather.faulty ? this.#random.pick(fates) : 'well'
      if (fate === 'request lost') throw new TypeError('Failed to fetch')
      if (fate === 'twice' || fate === 'delayed') this.#turns.later(this.#random.between(0, 600_000), () => this.#serve(request))
      if (fate === 'delayed') throw new TypeError('Failed to fetch')
      const answer = await this.#turns.work(tab, () => this.#serve(request))
      await this.#turns.pass(tab)
      if (fate === 'answer lost') throw new TypeError('Failed to fetch')
      return answer
    }
  }

  /** What the server's clock says. */
  get serverNow(): Date {
    return new Date(this.#begins + this.#turns.now)
  }

  async #serve(request: SentRequest): Promise<Response> {
    this.#stage.clock.set(this.serverNow)
    const { app, files } = this.#random.chance(0.5) ? this.#stage.first : this.#stage.second
    const answer = await app.inject(request)
    const fileId = /^PATCH .*\/([0-9a-f-]{36})$/.exec(`${request.method} ${request.url}`)?.[1]
    // The job that looks at a finished upload takes its time.
    if (fileId && answer.statusCode === 200)
      this.#turns.later(this.#random.between(0, 3000), () => (this.#stage.clock.set(this.serverNow), processFile(files, fileId)))
    return new Response(request.method === 'HEAD' || answer.statusCode === 204 ? null : answer.rawPayload, {
      status: answer.statusCode,
      headers: { ...(answer.headers as Record<string, string>), date: this.serverNow.toUTCString() },
    })
  }
}

interface SentRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'HEAD'
  url: string
  headers: Record<string, string>
  payload?: string | Buffer
  remoteAddress?: string
}

/** A request as it leaves the phone, with the session of that moment. */
async function requestOf(input: string, init: RequestInit | undefined, cookie: string | null): Promise<SentRequest> {
  const url = new URL(input, 'http://linli.test')
  const { body } = init ?? {}
  const payload = body instanceof Blob ? Buffer.from(await body.arrayBuffer()) : typeof body === 'string' ? body : undefined
  return {
    method: (init?.method ?? 'GET') as SentRequest['method'],
    url: url.pathname + url.search,
    headers: { ...(init?.headers as Record<string, string>), ...(cookie !== null && init?.credentials !== 'omit' && { cookie }) },
    ...(payload !== undefined && { payload }),
  }
}
