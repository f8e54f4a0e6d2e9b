import type { Permission } from '@linli/contract'

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
