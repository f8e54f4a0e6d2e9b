import type { Palette } from './chart-palette.ts'

/** What belongs to one column of numbers in every drawing. */
interface NamedSeries {
  /** Said in the legend, when pointing at a value, and above the column of the table. */
  name: string
  /** Which colour of the tokens; without it the next of those that are told apart most easily. */
  colour?: keyof Palette | undefined
}

/** One number a label, as a line or as bars. A null is a gap: nothing was measured, which is not zero. */
export interface ValueSeries extends NamedSeries {
  kind: 'line' | 'bar'
  values: readonly (number | null)[]
  /** What is reckoned rather than counted, such as an expected value, is drawn dashed. */
  dashed?: boolean
  /** Series of one stack are put on top of one another. */
  stack?: string
  /** Single values that are to stand out, by their place: a day of a surge. They are told by their shape in a line, by colour in bars. */
  marked?: readonly number[]
}

/** From a lower to an upper number a label, as a filled band behind lines and bars. */
export interface BandSeries extends NamedSeries {
  kind: 'band'
  low: readonly (number | null)[]
  high: readonly (number | null)[]
}

export type Series = ValueSeries | BandSeries

/** The numbers of a chart. The table shows the same ones. */
export interface ChartNumbers {
  /** What each value belongs to, in order: days, areas, categories. Each differs from the others, and there are as many as each series has values. */
  labels: readonly string[]
  /** What the labels are, above their column of the table: "Week". */
  labelsName: string
  series: readonly Series[]
}
