import type { Owner } from '@linli/client/outbox'
import type { Me } from '@linli/contract'
import { readStored, writeStored } from '@linli/ui'

const keptUnder = 'linli.owner'

/** Whose things somebody signed in like this keeps on the phone. Between password and second factor nobody is signed in yet. */
export function ownerOf(me: Me | null): Owner {
  if (me?.accountId && me.kind !== 'half') return `account:${me.accountId}`
  if (me?.receiptMatterId) return `receipt:${me.receiptMatterId}`
  return 'stranger'
}

/** Who was at this phone last, for as long as nobody can be asked. */
export function lastOwner(): Owner {
  return (readStored(keptUnder) as Owner | null) ?? 'stranger'
}

export function rememberOwner(owner: Owner): void {
  if (lastOwner() !== owner) writeStored(keptUnder, owner === 'stranger' ? null : owner)
}
