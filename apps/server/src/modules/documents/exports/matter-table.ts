import type { ListFilters, Locale, MatterRow } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import { countList, kinds, type MatterTools, readList } from '../../matters/index.ts'
import { cityTime, type Progress } from '../document.ts'
import { wordsOfDocuments } from '../words/words.ts'
import { maskSaid } from './mask-said.ts'
import type { Cell, Table } from './table.ts'

const pageSize = 1000

/** The matters of a list as their orderer sees them, page by page. */
export function matterTable(
  tools: MatterTools,
  { actor, filters, locale, progress }: { actor: Actor; filters: ListFilters; locale: Locale; progress: Progress },
): Pick<Table, 'title' | 'columns' | 'rows'> {
  const { names, matterColumns } = wordsOfDocuments(locale)
  const widths = [18, 60, 28, 12, 10, 10, 12, 22, 24, 18, 18, 18, 10, 8, 10, 8]
  return {
    title: names.matters,
    columns: matterColumns.map((head, at) => ({ head, width: widths[at] ?? 12 })),
    rows: rowsOf(tools, actor, { filters, locale, progress }),
  }
}

async function* rowsOf(
  tools: MatterTools,
  actor: Actor,
  { filters, locale, progress }: { filters: ListFilters; locale: Locale; progress: Progress },
): AsyncGenerator<readonly Cell[]> {
  await progress(0, null)
  const total = await countList(tools, actor, filters)
  let [after, done]: [string | null | undefined, number] = [undefined, 0]
  while (after !== null) {
    await progress(done, Math.max(total, done))
    const page: Awaited<ReturnType<typeof readList>> = await readList(tools, actor, {
      ...filters,
      limit: pageSize,
      ...(after && { after }),
    })
    for (const row of page.items) yield cellsOf(row, tools, locale)
    done += page.items.length
    after = page.next
  }
  await progress(done, done)
}

function cellsOf(row: MatterRow, { books }: MatterTools, locale: Locale): Cell[] {
  const { sources, severities, lights, cards } = wordsOfDocuments(locale)
  const category = row.categoryCode === null ? undefined : books.categories.get().get(row.categoryCode)
  const kind = kinds[row.kind]
  return [
    row.number,
    maskSaid(row.text),
    row.address === null ? null : maskSaid(row.address),
    kind.words[locale],
    kind.states[row.state]?.[locale] ?? row.state,
    lights[row.light],
    severities[row.severity],
    category ? (locale === 'zh' ? category.nameZh : category.nameEn) : null,
    row.area.name,
    row.holder.name,
    cityTime(new Date(row.reportedAt)),
    row.promisedAt === null ? null : cityTime(new Date(row.promisedAt)),
    sources[row.source],
    row.reworkCount,
    row.cardLevel === null ? null : cards[row.cardLevel],
    row.supporterCount,
  ]
}
