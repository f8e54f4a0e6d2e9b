import type { Permission } from '@linli/contract'
import { LinliError } from './problem.ts'

/** Who sends a request, as far as the platform must know. Modules know more (`Actor`). */
export interface Caller {
  kind: 'stranger' | 'receipt' | 'resident' | 'staff'
  /** Owns idempotency keys: stable for the account, the receipt or the stranger's address. */
  owner: string
  permissions: ReadonlySet<Permission>
  /** With a one-time password nothing is open but changing it. */
  mustChangePassword: boolean
  locale: 'zh' | 'en'
}

/**
 * A phone that sends later what somebody did says in `Acting-As` who that was: `account:ID`, or `receipt`. When it is the
 * session of somebody else by then, or of nobody, that person is not signed in: throws `not_signed_in`. Without the header
 * every session will do.
 */
export function requireMeantCaller(headers: Record<string, string | string[] | undefined>, caller: Caller): void {
  const meant = headers['acting-as']
  if (meant !== undefined && meant !== caller.owner && meant !== caller.kind) throw new LinliError('not_signed_in')
}
