import type { CycleHead, EvaluationEntry, RubricVersion, SheetAction, Sheet as PresentedSheet, SheetRow } from '@linli/contract'
import type { AreaTree } from '../areas/index.ts'
import type { Books } from '../matters/index.ts'
import type { Cycle, Sheet } from './evaluation.ts'
import type { NamedEntry, StoredRubric } from './evaluations.queries.ts'
import type { LoadedCycle, ScoredSheet } from './load-cycle.ts'

export function presentCycle(cycle: Cycle, areas: AreaTree): CycleHead {
  const area = areas.get(cycle.areaId)
  return {
    id: cycle.id,
    rubric: { rubricId: cycle.rubricId, version: cycle.rubricVersion, nameZh: cycle.rubric.nameZh, nameEn: cycle.rubric.nameEn },
    area: { id: cycle.areaId, name: area?.name ?? '', level: area?.level ?? '' },
    from: cycle.from,
    to: cycle.to,
    state: cycle.state,
    version: cycle.version,
    publicityFrom: cycle.publicityFrom?.toISOString() ?? null,
    publicityUntil: cycle.publicityUntil?.toISOString() ?? null,
    endedAt: cycle.endedAt?.toISOString() ?? null,
  }
}

/** A subject's line of the table. Places are told from the review on: before, figures still move. */
export function presentRow({ sheet, standing, place, stars }: ScoredSheet, cycle: Cycle, books: Books): SheetRow {
  const isPlaced = cycle.state !== 'drafted' && cycle.state !== 'self_view'
  return {
    id: sheet.id,
    subject: subjectOf(sheet, books),
    total: standing.total,
    computed: standing.computed,
    before: standing.before,
    unranked: standing.unranked,
    place: isPlaced ? place : null,
    stars: isPlaced ? stars : null,
    appealOpen: standing.appealOpen,
  }
}

export function presentSheet(scored: ScoredSheet, { cycle }: LoadedCycle, books: Books, actions: SheetAction[]): PresentedSheet {
  const { sheet, lines, standing, entries } = scored
  return {
    ...presentRow(scored, cycle, books),
    version: sheet.version,
    cycle: presentCycle(cycle, books.areas.get()),
    content: cycle.rubric,
    behind: { areaId: sheet.areaId ?? cycle.areaId, organisationId: sheet.organisationId },
    frozen: sheet.lines !== null,
    lines: lines.flatMap((line) => {
      const indicator = cycle.rubric.indicators.find(({ figureId }) => figureId === line.figureId)
      return indicator ? [{ ...line, ...indicator, corrected: standing.corrected.get(line.figureId) ?? null }] : []
    }),
    vetoes: [...standing.vetoes],
    entries: entries.map(presentEntry),
    actions,
  }
}

export function presentEntry({ id, action, name, at, content }: NamedEntry): EvaluationEntry {
  return {
    id,
    action,
    by: name,
    at: at.toISOString(),
    words: content.words ?? null,
    figureId: content.figureId ?? null,
    points: content.points ?? null,
    veto: content.veto ?? null,
    evidence: content.evidence ?? null,
    upheld: content.upheld ?? null,
  }
}

export function presentRubric(rubric: StoredRubric, areas: AreaTree): RubricVersion {
  const level = areas.levels.find(({ code }) => code === rubric.content.of)
  return { ...rubric, ofName: level ? { zh: level.nameZh, en: level.nameEn } : { zh: rubric.content.of, en: rubric.content.of } }
}

function subjectOf({ areaId, organisationId }: Sheet, { areas, organisations }: Books): SheetRow['subject'] {
  if (areaId !== null) {
    const name = areas.get().get(areaId)?.name ?? ''
    return { id: areaId, name: { zh: name, en: name } }
  }
  const organisation = organisations.get().get(organisationId ?? '')
  return { id: organisationId ?? '', name: { zh: organisation?.nameZh ?? '', en: organisation?.nameEn ?? '' } }
}
