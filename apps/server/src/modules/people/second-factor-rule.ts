import { administratorRoles, type Role, type SecondFactorRule } from '@linli/contract'

/** Whether a city's rule asks a second factor of somebody with these posts. */
export function asksSecondFactor(rule: SecondFactorRule, posts: readonly { role: Role }[]): boolean {
  if (rule === 'off') return false
  if (rule === 'all_staff') return posts.length > 0
  return posts.some((post) => post.role === 'desk_clerk' || administratorRoles.includes(post.role))
}
