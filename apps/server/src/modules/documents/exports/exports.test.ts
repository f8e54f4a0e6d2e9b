import { read, utils } from '@e965/xlsx'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueMonth, monthBefore, nextDay } from '../plan-days.ts'
import { csvBytes } from './csv-bytes.ts'
import { maskSaid } from './mask-said.ts'
import type { Table } from './table.ts'
import { xlsxBytes } from './xlsx-bytes.ts'

const table = (rows: readonly (readonly (string | number | null)[])[]): Table => ({
  title: '事项清单',
  columns: [
    { head: '编号', width: 10 },
    { head: '数量', width: 10, format: 'count' },
  ],
  rows: (async function* () {
    yield* rows
  })(),
  about: [['导出人', '李明（street）']],
  footer: '李明 & 王芳',
  definitions: [],
})

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a list longer than a sheet goes on in the next one, with its heads', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => [`n${index}`, index] as const)
  const book = read(await whole(xlsxBytes(table(rows), { mostRows: 4 })))
  expect(book.SheetNames).toHaveLength(4)
  const sheets = book.SheetNames.slice(1).map((name) => utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1 }))
  expect(sheets.map((sheet) => sheet[0])).toEqual([
    ['编号', '数量'],
    ['编号', '数量'],
    ['编号', '数量'],
  ])
  expect(sheets.flatMap((sheet) => sheet.slice(1))).toEqual(rows.map((row) => [...row]))
})

test('every sheet says at the foot of its pages who had it made', async () => {
  const book = read(await whole(xlsxBytes(table([['a', 1]]))), { bookFiles: true })
  const { files } = book as unknown as { files: Record<string, { content: Uint8Array }> }
  const sheets = Object.entries(files).filter(([name]) => /worksheets\/sheet\d\.xml$/.test(name))
  expect(sheets).toHaveLength(2)
  for (const [, { content }] of sheets) expect(Buffer.from(content).toString()).toContain('李明 &amp;&amp; 王芳')
})

test('what is said about a CSV file stands below its rows', async () => {
  const text = (await whole(csvBytes(table([['=1', 2]])))).toString()
  expect(text).toBe("\uFEFF编号,数量\r\n'=1,2\r\n\r\n导出人,李明（street）\r\n")
})

test('a reading that fails fails the file', async () => {
  const failing = {
    ...table([]),
    rows: (async function* (): AsyncGenerator<string[]> {
      yield ['a']
      throw new Error('gone')
    })(),
  }
  await expect(whole(xlsxBytes(failing))).rejects.toThrow('gone')
})

test('numbers of people are hidden however they are written, and other numbers stay', () => {
  expect(maskSaid('打１３８１２３４５６７８')).toBe('打138****5678')
  expect(maskSaid('138 1234 5678，0532-82212345')).toBe('138****5678，0532-****2345')
  expect(maskSaid('身份证37028119900101123X')).toBe('身份证370281********123X')
  expect(maskSaid('li.ming@example.com')).toBe('l***@example.com')
  expect(maskSaid('3 号楼 201，编号 260318-000001，共 1200 元')).toBe('3 号楼 201，编号 260318-000001，共 1200 元')
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 13000000000, max: 19999999999 }), fc.string(), (before, phone, after) => {
      fc.pre(!/[\d０-９]$/.test(before) && !/^[\d０-９]/.test(after))
      expect(maskSaid(`${before}${phone}${after}`)).not.toContain(String(phone))
    }),
  )
})

test('a plan is due from its day on until the month is over, and never for days before it was set up', () => {
  const plan = { day: 5, createdAt: new Date('2026-03-10T02:00:00Z') }
  expect(dueMonth(plan, new Date('2026-03-20T00:00:00Z'))).toBeNull()
  // The fifth begins in the city while it is still the fourth in London.
  expect(dueMonth(plan, new Date('2026-04-04T15:59:00Z'))).toBeNull()
  expect(dueMonth(plan, new Date('2026-04-04T16:00:00Z'))).toBe('2026-03')
  expect(dueMonth(plan, new Date('2026-04-30T10:00:00Z'))).toBe('2026-03')
  expect(monthBefore('2026-01-15')).toBe('2025-12')
  expect(nextDay(5, new Date('2026-12-10T00:00:00Z'), false)).toBe('2027-01-05')
  expect(nextDay(10, new Date('2026-12-10T00:00:00Z'), false)).toBe('2026-12-10')
  expect(nextDay(10, new Date('2026-12-10T00:00:00Z'), true)).toBe('2027-01-10')
})
