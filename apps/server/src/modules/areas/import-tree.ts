import { finding, type Finding } from './import-findings.ts'

/** An area as it would be after the import. */
export interface TreeNode {
  code: string
  /** Null when neither the file nor the existing tree says. */
  level: string | null
  parentCode: string | null
}

export interface KnownLevel {
  code: string
  /** 0 is the highest. */
  rank: number
}

/** The tree as it would be after the import, against which each row is held. */
export class ImportTree {
  private readonly nodes: ReadonlyMap<string, TreeNode>
  private readonly ranks: ReadonlyMap<string, number>
  private readonly highestRank: number

  constructor(nodes: ReadonlyMap<string, TreeNode>, levels: readonly KnownLevel[]) {
    this.nodes = nodes
    this.ranks = new Map(levels.map((level) => [level.code, level.rank]))
    let highestRank = Infinity
    for (const { level } of nodes.values()) {
      highestRank = Math.min(highestRank, this.rankOf(level) ?? Infinity)
    }
    this.highestRank = highestRank
  }

  /** 0 for the highest level, null when there is no such level. */
  rankOf(level: string | null): number | null {
    return level === null ? null : (this.ranks.get(level) ?? null)
  }

  /** What is wrong with the level and the parent of an area. */
  faultsOf(node: TreeNode): Finding[] {
    const rank = this.rankOf(node.level)
    const known = [...this.ranks.keys()].join(', ')
    const faults = rank === null ? [finding('unknown_level', { level: node.level ?? '', known })] : []
    const parent = node.parentCode === null ? null : this.nodes.get(node.parentCode)
    if (parent === undefined) {
      faults.push(finding('missing_parent', { parent: node.parentCode ?? '' }))
    }
    // Only the areas of the highest level there is stand on their own.
    if (parent === null && rank !== null && rank > this.highestRank) {
      faults.push(finding('missing_parent', { parent: '' }))
    }
    if (!parent || rank === null) return faults
    const circle = this.circleThrough(node)
    if (circle !== null) return [...faults, finding('cycle', { path: circle.join(' → ') })]
    const parentRank = this.rankOf(parent.level)
    if (parentRank === null || parentRank < rank) return faults
    const levels = { level: node.level ?? '', parentLevel: parent.level ?? '' }
    return [...faults, finding('parent_level_wrong', { parent: parent.code, ...levels })]
  }

  /** The codes from an area up to itself, or null when its parents end somewhere. */
  private circleThrough(node: TreeNode): string[] | null {
    const path = [node.code]
    const seen = new Set(path)
    let at: TreeNode | undefined = node
    while (at !== undefined && at.parentCode !== null) {
      path.push(at.parentCode)
      if (at.parentCode === node.code) return path
      if (seen.has(at.parentCode)) return null
      seen.add(at.parentCode)
      at = this.nodes.get(at.parentCode)
    }
    return null
  }
}
