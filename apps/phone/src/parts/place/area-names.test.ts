import { expect, test } from 'vitest'
import { areaNames } from './area-names.ts'

const above = (...names: string[]) => names.map((name) => ({ name }))

test('a grid is named with what it lies in, the two next above', () => {
  expect(areaNames(above('胶州市', '阜安街道', '幸福社区'), '第五网格')).toBe('阜安街道 幸福社区 第五网格')
})

test('a name that begins with the one above it is not said twice', () => {
  expect(areaNames(above('阜安街道', '阳光丽景社区'), '阳光丽景社区第5网格')).toBe('阜安街道 阳光丽景社区第5网格')
})
