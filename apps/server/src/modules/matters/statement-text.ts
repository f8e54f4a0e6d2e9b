import type { Statement } from '../../platform/db.ts'

/** A column with its type and the value to write. */
export type ColumnValue = readonly [column: string, type: string, value: unknown]

/** Puts one statement together from parts that all depend on the part called `matter`. */
export class StatementText {
  readonly #values: unknown[] = []
  readonly #parts: string[] = []

  parameter(value: unknown, type: string): string {
    this.#values.push(value)
    return `$${this.#values.length}::${type}`
  }

  with(name: string, text: string): void {
    this.#parts.push(`${name} as (${text})`)
  }

  /**
   * Inserts rows into a table that has a `matter_id`; no rows, no part. All rows have the same columns. Rows that are there
   * already fail with a unique violation, or are left as they are with `orLeave`.
   */
  insert(table: string, rows: readonly (readonly ColumnValue[])[], orLeave = false): void {
    const [first] = rows
    if (!first) return
    const columns = first.map(([column]) => column).join(', ')
    const values = rows.map((row) => `(${row.map(([, type, value]) => this.parameter(value, type)).join(', ')})`).join(', ')
    this.with(
      `new_${table}`,
      `insert into ${table} (matter_id, ${columns}) select matter.id, rows.* from matter, (values ${values}) as rows${orLeave ? ' on conflict do nothing' : ''}`,
    )
  }

  statement(last: string): Statement {
    const text = `with ${this.#parts.join(',\n')}\n${last}`
    return { name: nameOf(text), text, values: this.#values }
  }
}

const names = new Map<string, string>()
/** Beyond this many shapes a statement is not prepared, so that the server's memory is not filled. */
const mostNames = 1000

/** The same shape of change is the same prepared statement; there are some hundreds of shapes. */
function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    if (names.size >= mostNames) return ''
    name = `matter_${names.size + 1}`
    names.set(text, name)
  }
  return name
}
