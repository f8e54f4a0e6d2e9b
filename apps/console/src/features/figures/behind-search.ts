import { type FigureId, type FigurePart, figureIds, figureParts, matterSources, severities } from '@linli/contract'
import { textsOf } from '../../app/search-texts.ts'

/** What the address of the matters behind a figure says. Without `part` what is counted; without `area` the reader's own. */
export interface BehindSearch {
  figure?: string
  part?: string
  area?: string
  /** Days, both counted. */
  from?: string
  to?: string
  category?: string
  source?: string
  severity?: string
  organisation?: string
  kind?: string
}

/** Takes from an address what is right in it. */
export function readBehindSearch(search: Record<string, unknown>): BehindSearch {
  const { category } = search
  return {
    ...textsOf(search, 'figure', 'part', 'area', 'from', 'to', 'category', 'source', 'severity', 'organisation', 'kind'),
    // What has no category yet is asked for by ''.
    ...(category === '' && { category }),
  }
}

/** What is asked for; null when the address names no figure or no period. */
export function askedBy({ figure, part, from, to, area, category, ...search }: BehindSearch) {
  const figureId = one(figureIds, figure)
  if (figureId === undefined || from === undefined || to === undefined) return null
  const source = one(matterSources, search.source)
  const severity = one(severities, search.severity)
  return {
    figureId,
    part: one(figureParts, part) ?? 'counted',
    query: {
      from,
      to,
      ...(area !== undefined && { areaId: area }),
      ...(category !== undefined && { categoryCode: category }),
      ...(source && { source }),
      ...(severity && { severity }),
      ...(search.organisation !== undefined && { organisationId: search.organisation }),
      ...(search.kind !== undefined && { kind: search.kind }),
    },
  }
}
export type AskedBehind = NonNullable<ReturnType<typeof askedBy>> & { figureId: FigureId; part: FigurePart }

function one<W extends string>(words: readonly W[], value: string | undefined): W | undefined {
  return words.find((word) => word === value)
}
