import type { DeviceDb } from './device-db.ts'

/** Something only its owner's key on this phone opens (AES-GCM). */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  bytes: ArrayBuffer
}

/** Seals what is kept on this phone, with a key of its own for each owner that cannot be read out. */
export class Vault {
  readonly #db: DeviceDb
  readonly #keys = new Map<string, Promise<CryptoKey>>()

  constructor(db: DeviceDb) {
    this.#db = db
  }

  /** `id` is bound to it: a row put in another's place does not open. */
  async seal(owner: string, id: string, bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const additionalData = new TextEncoder().encode(id)
    return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await this.#keyOf(owner), bytes) }
  }

  /** Null when the key is gone, or something else lies there. */
  async open(owner: string, id: string, { iv, bytes }: Sealed): Promise<ArrayBuffer | null> {
    const key = await this.#db.get('keys', owner)
    if (!key) return null
    try {
      return await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) }, key, bytes)
    } catch {
      return null
    }
  }

  /** Throws the owner's key away: what it sealed can never be read again, even where a copy of it is left. */
  async forget(owner: string): Promise<void> {
    this.#keys.delete(owner)
    await this.#db.delete('keys', owner)
  }

  #keyOf(owner: string): Promise<CryptoKey> {
    const known = this.#keys.get(owner)
    if (known) return known
    const made = this.#findOrMake(owner)
    this.#keys.set(owner, made)
    return made
  }

  async #findOrMake(owner: string): Promise<CryptoKey> {
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    // Of two tabs the first one's key counts for both.
    const tx = this.#db.transaction('keys', 'readwrite', { durability: 'strict' })
    const there = await tx.store.get(owner)
    if (!there) await tx.store.put(fresh, owner)
    await tx.done
    return there ?? fresh
  }
}

/** JSON as bytes, and back. */
export function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}

export function valueOf(bytes: ArrayBuffer): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}
