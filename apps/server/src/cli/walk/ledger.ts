import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a walk is made of; kept so that an interrupted one can go on exactly where it was. */
export interface WalkPlan {
  id: string
  seed: number
  count: number
  texts: string[]
  points: [number, number][]
}

/** An acknowledged step: the server has answered, so it must be there for good, once. */
export interface Acknowledged {
  matter: number
  step: number
  action: string
  matterId: string
  version: number
}

type Line = { plan: WalkPlan } | { acknowledged: Acknowledged } | { change: string; id: string | null; times: number }

/** A file on the caller's side that knows what the server has acknowledged and what the live stream has told. */
export class Ledger {
  readonly plan: WalkPlan
  readonly #file: string
  readonly #acknowledged = new Map<string, Acknowledged>()
  readonly #changes = new Map<string, number>()
  #lastEventId: string | null = null

  private constructor(file: string, plan: WalkPlan) {
    this.#file = file
    this.plan = plan
  }

  static begin(file: string, plan: WalkPlan): Ledger {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify({ plan } satisfies Line)}\n`)
    return new Ledger(file, plan)
  }

  /** Reads an interrupted walk. Throws a sentence for people when there is none. */
  static resume(file: string): Ledger {
    if (!existsSync(file)) throw new Error(`There is no interrupted walk in ${file}.`)
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Line)
    const [first] = lines
    if (!first || !('plan' in first)) throw new Error(`${file} is not a ledger of a walk.`)
    const ledger = new Ledger(file, first.plan)
    for (const line of lines) {
      if ('acknowledged' in line) ledger.#acknowledged.set(keyOf(line.acknowledged.matter, line.acknowledged.step), line.acknowledged)
      if ('change' in line) ledger.#heard(line.change, line.id)
    }
    return ledger
  }

  get lastEventId(): string | null {
    return this.#lastEventId
  }

  find(matter: number, step: number): Acknowledged | undefined {
    return this.#acknowledged.get(keyOf(matter, step))
  }

  acknowledge(entry: Acknowledged): void {
    this.#acknowledged.set(keyOf(entry.matter, entry.step), entry)
    this.#write({ acknowledged: entry })
  }

  /** A change from the live stream, `matterId version`, with the id that resumes after it. */
  hear(change: string, id: string | null): void {
    this.#heard(change, id)
    this.#write({ change, id, times: this.#changes.get(change) ?? 1 })
  }

  /** How often the live stream told this change. */
  timesHeard(change: string): number {
    return this.#changes.get(change) ?? 0
  }

  stepsOf(matter: number): Acknowledged[] {
    return [...this.#acknowledged.values()].filter((entry) => entry.matter === matter).sort((a, b) => a.step - b.step)
  }

  get acknowledgedCount(): number {
    return this.#acknowledged.size
  }

  #heard(change: string, id: string | null): void {
    this.#changes.set(change, (this.#changes.get(change) ?? 0) + 1)
    this.#lastEventId = id ?? this.#lastEventId
  }

  #write(line: Line): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`)
  }
}

function keyOf(matter: number, step: number): string {
  return `${matter}.${step}`
}
