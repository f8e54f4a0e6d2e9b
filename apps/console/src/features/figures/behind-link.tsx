import { type FigureId, figureDefinitions } from '@linli/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Period } from './period.ts'

/** Which matters a number is about, besides the figure itself. */
export interface Behind extends Period {
  area: string | undefined
  category?: string | undefined
  source?: string | undefined
  severity?: string | undefined
  organisation?: string | undefined
}

/** A number that leads to the matters behind it; of none, just the number. */
export function BehindLink({ figure, behind, n, children }: { figure: FigureId; behind: Behind; n: number; children: ReactNode }) {
  const { outOf } = figureDefinitions[figure] as { outOf?: unknown }
  if (n === 0 && outOf === undefined) return children
  return (
    <Link to="/figures/matters" search={{ figure, part: 'counted', ...behind }}>
      {children}
    </Link>
  )
}
