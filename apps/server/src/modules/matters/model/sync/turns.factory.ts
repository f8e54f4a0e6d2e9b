import type { Random } from '../../../../../../../demo/random.ts'

/** One page of a phone. A killed one never comes back from whatever it waits for. */
export interface Tab {
  alive: boolean
}

interface Step {
  tab: Tab | null
  run: () => Promise<void>
}

/**
 * Decides who goes on next. Everything that can take time waits here for its turn, and one step is taken at a time by the seed: so
 * every order of answers, crashes and clocks can happen, and the same seed plays the same again.
 */
export class Turns {
  readonly #random: Random
  readonly #ready: Step[] = []
  readonly #timed: (Step & { at: number })[] = []
  /** Milliseconds since the schedule began. */
  now = 0
  taken = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** Waits for a turn. */
  pass(tab: Tab): Promise<void> {
    return this.work(tab, () => Promise.resolve())
  }

  /** Does something in a turn. What a killed tab has sent may still arrive. */
  work<T>(tab: Tab, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!tab.alive) return
      const goOn = async () => {
        try {
          const value = await run()
          if (tab.alive) resolve(value)
        } catch (error) {
          if (tab.alive) reject(error)
        }
      }
      this.#ready.push({ tab, run: goOn })
    })
  }

  /** Waits for some time on the one clock of the schedule, and then for a turn. */
  sleep(tab: Tab, ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (tab.alive) this.#timed.push({ at: this.now + ms, tab, run: async () => void (tab.alive && resolve()) })
    })
  }

  /** Something that happens by itself, after some time. */
  later(ms: number, run: () => Promise<unknown>): void {
    this.#timed.push({ at: this.now + ms, tab: null, run: async () => void (await run()) })
  }

  /** Ends a tab in the middle of everything it does. */
  kill(tab: Tab): void {
    tab.alive = false
    const isLost = (step: Step) => step.tab === tab && this.#random.chance(0.5)
    for (const steps of [this.#ready, this.#timed]) for (const step of steps.filter(isLost)) steps.splice(steps.indexOf(step), 1)
  }

  /** Takes turns until it is over, or nobody waits for anything. False when it goes on for too long. */
  async play(isOver: () => boolean | Promise<boolean>, mostSteps: number): Promise<boolean> {
    for (let steps = 0; steps < mostSteps; steps++) {
      await settled()
      if (await isOver()) return true
      this.#becomeReady()
      if (this.#ready.length === 0) return true
      const [step] = this.#ready.splice(this.#random.between(0, this.#ready.length - 1), 1)
      this.taken += 1
      await step?.run()
    }
    return false
  }

  /** When nobody can go on, time does. */
  #becomeReady(): void {
    if (this.#ready.length === 0 && this.#timed.length > 0) this.now = Math.max(this.now, Math.min(...this.#timed.map((step) => step.at)))
    for (const step of this.#timed.filter((each) => each.at <= this.now)) {
      this.#timed.splice(this.#timed.indexOf(step), 1)
      this.#ready.push(step)
    }
  }
}

/** Lets everything that does not wait for a turn come to where it does. */
async function settled(): Promise<void> {
  for (let round = 0; round < 4; round++) await new Promise((resolve) => setImmediate(resolve))
}
