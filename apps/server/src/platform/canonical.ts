import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** JSON as RFC 8785 writes it: the same value always has the same text, also after a round trip through jsonb. */
export function canonicalJson(value: unknown): string {
  return canonicalize(value) ?? 'null'
}

/** SHA-256 as 32 bytes. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', data, 'buffer')
}
