import { createCipheriv, createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What must not be in the database: keys and the embedded database's passwords. */
export interface Secrets {
  masterKey: string
  databasePassword: string
}

/** Reads `secrets.json` of the data folder, or makes it at the first start. Readable by its owner alone. */
export function loadSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  mkdirSync(dataFolder, { recursive: true })
  const secrets: Secrets = { masterKey: randomBytes(32).toString('base64'), databasePassword: randomBytes(24).toString('base64url') }
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true })
  chmodSync(file, 0o600)
  return secrets
}

/** Encrypts personal data and makes the keyed hashes by which it is found. One object a city. */
export interface PersonalDataKeys {
  encrypt(text: string): Buffer
  /** Throws when the bytes were altered or made with another key. */
  decrypt(bytes: Buffer): string
  /** The same text gives the same 32 bytes, which say nothing without the key. */
  lookupHash(text: string): Buffer
  /** The code that opens one matter without an account, e.g. `7QK2-…`: 78 bits that follow from the matter and the key, so that nothing has to be stored. */
  receiptCode(matterId: string): string
  /** The first password of an account, until it is changed; likewise stored only as a hash. */
  oneTimePassword(accountId: string): string
  /** 32 bytes only this city can make from this text, each purpose with a key of its own; for links and permits handed out. */
  signature(purpose: 'file link' | 'upload permit', text: string): Buffer
}

/** The key pair by which push services know this city (VAPID, RFC 8292): P-256, base64url. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/**
 * The city's VAPID keys, which follow from the master key: there is nothing to store, and all processes have the same.
 * Browsers subscribe to the public one, so with another master key they have to subscribe again.
 */
export function pushKeys(masterKey: string, city: string): PushKeys {
  for (let attempt = 0; ; attempt++) {
    const scalar = Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'base64'), city, `web push ${attempt}`, 32))
    const curve = createECDH('prime256v1')
    try {
      curve.setPrivateKey(scalar)
    } catch {
      // Not below the order of the curve: one in 2^32 is not.
      continue
    }
    return { publicKey: curve.getPublicKey('base64url'), privateKey: scalar.toString('base64url') }
  }
}

const formatVersion = 1

/** AES-256-GCM under a key derived from the master key for this city; the first byte names the format, so that keys can be rotated. */
export function personalDataKeys(masterKey: string, city: string): PersonalDataKeys {
  const master = Buffer.from(masterKey, 'base64')
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', master, city, use, 32))
  const cipherKey = derive('personal data')
  const hashKey = derive('personal data lookup')
  const receiptKey = derive('receipt codes')
  const passwordKey = derive('one-time passwords')
  const signingKeys = { 'file link': derive('file links'), 'upload permit': derive('upload permits') }
  return {
    encrypt(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([formatVersion]), nonce, cipher.getAuthTag(), sealed])
    },
    decrypt(bytes) {
      if (bytes[0] !== formatVersion) throw new Error('unknown format of encrypted personal data')
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(1, 13), { authTagLength: 16 })
      decipher.setAuthTag(bytes.subarray(13, 29))
      return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8')
    },
    lookupHash: (text) => createHmac('sha256', hashKey).update(text).digest(),
    receiptCode: (matterId) => readableFrom(receiptKey, matterId),
    oneTimePassword: (accountId) => readableFrom(passwordKey, accountId),
    signature: (purpose, text) => createHmac('sha256', signingKeys[purpose]).update(text).digest(),
  }
}

/** Without the letters and digits people confuse when they read aloud or write down. */
const readableAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A secret a person can copy by hand: `length` signs of about 4.9 bits each. */
export function readableSecret(length: number): string {
  let secret = ''
  for (let index = 0; index < length; index++) secret += readableAlphabet[randomInt(readableAlphabet.length)]
  return secret
}

/** Sixteen readable signs that follow from a key and a text. */
function readableFrom(key: Buffer, text: string): string {
  const bytes = createHmac('sha512', key).update(text).digest()
  const signs = Array.from({ length: 16 }, (_, index) => readableAlphabet[bytes.readUInt16BE(index * 2) % readableAlphabet.length])
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-')
}
