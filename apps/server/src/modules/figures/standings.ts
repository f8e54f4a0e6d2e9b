import { basisOf, type FigureId, figureDefinitions, type FigureRow, type FigureStanding, figureIds, placed } from '@linli/contract'

/** Where one row stands among all, by every share and time that more or less of is better. */
export function standingsOf(key: string, rows: readonly FigureRow[]): FigureStanding[] {
  return figureIds.filter(isRanked).flatMap((figure) => {
    const inOrder = placed(rows, figure, figureDefinitions[figure])
    const own = inOrder.find((one) => one.row.key === key)
    const value = own?.row.figures[figure]
    if (!value) return []
    const ranked = inOrder.filter(({ rank }) => rank !== null)
    const middle = ranked[Math.floor((ranked.length - 1) / 2)]?.row.figures[figure]
    return [
      {
        figure,
        value: value.value,
        n: basisOf(value),
        rank: own.rank,
        ranked: ranked.length,
        median: middle?.value ?? null,
      },
    ]
  })
}

function isRanked(figure: FigureId): boolean {
  const { unit, better } = figureDefinitions[figure]
  return unit !== 'count' && better !== null
}
