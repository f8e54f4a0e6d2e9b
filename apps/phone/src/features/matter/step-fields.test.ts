import { describe, expect, test } from 'vitest'
import { fieldsOf, filled } from './step-fields.ts'

const check = {
  type: 'object',
  required: ['passed'],
  properties: { passed: { type: 'boolean' }, words: { type: 'string', minLength: 1 } },
}

describe('the form of a step', () => {
  test('is drawn from the schema of its kind', () => {
    expect(fieldsOf(check)).toEqual([
      { name: 'passed', kind: 'yesOrNo', required: true },
      { name: 'words', kind: 'words', required: false },
    ])
    expect(fieldsOf({ properties: { toAreaId: { type: 'string', format: 'uuid' } }, required: ['toAreaId'] })).toEqual([
      { name: 'toAreaId', kind: 'elsewhere', required: true },
    ])
    expect(fieldsOf(null)).toEqual([])
  })

  test('can be sent once everything needed is there, trimmed and without what was left empty', () => {
    const fields = fieldsOf(check)
    expect(filled(fields, { words: 'seen' })).toBeNull()
    expect(filled(fields, { passed: false, words: '  ' })).toEqual({ passed: false })
    expect(filled(fields, { passed: true, words: ' seen ' })).toEqual({ passed: true, words: 'seen' })
  })

  test('sends a time as the instant it is in China, and lines as a list', () => {
    const fields = fieldsOf({
      properties: {
        heldAt: { type: 'string', format: 'date-time' },
        papers: { type: 'array', items: { type: 'string' } },
        parties: { type: 'integer' },
      },
    })
    expect(filled(fields, { heldAt: '2026-11-23T09:30', papers: 'ID card\n\n lease ', parties: '3' })).toEqual({
      heldAt: '2026-11-23T01:30:00.000Z',
      papers: ['ID card', 'lease'],
      parties: 3,
    })
  })
})
