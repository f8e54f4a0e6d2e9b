import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type AreaGeometry, insertArea, recordChange, setBoundary } from '../apps/server/src/modules/areas/index.ts'
import type { Transaction } from '../apps/server/src/platform/db.ts'
import type { IdSource } from '../apps/server/src/platform/ids.ts'

export interface DemoArea {
  id: string
  code: string
  name: string
  level: string
  parent: string
}

interface Boundary {
  properties: { code: string; name: string; level: string; parent: string }
  geometry: AreaGeometry
}

const streetsInTown = ['370281001', '370281002', '370281004']

/** Adds the real tree of Jiaozhou with its boundaries, or only some of its streets. Parents come before children. */
export async function makeAreas(tx: Transaction, ids: IdSource, at: Date, onlyStreets: readonly string[] | null): Promise<DemoArea[]> {
  const boundaries = (JSON.parse(readFileSync(join(import.meta.dirname, 'boundaries.geojson'), 'utf8')) as { features: Boundary[] })
    .features
  const listed = parse(readFileSync(join(import.meta.dirname, 'areas.csv'), 'utf8'), { columns: true }) as {
    code: string
    name: string
    level: string
    parent: string
  }[]
  const grids = boundaries.map((feature) => feature.properties).filter((properties) => properties.level === 'grid')
  const wanted = [...listed, ...grids].filter(
    (area) => onlyStreets === null || area.code.length < 9 || onlyStreets.includes(area.code.slice(0, 9)),
  )
  const geometryOf = new Map(boundaries.map((feature) => [feature.properties.code, feature.geometry]))
  const made = new Map<string, DemoArea>()
  for (const area of wanted) {
    const id = ids.next(at)
    made.set(area.code, { ...area, id })
    await insertArea(
      tx,
      {
        id,
        code: area.code,
        name: area.name,
        level: area.level,
        parentId: made.get(area.parent)?.id ?? null,
        areaClass: classOf(area.code),
      },
      at,
    )
    const geometry = geometryOf.get(area.code)
    if (geometry)
      await setBoundary(
        tx,
        id,
        { geometry, source: '© OpenStreetMap contributors (ODbL); communities and grids synthetic', givenIn: 'wgs84' },
        at,
      )
    await recordChange(
      tx,
      { areaId: id, change: 'created', reason: 'demo city', before: null, after: { code: area.code, name: area.name }, accountId: null },
      at,
    )
  }
  return [...made.values()]
}

/** Three streets in town, the other streets and zones around it, the towns with their villages. */
function classOf(code: string): string {
  const street = code.slice(0, 9)
  if (streetsInTown.includes(street)) return 'core'
  return street.slice(6) >= '100' && street.slice(6) < '400' && code.length > 9 ? 'village' : 'town'
}
