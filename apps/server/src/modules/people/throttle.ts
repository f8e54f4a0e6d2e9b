import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { PersonalDataKeys } from '../../platform/secrets.ts'

const windowMs = 15 * 60_000
/**
 * Failures within 15 minutes. One guesser at one address is stopped soon, and never the account's owner, who comes
 * from elsewhere; only an attack from very many addresses makes the account itself wait.
 */
const most = { pair: 6, address: 60, account: 300 }

/** Counts failed attempts per account and per address, in the database, so that several processes count together. */
export class Throttle {
  readonly #db: Db
  readonly #clock: Clock
  readonly #keys: PersonalDataKeys

  constructor(db: Db, clock: Clock, keys: PersonalDataKeys) {
    this.#db = db
    this.#clock = clock
    this.#keys = keys
  }

  /** Throws `too_many_attempts` when this account or address has failed too often of late. `mostOfAccount` for what is guessed sooner than a password. */
  async check(account: string, address: string, mostOfAccount = most.account): Promise<void> {
    const since = new Date(this.#clock.now().getTime() - windowMs)
    const subjects = this.#subjects(account, address)
    const rows = await this.#db.read
      .selectFrom('failed_attempts')
      .select(['subject', sql<number>`count(*)`.as('failures')])
      .where('subject', 'in', Object.values(subjects))
      .where('at', '>', since)
      .groupBy('subject')
      .execute()
    for (const [kind, subject] of Object.entries(subjects) as [keyof typeof most, Buffer][]) {
      const failures = rows.find((row) => row.subject.equals(subject))?.failures ?? 0
      if (failures >= (kind === 'account' ? mostOfAccount : most[kind])) throw new LinliError('too_many_attempts')
    }
  }

  /** Notes a failed attempt. */
  async fail(account: string, address: string): Promise<void> {
    const at = this.#clock.now()
    const values = Object.values(this.#subjects(account, address)).map((subject) => ({ subject, at, id: randomIds.next(at) }))
    await this.#db.read.insertInto('failed_attempts').values(values).execute()
  }

  #subjects(account: string, address: string): Record<keyof typeof most, Buffer> {
    return {
      pair: this.#keys.lookupHash(`pair ${account} ${address}`),
      address: this.#keys.lookupHash(`address ${address}`),
      account: this.#keys.lookupHash(`account ${account}`),
    }
  }
}

/** Deletes what no longer counts. */
export async function forgetOldAttempts(db: Db, now: Date): Promise<void> {
  await db.read
    .deleteFrom('failed_attempts')
    .where('at', '<', new Date(now.getTime() - 24 * 3_600_000))
    .execute()
  await db.read
    .deleteFrom('phone_codes')
    .where('valid_until', '<', new Date(now.getTime() - 24 * 3_600_000))
    .execute()
}
