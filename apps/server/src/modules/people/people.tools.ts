import type { AreaTree } from '../areas/index.ts'
import type { Transaction } from '../../platform/db.ts'
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
  /** Hands the open work of a person at an organisation to another, or back to the organisation when null. Returns how many assignments. */
  handOverWork: HandOverWork
  secure: boolean
}

export type HandOverWork = (
  tx: Transaction,
  work: { fromAccountId: string; toAccountId: string | null; organisationId: string; reason: string },
  by: Actor,
  now: Date,
) => Promise<number>
