import type { ExistingArea } from './area-import.ts'
import { finding, type Finding } from './import-findings.ts'
import type { SourceRow } from './import-source.ts'

/** What a row of the file is about. */
export interface Match {
  /** The code the area has or will have; null when it cannot be known. */
  code: string | null
  /** Null for an area that is new. */
  current: ExistingArea | null
  /** Parent's code as the tree writes it; null when the file does not say. */
  parentCode: string | null
  finding: Finding | null
}

/**
 * Finds for each row the existing area it is about: by code, or by name when it has none. Names are
 * compared exactly within what the row says about level and parent.
 */
export function matchRows(rows: readonly SourceRow[], existing: readonly ExistingArea[]): Match[] {
  const byCode = new Map(existing.map((area) => [area.code, area]))
  const byName = Map.groupBy(existing, (area) => area.name)
  const byStem = Map.groupBy(existing, (area) => stemOf(area.name))
  const codesInFile = new Set(rows.map((row) => row.code))
  const knownCode = (code: string | null) => {
    if (code === null || byCode.has(code)) return code
    return otherForms(code).find((form) => byCode.has(form) || codesInFile.has(form)) ?? code
  }

  return rows.map((row) => {
    const parentCode = codesInFile.has(row.parent) ? row.parent : knownCode(row.parent)
    const code = knownCode(row.code)
    const current = code === null ? null : (byCode.get(code) ?? null)
    if (current) return { code, current, parentCode: parentCode ?? null, finding: null }

    const couldBe = (area: ExistingArea) =>
      (row.level === null || area.level === row.level) &&
      (parentCode === null || area.parentCode === parentCode) &&
      !codesInFile.has(area.code)
    const sameName = (byName.get(row.name) ?? []).filter(couldBe)
    if (code === null && sameName.length === 1) {
      return { code: sameName[0]!.code, current: sameName[0]!, parentCode, finding: null }
    }
    const similarName = (byStem.get(stemOf(row.name)) ?? []).filter(couldBe)
    const successors = sameName.length > 0 ? sameName : similarName
    return { code, current: null, parentCode, finding: doubt(code, sameName, successors) }
  })
}

function doubt(code: string | null, sameName: readonly ExistingArea[], successors: readonly ExistingArea[]): Finding | null {
  const [successor] = successors
  if (successor !== undefined && successors.length === 1) {
    return finding('old_code', { currentCode: successor.code, currentName: successor.name })
  }
  return code === null ? finding('missing_code', { matches: sameName.length }) : null
}

/**
 * A division above the district is written 3702 by the statistics bureau and 370200 by GB/T 2260;
 * both are the same place.
 */
function otherForms(code: string): string[] {
  if (/^\d{2}$/.test(code)) return [`${code}0000`]
  if (/^\d{4}$/.test(code)) return [`${code}00`]
  if (/^\d{2}0000$/.test(code)) return [code.slice(0, 2)]
  if (/^\d{4}00$/.test(code)) return [code.slice(0, 4)]
  return []
}

/**
 * A name without its kind of division: when 即墨市 became 即墨区, both its code and this ending
 * changed. Names of one character keep their ending.
 */
function stemOf(name: string): string {
  return name.replace(/^(.{2,}?)(街道办事处|街道|地区|自治县|[市区县旗镇乡])$/u, '$1')
}
