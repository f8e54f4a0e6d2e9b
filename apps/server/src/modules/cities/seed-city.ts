import type { Transaction } from '../../platform/db.ts'
import { type IdSource } from '../../platform/ids.ts'
import { seedCategories } from '../categories/index.ts'
import { defaultLimits } from '../deadlines/index.ts'
import { kindLimits } from '../matters/index.ts'

/** The levels of domain.md §1; a city keeps those it uses. */
export const defaultLevels = [
  { code: 'province', nameZh: '省', nameEn: 'Province', hasDesk: true },
  { code: 'city', nameZh: '市', nameEn: 'City', hasDesk: true },
  { code: 'district', nameZh: '区县', nameEn: 'District', hasDesk: true },
  { code: 'street', nameZh: '镇街', nameEn: 'Street or town', hasDesk: true },
  { code: 'community', nameZh: '社区村', nameEn: 'Community or village', hasDesk: true },
  { code: 'grid', nameZh: '网格', nameEn: 'Grid', hasDesk: false },
  { code: 'lane', nameZh: '路巷', nameEn: 'Lane', hasDesk: false },
  { code: 'compound', nameZh: '小区', nameEn: 'Compound', hasDesk: false },
  { code: 'building', nameZh: '楼栋', nameEn: 'Building', hasDesk: false },
]

/** What every city begins with: levels, categories, limits. All of it is data the city may change. */
export async function seedCity(tx: Transaction, ids: IdSource, at: Date): Promise<void> {
  await tx
    .insertInto('levels')
    .values(
      defaultLevels.map((level, rank) => ({
        code: level.code,
        rank,
        name_zh: level.nameZh,
        name_en: level.nameEn,
        has_desk: level.hasDesk,
      })),
    )
    .execute()
  await seedCategories(tx)
  await tx
    .insertInto('limits')
    .values(
      [...defaultLimits, ...kindLimits].map((limit) => ({
        id: ids.next(at),
        clock: limit.clock,
        category_code: limit.categoryCode,
        severity: limit.severity,
        area_class: limit.areaClass,
        amount: limit.amount,
        unit: limit.unit,
      })),
    )
    .execute()
}
