import { createECDH } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSecrets, personalDataKeys, pushKeys, readableSecret } from './secrets.ts'

fc.configureGlobal({ seed: 20260318 })
const folder = mkdtempSync(join(tmpdir(), 'linli-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const master = Buffer.alloc(32, 1).toString('base64')
const keys = personalDataKeys(master, 'jiaozhou')

describe('personal data', () => {
  test('is read back as it was, and never shows in what is stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(keys.decrypt(keys.encrypt(text))).toBe(text)
      }),
    )
    expect(keys.encrypt('13812345678').toString('latin1')).not.toContain('1381')
  })

  test('is never stored the same way twice', () => {
    expect(keys.encrypt('13812345678')).not.toEqual(keys.encrypt('13812345678'))
  })

  test('that was altered in any bit is refused', () => {
    const sealed = keys.encrypt('13812345678')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => keys.decrypt(altered)).toThrow()
    }
  })

  test('that was cut short is refused', () => {
    for (const text of ['', '1', '13812345678']) {
      const sealed = keys.encrypt(text)
      for (let length = 0; length < sealed.length; length++)
        expect(() => keys.decrypt(sealed.subarray(0, length)), `${text} ${length}`).toThrow()
    }
  })

  test('of one city opens with no other city’s key, nor with another master key', () => {
    const sealed = keys.encrypt('13812345678')
    expect(() => personalDataKeys(master, 'jimo').decrypt(sealed)).toThrow()
    expect(() => personalDataKeys(Buffer.alloc(32, 2).toString('base64'), 'jiaozhou').decrypt(sealed)).toThrow()
    expect(personalDataKeys(master, 'jiaozhou').decrypt(sealed)).toBe('13812345678')
  })
})

describe('a lookup hash', () => {
  test('is the same for the same text, and differs between texts and between cities', () => {
    expect(keys.lookupHash('13812345678')).toEqual(personalDataKeys(master, 'jiaozhou').lookupHash('13812345678'))
    expect(keys.lookupHash('13812345678')).toHaveLength(32)
    expect(keys.lookupHash('13812345678')).not.toEqual(keys.lookupHash('13812345679'))
    expect(keys.lookupHash('13812345678')).not.toEqual(personalDataKeys(master, 'jimo').lookupHash('13812345678'))
  })
})

describe('a code that follows from a key', () => {
  test('is the same again, readable, and another for another id, city or use', () => {
    const code = keys.receiptCode('019cfeab-d500-741f-b54c-c4bd1f2e9acf')
    expect(code).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/)
    expect(keys.receiptCode('019cfeab-d500-741f-b54c-c4bd1f2e9acf')).toBe(code)
    expect(keys.receiptCode('019cfeab-d500-741f-b54c-c4bd1f2e9ace')).not.toBe(code)
    expect(personalDataKeys(master, 'jimo').receiptCode('019cfeab-d500-741f-b54c-c4bd1f2e9acf')).not.toBe(code)
    expect(keys.oneTimePassword('019cfeab-d500-741f-b54c-c4bd1f2e9acf')).not.toBe(code)
  })

  test('uses every sign of the alphabet', () => {
    const signs = new Set(
      Array.from({ length: 200 }, (_, index) => keys.receiptCode(String(index)))
        .join('')
        .replaceAll('-', ''),
    )
    expect(signs.size).toBe(30)
    expect([...signs].filter((sign) => '01ILOU'.includes(sign))).toEqual([])
    expect(readableSecret(40)).toMatch(/^[2-9A-HJKMNP-TV-Z]{40}$/)
  })
})

describe('the secrets of a data folder', () => {
  test('are made once, readable by their owner alone, and then stay', () => {
    const made = loadSecrets(join(folder, 'new'))
    expect(Buffer.from(made.masterKey, 'base64')).toHaveLength(32)
    expect(loadSecrets(join(folder, 'new'))).toEqual(made)
    expect(loadSecrets(join(folder, 'other'))).not.toEqual(made)
    const file = join(folder, 'new', 'secrets.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(made)
  })
})

describe('the keys of web push', () => {
  const master = Buffer.alloc(32, 7).toString('base64')

  test('follow from the master key and the city, and belong together', () => {
    const { publicKey, privateKey } = pushKeys(master, 'jiaozhou')
    expect(pushKeys(master, 'jiaozhou')).toEqual({ publicKey, privateKey })
    expect(pushKeys(master, 'laixi').publicKey).not.toBe(publicKey)
    const curve = createECDH('prime256v1')
    curve.setPrivateKey(privateKey, 'base64url')
    expect(curve.getPublicKey('base64url')).toBe(publicKey)
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65)
  })
})
