import type { Owner } from '@linli/client/outbox'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Sealed } from './vault.ts'

/** A row whose content only its owner's key opens. */
export interface SealedRow {
  id: string
  owner: string
  sealed: Sealed
}

interface DeviceSchema extends DBSchema {
  /** The key of each owner; it cannot be taken out of the browser. */
  keys: { key: string; value: CryptoKey }
  items: { key: string; value: SealedRow }
  photos: { key: string; value: SealedRow & { type: string } }
  reads: { key: string; value: SealedRow & { keptAt: number } }
  state: { key: string; value: { revision: number } | { holder: string; until: number } | { owner: Owner } }
}

export type DeviceDb = IDBPDatabase<DeviceSchema>

/** The phone's own database. Throws where the browser keeps nothing, e.g. in some private windows. */
export function openDeviceDb(name = 'linli'): Promise<DeviceDb> {
  return openDB<DeviceSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('keys')
      for (const store of ['items', 'photos', 'reads'] as const) db.createObjectStore(store, { keyPath: 'id' })
      db.createObjectStore('state')
    },
    // Another tab of a newer version wants to go on; this one opens again when it is used.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
}
