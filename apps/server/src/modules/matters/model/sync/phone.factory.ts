import { randomUUID } from 'node:crypto'
import type { ClientOptions } from '@linli/client'
import { type Carrier, httpCarrier, memoryStore, Outbox, type OutboxItem, type OutboxStore, type Owner } from '@linli/client/outbox'
import { ServerClock } from '@linli/client/server-clock'
import type { Random } from '../../../../../../../demo/random.ts'
import type { Player } from '../stage.factory.ts'
import type { Tab, Turns } from './turns.factory.ts'
import type { Weather, Wire } from './wire.factory.ts'

interface OpenTab extends Tab {
  outbox: Outbox
}

/** What is put between an outbox and its way to the server, to see whether a bug would be found. */
export type Plant = (carrier: Carrier, wire: ClientOptions) => Carrier

/** Somebody's phone: one store, one or two tabs over it, a clock that may be wrong, a network that comes and goes. */
export class Phone {
  readonly weather: Weather = { online: true, faulty: true }
  readonly owner: Owner
  readonly player: Player
  readonly name: string
  cookie: string | null = null
  /** How wrong the phone's clock is, in milliseconds. */
  clockOffMs = 0
  readonly #store: OutboxStore
  readonly #turns: Turns
  readonly #wire: Wire
  readonly #random: Random
  readonly #plant: Plant
  /** Whether this browser has locks between tabs, or the store's lease decides. */
  readonly #locks: { holder: Tab | null } | null
  tabs: OpenTab[] = []

  constructor(name: string, player: Player, parts: { turns: Turns; wire: Wire; random: Random; plant: Plant }) {
    this.name = name
    this.player = player
    this.owner = `account:${player.actor.accountId}`
    this.#turns = parts.turns
    this.#wire = parts.wire
    this.#random = parts.random
    this.#plant = parts.plant
    this.#locks = parts.random.chance(0.5) ? { holder: null } : null
    this.#store = memoryStore(() => this.#phoneNow())
  }

  /** Everything on this phone, past all turns. */
  async items(): Promise<OutboxItem[]> {
    const { items } = await this.#store.read()
    return items.toSorted((a, b) => a.order - b.order)
  }

  openTab(): OpenTab {
    const { turns, wire } = { turns: this.#turns, wire: this.#wire }
    const tab: Tab = { alive: true }
    const openedAt = turns.now
    const server = new ServerClock(() => this.#phoneNow())
    const options = {
      baseUrl: 'http://linli.test',
      fetch: wire.fetchOf(tab, this.weather, () => this.cookie),
      onAnswer: (answer: Response) => server.learn(answer),
      partBytes: 1024,
    }
    const outbox = new Outbox({
      store: slowStore(this.#store, turns, tab),
      carrier: this.#plant(httpCarrier(options), options),
      clock: {
        steady: () => turns.now - openedAt,
        phone: () => this.#phoneNow(),
        server: () => server.now(),
        sleep: (ms) => turns.sleep(tab, ms),
      },
      ids: randomUUID,
      random: () => this.#random.next(),
      ...(this.#locks && { exclusively: this.#exclusively(tab, this.#locks) }),
    })
    outbox.actFor(this.owner)
    const open = Object.assign(tab, { outbox })
    this.tabs.push(open)
    void this.#keepSending(open)
    return open
  }

  /** A tab that is open, or a new one. */
  anyTab(): OpenTab {
    return this.tabs.length > 0 ? this.#random.pick(this.tabs) : this.openTab()
  }

  killTab(tab: OpenTab): void {
    this.#turns.kill(tab)
    this.tabs = this.tabs.filter((each) => each !== tab)
    if (this.#locks?.holder === tab) this.#locks.holder = null
  }

  /** The person signs in again. */
  signIn(cookie: string): void {
    this.cookie = cookie
    for (const tab of this.tabs) tab.outbox.actFor(this.owner)
  }

  async #keepSending(tab: OpenTab): Promise<void> {
    while (tab.alive) {
      const waitMs = await tab.outbox.run()
      await this.#turns.sleep(tab, Math.min(waitMs ?? 60_000, 3_600_000))
    }
  }

  #phoneNow(): number {
    return this.#wire.serverNow.getTime() + this.clockOffMs
  }

  #exclusively(tab: Tab, locks: { holder: Tab | null }) {
    return async <T>(work: () => Promise<T>): Promise<T | null> => {
      if (locks.holder !== null) return null
      locks.holder = tab
      try {
        return await work()
      } finally {
        if (locks.holder === tab) locks.holder = null
      }
    }
  }
}

/** The store as a tab has it: each use takes a turn before and after, so that the tab can be killed on either side. */
function slowStore(store: OutboxStore, turns: Turns, tab: Tab): OutboxStore {
  const slowly = async <T>(use: () => Promise<T>): Promise<T> => {
    const value = await turns.work(tab, use)
    await turns.pass(tab)
    return value
  }
  return {
    read: () => slowly(() => store.read()),
    write: (change, revision) => slowly(() => store.write(change, revision)),
    photo: (id) => slowly(() => store.photo(id)),
    lease: (holder, forMs) => slowly(() => store.lease(holder, forMs)),
  }
}
