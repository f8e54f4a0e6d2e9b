import type { AreaTree } from '../areas/index.ts'
import type { HeldWork } from '@linli/contract'
import type { Reader, Transaction } from '../../platform/db.ts'
import type { Cached } from '../../platform/cached.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import type { Actor } from '../access/index.ts'
import type { Authenticator } from './authenticator.ts'
import type { OrganisationBook } from './organisations.ts'
import type { SignInTools } from './sign-in.ts'

/** What the people module works with. */
export interface PeopleTools extends SignInTools {
  authenticator: Authenticator
  wakeup: Wakeup
  areas: Cached<AreaTree>
  organisations: Cached<OrganisationBook>
  handOverWork: HandOverWork
  findHeldWork: FindHeldWork
  countWaiting: CountWaiting
  tellWaiting: TellWaiting
  secure: boolean
}

/** Accounts or posts changed: sessions are looked at anew, here and in other processes, and open matters and inboxes follow. */
export function peopleChanged(tools: PeopleTools): void {
  tools.authenticator.forget()
  tools.wakeup.signal('people')
  tools.wakeup.signal('matters')
}

/**
 * Hands the open work of a person at an organisation to another, or back to the organisation when null, and tells whoever
 * has it now. Returns how much it was.
 */
export type HandOverWork = (
  tx: Transaction,
  work: { fromAccountId: string; toAccountId: string | null; organisationId: string; reason: string },
  by: Actor,
  now: Date,
) => Promise<number>

/** What a person has taken on at an organisation: how much, and the first of it, by due date. */
export type FindHeldWork = (
  db: Reader,
  held: { accountId: string; organisationId: string },
) => Promise<{ count: number; first: HeldWork[] }>

/** How many open matters an area holds, or how many open shares an organisation has. */
export type CountWaiting = (db: Reader, place: { areaId: string | null; organisationId: string | null }) => Promise<number>

/** Tells who takes over a desk how much waits there; nothing when nothing does. */
export type TellWaiting = (tx: Transaction, waiting: { toAccountId: string; count: number }, now: Date) => Promise<void>
