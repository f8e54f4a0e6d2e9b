/** A cell: words, a number, or a share between 0 and 1 that is shown in percent. */
export type Cell = string | number | null

export interface Column {
  head: string
  /** In characters of a western font; a Chinese one takes two. */
  width: number
  /** How numbers of this column are written; words stay words. */
  format?: 'count' | 'percent'
}

/** A table as it goes into a file, whatever its form: rows are read as they are written, so that a million need no memory. */
export interface Table {
  title: string
  columns: readonly Column[]
  rows: AsyncIterable<readonly Cell[]>
  /** What is said about it before and after: what it holds, who had it made, when, and how long it is kept. */
  about: readonly (readonly [string, string])[]
  /** One line for the foot of every page. */
  footer: string
  /** Meanings of what is counted, on a sheet of their own; none of a list. */
  definitions: readonly (readonly [string, string])[]
}
