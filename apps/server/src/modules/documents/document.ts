import type { DocumentFormat, FigureQuestion, ListFilters, Locale } from '@linli/contract'
import type { FileStore } from '../../platform/file-store/file-store.ts'
import type { Logger } from '../../platform/log.ts'
import type { City } from '../cities/index.ts'
import type { MatterTools } from '../matters/index.ts'

/** What documents are made with. */
export interface DocumentTools {
  matters: MatterTools
  store: FileStore
  city: Pick<City, 'nameZh' | 'nameEn'>
  log: Logger
}

/** What a document is made of. */
export type DocumentRequest =
  | { kind: 'report'; areaId: string; month: string }
  | { kind: 'matters'; filters: ListFilters }
  | { kind: 'figures'; question: FigureQuestion }

/** A document as it is to be made: everything a run needs to know. */
export interface DocumentOrder {
  request: DocumentRequest
  format: DocumentFormat
  locale: Locale
  keptDays: number
}

/** Who, when, and what of: what every document says on its pages, so that a copy that turns up tells where it came from. */
export interface Watermark {
  name: string
  loginName: string | null
  /** In the city's own time. */
  at: string
}

/** The run was cancelled, taken over by another, or its process is stopping: what it still says counts no more. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded'
}

/** Told by whoever makes a document after every part; throws `RunEnded` when it is to stop. */
export type Progress = (done: number, total: number | null) => Promise<void>

export const contentTypes: Record<DocumentFormat, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

const offsetMs = 8 * 3_600_000

/** An instant as the city's clocks show it, `2026-03-18 09:05`. China keeps one time zone without summer time. */
export function cityTime(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 16).replace('T', ' ')
}

/** The day it is in the city. */
export function cityDay(at: Date): string {
  return cityTime(at).slice(0, 10)
}
