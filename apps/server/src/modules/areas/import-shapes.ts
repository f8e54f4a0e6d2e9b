import type { ExistingArea } from './area-import.ts'
import type { AreaGeometry } from './geometry.ts'
import type { Draft } from './import-drafts.ts'
import { finding } from './import-findings.ts'
import { polygonFault } from './polygon-faults.ts'
import { findOverlaps, shareOutside, type Shape } from './polygon-overlaps.ts'

/**
 * Checks every boundary that the file brings: by itself, against its siblings (areas of the same
 * level under the same parent, those that are not in the file included) and against its parent.
 * Boundaries that stay as they are were checked when they came.
 */
export function checkShapes(drafts: readonly Draft[], existing: readonly ExistingArea[]): void {
  const sound = drafts.filter((draft) => draft.code !== null && isSound(draft))
  const boundaries = new Map<string, AreaGeometry>()
  const families = new Map<string, Shape[]>()
  const inFile = new Set(drafts.map((draft) => draft.code))
  const place = (area: Draft | ExistingArea, isNew: boolean) => {
    const family = familyOf(area)
    if (!families.has(family)) families.set(family, [])
    if (area.code === null || area.geometry === null) return
    boundaries.set(area.code, area.geometry)
    families.get(family)!.push({ code: area.code, geometry: area.geometry, isNew })
  }
  for (const area of existing) if (!inFile.has(area.code)) place(area, false)
  for (const draft of sound) place(draft, draft.hasNewBoundary)

  const byCode = new Map(sound.map((draft) => [draft.code!, draft]))
  for (const siblings of families.values()) reportOverlaps(siblings, byCode)
  for (const draft of sound) {
    const parentBoundary = draft.parentCode === null ? null : boundaries.get(draft.parentCode)
    if (draft.hasNewBoundary && parentBoundary) reportOutside(draft, parentBoundary)
    const isReadable = !draft.findings.some(({ code }) => code === 'bad_row')
    if (draft.geometry === null && isReadable && families.get(familyOf(draft))!.length > 0) {
      draft.findings.push(finding('no_boundary'))
    }
  }
}

/**
 * Records what is wrong with a boundary by itself. A wrong one is not compared with others, and
 * neither is one whose code appears twice, because it would only overlap its own double.
 */
function isSound(draft: Draft): boolean {
  if (draft.findings.some(({ code }) => code === 'duplicate_code_in_file')) return false
  if (draft.geometry === null || !draft.hasNewBoundary) return true
  const fault = polygonFault(draft.geometry)
  if (fault) draft.findings.push(fault)
  return fault === null
}

function familyOf(area: Draft | ExistingArea): string {
  return `${area.level ?? ''} under ${area.parentCode ?? ''}`
}

/** The overlap is held against the row that brings the new boundary; against both if both do. */
function reportOverlaps(siblings: readonly Shape[], byCode: ReadonlyMap<string, Draft>): void {
  for (const { code, otherCode, squareMetres } of findOverlaps(siblings)) {
    const pair = [
      [code, otherCode],
      [otherCode, code],
    ] as const
    for (const [own, other] of pair) {
      const draft = byCode.get(own)
      if (draft === undefined || !draft.hasNewBoundary) continue
      draft.findings.push(
        squareMetres === null
          ? finding('not_comparable', { other })
          : finding('overlaps_sibling', { other, squareMetres: Math.round(squareMetres) }),
      )
    }
  }
}

function reportOutside(draft: Draft, parentBoundary: AreaGeometry): void {
  const share = shareOutside(draft.geometry!, parentBoundary)
  const parent = draft.parentCode!
  if (share === null) {
    draft.findings.push(finding('not_comparable', { other: parent }))
  } else if (share > 0) {
    const rounded = Math.max(Math.round(share * 10_000), 1) / 10_000
    draft.findings.push(finding('outside_parent', { parent, share: rounded }))
  }
}
