/** How far apart two reports of one thing may lie, in metres (domain.md §4). */
export interface Reach {
  buildingM: number
  streetM: number
  /** Classes of categories whose matters are of a building or a home. */
  buildingClasses: readonly string[]
  /** Words that put a matter into a building whatever its class. */
  buildingWords: readonly string[]
  /** A matter closed longer ago is another one when it comes again. */
  closedDays: number
}

/** What a city starts with. A row `duplicate_reach` in its settings with any of these fields changes them. */
export const defaultReach: Reach = {
  buildingM: 50,
  streetM: 250,
  buildingClasses: ['L'],
  buildingWords: ['楼道', '楼梯间', '电梯', '单元门', '楼顶', '屋顶', '地下室', '地库', '阳台', '室内', '家里', '楼上'],
  closedDays: 30,
}

/** How far to look for a text: as for a building when any category it may be of is, or a word says so. */
export function reachOf(reach: Reach, text: string, categoryClasses: readonly string[]): number {
  const inBuilding =
    categoryClasses.some((code) => reach.buildingClasses.includes(code)) || reach.buildingWords.some((word) => text.includes(word))
  return inBuilding ? reach.buildingM : reach.streetM
}
