import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('quotes what needs it, and leaves the rest', () => {
  expect(csvLine(['街道', 'a,b', 'say "yes"', 'two\nlines', null, -3])).toBe('街道,"a,b","say ""yes""","two\nlines",,-3\r\n')
})

test.each(['=1+1', '+1', '-1', '@sum', '\t=1', ' =1'])('makes no formula of %j', (typed) => {
  expect(csvLine([typed]).startsWith("'")).toBe(true)
})
