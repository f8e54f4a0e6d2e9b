import { expect, test } from 'vitest'
import { publicAddresses, withoutHousehold } from './public-addresses.ts'

test.for([
  ['幸福路 12 号院 3 号楼 2 单元 401 室', '幸福路 12 号院'],
  ['扬州路与福州路路口', '扬州路与福州路'],
  ['海尔大道88号门口（王女士 13912345678）', '海尔大道88号'],
  ['三里河小区5号楼', '三里河小区'],
  ['阳光花园B座1203', '阳光花园'],
  ['3号楼', ''],
  ['中心公园', '中心公园'],
])('%s is told as %s', ([address, told]) => {
  expect(withoutHousehold(address ?? '')).toBe(told)
})

test('an address is told when five different people have named it, in the middle of where they stood', () => {
  const point = { longitude: 120.0031, latitude: 36.2701 }
  const given = (by: string, address: string) => ({ by, address, areaId: 'a', point })
  const five = [1, 2, 3, 4, 5].map((person) => given(`person ${person}`, `幸福路 12 号院 ${person} 号楼`))
  const oneOften = Array.from({ length: 9 }, () => given('the same', '和平路 3 号'))
  expect(publicAddresses([...five, ...oneOften])).toEqual([
    { label: '幸福路 12 号院', areaId: 'a', point: { longitude: 120.0031, latitude: 36.2701 }, times: 5 },
  ])
})
