import { isHeld, type OutboxItem, type OutboxStore } from '@linli/client/outbox'
import type { DeviceDb, SealedRow } from './device-db.ts'
import { bytesOf, type Vault, valueOf } from './vault.ts'

const strict = { durability: 'strict' } as const

/** Keeps the outbox in the phone's own database, sealed: it survives a killed tab and a restart. `now`: the phone's time. */
export function indexedStore(db: DeviceDb, vault: Vault, now: () => number): OutboxStore {
  return {
    async read() {
      const tx = db.transaction(['items', 'state'])
      const [rows, kept] = await Promise.all([tx.objectStore('items').getAll(), tx.objectStore('state').get('revision')])
      await tx.done
      const items = await Promise.all(rows.map((row) => opened(vault, row)))
      return { items: items.filter((item) => item !== null), revision: revisionOf(kept) }
    },

    async write(change, revision) {
      // Sealing takes its time, and a transaction does not wait: everything is sealed before it begins.
      const rows = await Promise.all((change.put ?? []).map((item) => sealed(vault, item)))
      const photos = await Promise.all(
        [...(change.addPhotos ?? [])].map(async ([id, blob]) => {
          const owner = change.put?.find((item) => item.photos.some((photo) => photo.id === id))?.owner ?? 'stranger'
          return { id, owner, type: blob.type, sealed: await vault.seal(owner, id, await blob.arrayBuffer()) }
        }),
      )
      const tx = db.transaction(['items', 'photos', 'state'], 'readwrite', strict)
      const state = tx.objectStore('state')
      if (revisionOf(await state.get('revision')) !== revision) {
        await tx.done
        return false
      }
      await Promise.all([
        state.put({ revision: revision + 1 }, 'revision'),
        ...(change.remove ?? []).map((id) => tx.objectStore('items').delete(id)),
        ...(change.removePhotos ?? []).map((id) => tx.objectStore('photos').delete(id)),
        ...rows.map((row) => tx.objectStore('items').put(row)),
        ...photos.map((photo) => tx.objectStore('photos').put(photo)),
        tx.done,
      ])
      return true
    },

    async photo(id) {
      const row = await db.get('photos', id)
      const bytes = row && (await vault.open(row.owner, id, row.sealed))
      return bytes ? new Blob([bytes], { type: row.type }) : null
    },

    async lease(holder, forMs) {
      const tx = db.transaction('state', 'readwrite', strict)
      const held = await tx.store.get('lease')
      const until = held && 'until' in held ? held.until : 0
      const taken = held && 'holder' in held && held.holder !== holder && (forMs === 0 || isHeld(until, now(), forMs))
      if (!taken) await tx.store.put({ holder, until: forMs === 0 ? 0 : now() + forMs }, 'lease')
      await tx.done
      return !taken
    },
  }
}

function revisionOf(kept: unknown): number {
  return typeof kept === 'object' && kept !== null && 'revision' in kept && typeof kept.revision === 'number' ? kept.revision : 0
}

async function sealed(vault: Vault, item: OutboxItem): Promise<SealedRow> {
  return { id: item.id, owner: item.owner, sealed: await vault.seal(item.owner, item.id, bytesOf(item)) }
}

async function opened(vault: Vault, { id, owner, sealed }: SealedRow): Promise<OutboxItem | null> {
  const bytes = await vault.open(owner, id, sealed)
  return bytes && (valueOf(bytes) as OutboxItem)
}
