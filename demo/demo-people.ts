import type { Role } from '@linli/contract'
import { departmentSeed, hashPassword, insertOrganisation } from '../apps/server/src/modules/people/index.ts'
import type { Transaction } from '../apps/server/src/platform/db.ts'
import type { IdSource } from '../apps/server/src/platform/ids.ts'
import type { PersonalDataKeys } from '../apps/server/src/platform/secrets.ts'
import type { DemoArea } from './demo-areas.ts'
import type { Random } from './random.ts'
import { givenNames, surnames } from './texts.ts'

/** Known to all the world, which is why demo accounts exist in the demo city only. */
export const demoPassword = 'linli-demo-city'

/** Someone with a post; residents have none. */
export interface DemoPerson {
  id: string
  loginName: string | null
  displayName: string
  role: Role | null
  areaCode: string | null
  organisationCode: string | null
}

export interface DemoPeople {
  staff: DemoPerson[]
  residents: DemoPerson[]
  organisationIds: Map<string, string>
}

/** The community whose people have the short, well-known account names. */
export const shownCommunity = '370281001008'

/** Makes departments, staff for every area and department, and residents with made-up phone numbers. */
export async function makePeople(
  tx: Transaction,
  tools: { ids: IdSource; random: Random; keys: PersonalDataKeys; at: Date },
  areas: readonly DemoArea[],
  residentCount: number,
): Promise<DemoPeople> {
  const { ids, random, keys, at } = tools
  const organisationIds = new Map<string, string>()
  for (const department of [...departmentSeed, { code: 'city-operations', nameZh: '城市运行管理中心', nameEn: 'City Operations Centre' }]) {
    const id = ids.next(at)
    organisationIds.set(department.code, id)
    await insertOrganisation(tx, { id, ...department, kind: 'department', endedAt: null })
  }
  const areaIds = new Map(areas.map((area) => [area.code, area.id]))
  const staff = [...areaStaff(areas), ...departmentStaff(), ...shownStaff(areas)].map((person): DemoPerson => ({
    ...person,
    id: ids.next(at),
    displayName: random.pick(surnames) + random.pick(givenNames),
  }))
  const residents = Array.from({ length: residentCount }, (): DemoPerson => ({
    id: ids.next(at),
    loginName: null,
    displayName: '',
    role: null,
    areaCode: null,
    organisationCode: null,
  }))

  const passwordHash = await hashPassword(demoPassword)
  const accounts = [
    ...staff.map((person) => ({
      id: person.id,
      login_name: person.loginName,
      display_name: person.displayName,
      password_hash: passwordHash,
      phone_cipher: null,
      phone_hash: null,
      created_at: at,
    })),
    ...residents.map((person, index) => {
      const phone = demoPhone(index)
      return {
        id: person.id,
        login_name: null,
        display_name: '',
        password_hash: null,
        phone_cipher: keys.encrypt(phone),
        phone_hash: keys.lookupHash(phone),
        created_at: at,
      }
    }),
  ]
  const posts = staff.map((person) => ({
    id: ids.next(at),
    account_id: person.id,
    role: person.role ?? 'handler',
    area_id: person.areaCode === null ? null : (areaIds.get(person.areaCode) ?? null),
    organisation_id: person.organisationCode === null ? null : (organisationIds.get(person.organisationCode) ?? null),
    valid_from: at,
  }))
  for (const chunk of chunks(accounts, 1000)) await tx.insertInto('accounts').values(chunk).execute()
  for (const chunk of chunks(posts, 1000)) await tx.insertInto('posts').values(chunk).execute()
  return { staff, residents, organisationIds }
}

/** 13800000001, 13800000002, …: numbers of the shape of real ones that nobody has. */
export function demoPhone(index: number): string {
  return `138${String(index + 1).padStart(8, '0')}`
}

type Posting = Omit<DemoPerson, 'id' | 'displayName'>

function areaStaff(areas: readonly DemoArea[]): Posting[] {
  return areas.flatMap((area): Posting[] => {
    const at = (role: Role, name: string): Posting => ({
      loginName: `${name}-${area.code}`,
      role,
      areaCode: area.code,
      organisationCode: null,
    })
    if (area.level === 'grid') return [at('grid_worker', 'worker')]
    if (area.level === 'community') return [at('desk_clerk', 'desk')]
    return [at('desk_clerk', 'desk'), at('supervisor', 'supervisor')]
  })
}

function departmentStaff(): Posting[] {
  return departmentSeed.flatMap(({ code }): Posting[] =>
    (['dispatcher', 'handler', 'handler'] as const).map((role, index) => ({
      loginName: `${role}-${code}${index === 2 ? '-2' : ''}`,
      role,
      areaCode: null,
      organisationCode: code,
    })),
  )
}

/** One person for every role under a name easy to remember; the login pages and the README name them. */
function shownStaff(areas: readonly DemoArea[]): Posting[] {
  const codes = areas.map((area) => area.code)
  const community = codes.includes(shownCommunity) ? shownCommunity : (codes.find((code) => code.length === 12) ?? '')
  const grid = codes.find((code) => code.length === 15 && code.startsWith(community)) ?? ''
  const at = (loginName: string, role: Role, areaCode: string): Posting => ({ loginName, role, areaCode, organisationCode: null })
  const of = (loginName: string, role: Role, organisationCode: string): Posting => ({ loginName, role, areaCode: null, organisationCode })
  return [
    at('worker', 'grid_worker', grid),
    at('rider', 'honorary_worker', '370281'),
    at('community', 'desk_clerk', community),
    at('street', 'desk_clerk', community.slice(0, 9)),
    at('district', 'desk_clerk', '370281'),
    at('city', 'desk_clerk', '3702'),
    at('supervisor', 'supervisor', '370281'),
    of('dispatcher', 'dispatcher', 'city-management'),
    of('handler', 'handler', 'city-management'),
    of('rules', 'rule_keeper', 'city-operations'),
    of('admin', 'system_administrator', 'city-operations'),
    of('security', 'security_administrator', 'city-operations'),
    of('audit', 'audit_administrator', 'city-operations'),
  ]
}

function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
