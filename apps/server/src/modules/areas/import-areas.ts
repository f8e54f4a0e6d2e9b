import { Worker } from 'node:worker_threads'
import type { BodyOf, CoordinateSystem, importAreas as contract, RouteOutput } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader, Transaction } from '../../platform/db.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { AreaPlan, ExistingArea, ImportPreview } from './area-import.ts'
import type { AreaTree } from './area-tree.ts'
import { insertArea, recordChange, setBoundary } from './areas.store.ts'
import type { AreaGeometry } from './geometry.ts'
import type { PreviewTask } from './preview-thread.ts'

/** A file as the contract has it. */
export type GivenFile = BodyOf<typeof contract>['file']

export interface ImportOrder {
  /** Of the preview that was seen. */
  digest: string
  /** True: write the good rows and leave the refused; false: all or nothing. */
  skipRefused: boolean
  accountId: string | null
  at: Date
  /** Until all is written; what was written by then is taken back. */
  cancelled: AbortSignal
}

/**
 * What a file would do to the tree, row by row, without writing. Worked out in a thread of its own, which ends when the caller
 * cancels; throws `import_cancelled` then.
 */
export async function previewAreas(db: Reader, tree: AreaTree, file: GivenFile, cancelled: AbortSignal): Promise<ImportPreview> {
  const task: PreviewTask = {
    existing: await existingAreas(db, tree),
    levels: tree.levels.map(({ code, rank }) => ({ code, rank })),
    file:
      file.format === 'csv'
        ? { format: 'csv', text: file.text }
        : { format: 'geojson', text: file.text, crs: file.coordinateSystem ?? 'wgs84' },
  }
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./preview-thread.ts', import.meta.url), { workerData: task })
    const cancel = () => {
      void thread.terminate()
      reject(new LinliError('import_cancelled'))
    }
    cancelled.addEventListener('abort', cancel, { once: true })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => cancelled.removeEventListener('abort', cancel))
    if (cancelled.aborted) cancel()
  })
}

/**
 * Writes what was previewed. Throws `preview_outdated` when the tree has changed since in a way that matters, and
 * `import_refused` when rows are refused and were not to be skipped.
 */
export async function importAreas(
  tx: Transaction,
  tree: AreaTree,
  file: GivenFile,
  order: ImportOrder,
): Promise<RouteOutput<typeof contract>> {
  // Comparing boundaries may outlast the usual limit for a transaction that waits.
  await sql`set local idle_in_transaction_session_timeout = '10min'`.execute(tx)
  const preview = await previewAreas(tx, tree, file, order.cancelled)
  if (preview.digest !== order.digest) throw new LinliError('preview_outdated')
  if (preview.counts.refuse > 0 && !order.skipRefused) throw new LinliError('import_refused', { facts: { refused: preview.counts.refuse } })
  const idOfCode = new Map(tree.all().map((area) => [area.code, area.id]))
  const boundary = { source: file.source ?? '', givenIn: file.format === 'geojson' ? (file.coordinateSystem ?? 'wgs84') : 'wgs84' }
  for (const plan of preview.plan) {
    if (order.cancelled.aborted) throw new LinliError('import_cancelled')
    if (plan.action === 'add') await add(tx, plan, idOfCode, boundary, order)
    else await change(tx, tree, plan, idOfCode, boundary, order)
  }
  return { added: preview.counts.add, changed: preview.counts.change, kept: preview.counts.keep, refused: preview.counts.refuse }
}

interface BoundarySource {
  source: string
  givenIn: CoordinateSystem
}

async function add(
  tx: Transaction,
  plan: AreaPlan,
  idOfCode: Map<string, string>,
  boundary: BoundarySource,
  { accountId, at }: ImportOrder,
): Promise<void> {
  const id = randomIds.next(at)
  idOfCode.set(plan.code, id)
  const parentId = plan.parentCode === null ? null : (idOfCode.get(plan.parentCode) ?? null)
  await insertArea(tx, { id, code: plan.code, name: plan.name, level: plan.level, parentId }, at)
  if (plan.geometry) await setBoundary(tx, id, { ...boundary, geometry: plan.geometry }, at)
  await recordChange(
    tx,
    {
      areaId: id,
      change: 'created',
      reason: boundary.source || null,
      before: null,
      after: { code: plan.code, name: plan.name },
      accountId,
    },
    at,
  )
}

async function change(
  tx: Transaction,
  tree: AreaTree,
  plan: AreaPlan,
  idOfCode: Map<string, string>,
  boundary: BoundarySource,
  { accountId, at }: ImportOrder,
): Promise<void> {
  const area = plan.areaId === null ? undefined : tree.get(plan.areaId)
  if (!area) throw new LinliError('preview_outdated')
  const parentId = plan.parentCode === null ? null : (idOfCode.get(plan.parentCode) ?? null)
  // Moving a subtree moves the matters in it too; that is a reorganisation, not an import.
  if (parentId !== area.parentId || plan.level !== area.level)
    throw new LinliError('import_refused', { facts: { code: plan.code, reason: 'would_move' } })
  if (plan.name !== area.name) {
    await tx
      .updateTable('areas')
      .set({ name: plan.name, version: area.version + 1 })
      .where('id', '=', area.id)
      .execute()
    await recordChange(
      tx,
      {
        areaId: area.id,
        change: 'renamed',
        reason: boundary.source || null,
        before: { name: area.name },
        after: { name: plan.name },
        accountId,
      },
      at,
    )
  }
  const current = await tx
    .selectFrom('area_boundaries')
    .select('geometry')
    .where('area_id', '=', area.id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (plan.geometry && JSON.stringify(current?.geometry) !== JSON.stringify(plan.geometry)) {
    await setBoundary(tx, area.id, { ...boundary, geometry: plan.geometry }, at)
    await recordChange(
      tx,
      {
        areaId: area.id,
        change: 'boundary_changed',
        reason: boundary.source || null,
        before: null,
        after: { source: boundary.source },
        accountId,
      },
      at,
    )
  }
}

async function existingAreas(db: Reader, tree: AreaTree): Promise<ExistingArea[]> {
  const rows = await db.selectFrom('area_boundaries').select(['area_id', 'geometry']).where('valid_to', 'is', null).execute()
  const geometryOf = new Map(rows.map((row) => [row.area_id, row.geometry as AreaGeometry]))
  return tree.all().map((area) => ({
    id: area.id,
    code: area.code,
    name: area.name,
    level: area.level,
    parentCode: area.parentId === null ? null : (tree.get(area.parentId)?.code ?? null),
    geometry: geometryOf.get(area.id) ?? null,
  }))
}
