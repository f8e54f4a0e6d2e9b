import type { Organisation } from '@linli/contract'
import type { Reader, Transaction } from '../../platform/db.ts'

type Kind = Organisation['kind']

export interface OrganisationRow {
  id: string
  code: string
  kind: Kind
  nameZh: string
  nameEn: string
  endedAt: Date | null
}

/** The organisations of a city, whole in memory. */
export interface OrganisationBook {
  get(id: string): OrganisationRow | undefined
  byCode(code: string): OrganisationRow | undefined
  all(): readonly OrganisationRow[]
}

export async function readOrganisations(db: Reader): Promise<OrganisationBook> {
  const rows = await db.selectFrom('organisations').selectAll().orderBy('code').execute()
  const all = rows.map((row): OrganisationRow => ({
    id: row.id,
    code: row.code,
    kind: row.kind as Kind,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    endedAt: row.ended_at,
  }))
  const byId = new Map(all.map((row) => [row.id, row]))
  const byCode = new Map(all.map((row) => [row.code, row]))
  return { get: (id) => byId.get(id), byCode: (code) => byCode.get(code), all: () => all }
}

export async function insertOrganisation(tx: Transaction, row: OrganisationRow): Promise<void> {
  await tx
    .insertInto('organisations')
    .values({ id: row.id, code: row.code, kind: row.kind, name_zh: row.nameZh, name_en: row.nameEn, ended_at: row.endedAt })
    .execute()
}

export function presentOrganisation(row: OrganisationRow): Organisation {
  return { ...row, endedAt: row.endedAt?.toISOString() ?? null }
}
