import { join } from 'node:path'
import { personalDataKeys } from '../platform/secrets.ts'

/** Not "demo", so that nothing can lean on that name. */
export const testCityName = 'testcity'

/** A Wednesday morning in working time. */
export const testNow = new Date('2026-03-18T02:00:00.000Z')

export const testKeys = personalDataKeys(Buffer.alloc(32, 7).toString('base64'), testCityName)

export const migrationsFolder = join(import.meta.dirname, '../../../../db/migrations')
