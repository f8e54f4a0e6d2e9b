import { createRequire } from 'node:module'
import { join } from 'node:path'
import { password } from './browser.ts'
import { colleague } from './colleague.ts'

// The server's own library, found from where it is installed.
const { TOTP } = createRequire(join(import.meta.dirname, '../apps/server/package.json'))('otpauth') as {
  TOTP: new (of: { secret: string }) => { generate(at: { timestamp: number }): string }
}

const stepMs = 30_000

/** The code an authenticator shows now, or so many steps of half a minute later: a code is taken once. */
export function codeOf(secret: string, stepsLater = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + stepsLater * stepMs })
}

/** Sets up a second factor for somebody on the staff, past the screens; `remove` takes it away again. */
export async function giveSecondFactorTo(loginName: string): Promise<{ secret: string; remove: () => Promise<void> }> {
  const one = await colleague(loginName)
  const accountId = (await one.getMe()).accountId ?? ''
  const { secret } = await one.beginSecondFactor({ body: { password } })
  await one.confirmSecondFactor({ body: { code: codeOf(secret) } })
  return {
    secret,
    remove: async () => {
      await (await colleague('security')).removeSecondFactor({ params: { accountId }, body: { reason: '试用结束' } })
    },
  }
}
