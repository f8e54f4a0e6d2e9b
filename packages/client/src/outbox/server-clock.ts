/** Tells the server's time from the `Date` of its answers, so that a phone's wrong clock shows nothing wrong. */
export class ServerClock {
  readonly #phone: () => number
  #aheadMs = 0
  #learned = false

  /** `phone`: the phone's own time, in milliseconds. */
  constructor(phone: () => number) {
    this.#phone = phone
  }

  /** Learns from an answer. One that says no time changes nothing. */
  learn(answer: Response): void {
    const at = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isFinite(at)) return
    this.#aheadMs = at - this.#phone()
    this.#learned = true
  }

  /** How far the server is ahead of this phone, in milliseconds; null before the first answer. */
  get aheadMs(): number | null {
    return this.#learned ? this.#aheadMs : null
  }

  /** The server's time in milliseconds; the phone's until an answer told it. */
  now(): number {
    return this.#phone() + this.#aheadMs
  }
}
