import { ApiProblem } from '@linli/client'
import { administratorRoles, type BodyOf, type createPost } from '@linli/contract'
import { TOTP } from 'otpauth'
import { demoPassword } from '../../../../../demo/demo-people.ts'
import type { TestCity } from '../../testing/test-city.ts'

/** The code of the refusal; fails when nothing was refused. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof ApiProblem)) throw new Error('this was not refused', { cause: outcome })
  return outcome.problem.code
}

/** The code an authenticator app shows for a secret, this half minute or so many before or after. */
export function codeOf(city: TestCity, secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: city.clock.now().getTime() + steps * 30_000 })
}

let made = 0

/** An account made by the system administrator, with the posts given by whoever may give them, signed in and with a password of its own. */
export async function newStaff(city: TestCity, ...posts: Omit<BodyOf<typeof createPost>, 'accountId'>[]) {
  const admin = await city.as('admin')
  const loginName = `staff-${(made += 1)}`
  const { account, oneTimePassword } = await admin.createStaffAccount({ body: { loginName, displayName: `新人${made}` } })
  for (const post of posts) {
    const giver = administratorRoles.includes(post.role) ? await city.as('security') : admin
    await giver.createPost({ body: { ...post, accountId: account.id } })
  }
  const client = city.stranger()
  await client.signIn({ body: { loginName, password: oneTimePassword } })
  await client.changePassword({ body: { oldPassword: oneTimePassword, newPassword: demoPassword } })
  return { id: account.id, loginName, client }
}

/** Sets a second factor up by the menu; answers the secret of the app and the recovery codes. */
export async function enrol(city: TestCity, client: ReturnType<TestCity['stranger']>) {
  const { secret, uri } = await client.beginSecondFactor({ body: { password: demoPassword } })
  const { recoveryCodes } = await client.confirmSecondFactor({ body: { code: codeOf(city, secret) } })
  return { secret, uri, recoveryCodes }
}

export const areaId = (city: TestCity, code: string) => city.matters.books.areas.get().byCode(code)?.id ?? ''
export const organisationId = (city: TestCity, code: string) => city.matters.books.organisations.get().byCode(code)?.id ?? ''
