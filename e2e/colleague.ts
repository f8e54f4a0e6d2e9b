import { type Client, createClient } from '@linli/client'
import { inject } from 'vitest'
import { password } from './browser.ts'

/** Somebody who acts past the screens while a journey looks at other people's; nobody in particular without a login name. */
export async function colleague(loginName?: string): Promise<Client> {
  const baseUrl = inject('url')
  if (loginName === undefined) return createClient({ baseUrl })
  const answer = await fetch(`${baseUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ loginName, password }),
  })
  if (!answer.ok) throw new Error(`${loginName} could not sign in: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return createClient({ baseUrl, headers: () => ({ cookie }) })
}

/** A desk takes a matter on as a street light; answers it as it then is. */
export async function acceptAsLight(desk: Client, matterId: string) {
  const params = { matterId }
  const { items } = await desk.listCategories()
  const categoryCode = items.find((category) => category.nameZh === '路灯')?.code ?? ''
  await desk.acceptMatter({ params, body: { expectedVersion: await versionOf(desk, matterId), categoryCode, severity: 'ordinary' } })
  return desk.getMatter({ params })
}

/** A desk takes a matter on as a street light and sends it to whom the rules propose; answers the lead's assignment. */
export async function acceptAndDispatch(
  desk: Client,
  matterId: string,
  { whistle = false } = {},
): Promise<{ assignmentId: string; leadOrganisationId: string }> {
  const params = { matterId }
  const accepted = await acceptAsLight(desk, matterId)
  const leadOrganisationId = accepted.proposedOrganisationId ?? ''
  const sent = await desk.dispatchMatter({
    params,
    body: {
      expectedVersion: accepted.version,
      leadOrganisationId,
      instruction: '请今天到现场看一下。',
      ...(whistle && { shares: [{ organisationId: leadOrganisationId, whistle }] }),
    },
  })
  return { assignmentId: sent.assignmentIds[0] ?? '', leadOrganisationId }
}

/** The version of a matter as this person sees it now. */
export async function versionOf(who: Client, matterId: string): Promise<number> {
  return (await who.getMatter({ params: { matterId } })).version
}
