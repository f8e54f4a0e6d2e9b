/** What was counted in one cell of the grid; `row` and `column` count from the south and the west. */
export interface CountedCell {
  row: number
  column: number
  count: number
  open: number
  /** How many of each category; what has none is in no entry. */
  categories: ReadonlyMap<string, number>
}

/** A square of the grid as it may be told: `size` cells to a side, beginning at `row` and `column`. */
export interface ToldCell extends CountedCell {
  size: 1 | 2
}

/** So few together could be recognised (domain.md §6 hides groups under five). */
export const leastTold = 5

/**
 * The cells a stranger may be told: those with at least five; smaller ones are put together with the small ones of their square of
 * two by two, and left out when they are still fewer than five.
 */
export function cellsTold(cells: readonly CountedCell[]): ToldCell[] {
  const large = cells.filter((cell) => cell.count >= leastTold).map((cell): ToldCell => ({ ...cell, size: 1 }))
  const small = Map.groupBy(
    cells.filter((cell) => cell.count < leastTold),
    (cell) => `${Math.floor(cell.row / 2)} ${Math.floor(cell.column / 2)}`,
  )
  return [...large, ...[...small.values()].map(together).filter((cell) => cell.count >= leastTold)]
}

/** The commonest categories, those with most first, at most three; one that stands alone could be recognised. */
export function commonest({ categories }: Pick<CountedCell, 'categories'>): string[] {
  return [...categories]
    .filter(([, count]) => count > 1)
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([code]) => code)
}

function together(cells: readonly CountedCell[]): ToldCell {
  const [first] = cells
  const categories = new Map<string, number>()
  for (const cell of cells) for (const [code, count] of cell.categories) categories.set(code, (categories.get(code) ?? 0) + count)
  return {
    row: Math.floor((first?.row ?? 0) / 2) * 2,
    column: Math.floor((first?.column ?? 0) / 2) * 2,
    size: 2,
    count: cells.reduce((sum, cell) => sum + cell.count, 0),
    open: cells.reduce((sum, cell) => sum + cell.open, 0),
    categories,
  }
}
