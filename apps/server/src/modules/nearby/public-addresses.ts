import type { Point } from '@linli/contract'
import type { GivenAddress } from './nearby.queries.ts'
import { leastTold } from './cells-told.ts'

/** An address several people have named, as far as it tells of no household. */
export interface PublicAddress {
  label: string
  areaId: string
  /** In the middle of where it was reported; null when nobody's phone said where. */
  point: Point | null
  times: number
}

/**
 * Addresses that may be suggested to anyone: cut before the building, so that no door and no flat is among them, and only those that
 * at least five people have named. The most frequent first.
 */
export function publicAddresses(given: readonly GivenAddress[]): PublicAddress[] {
  const byLabel = Map.groupBy(given, ({ address }) => withoutHousehold(address))
  byLabel.delete('')
  return [...byLabel]
    .filter(([, those]) => new Set(those.map(({ by }) => by)).size >= leastTold)
    .map(([label, those]): PublicAddress => ({
      label,
      areaId: those[0]?.areaId ?? '',
      point: middleOf(those.flatMap(({ point }) => point ?? [])),
      times: those.length,
    }))
    .sort((a, b) => b.times - a.times || (a.label < b.label ? -1 : 1))
}

/** 幸福路 12 号院 3 号楼 2 单元 → 幸福路 12 号院. What names a building, its parts, a person or a telephone number is cut off. */
export function withoutHousehold(address: string): string {
  const cut = address
    .replace(/\s+/g, ' ')
    .split(/\s?(?:[\d一二三四五六七八九十甲乙丙丁A-Za-z-]+\s?(?:号楼|栋|幢|座|单元|层|楼|室|户)|[（(，,。;；]|\d{7,})/)[0]
  const short = (cut ?? '').replace(/(?:附近|门口|旁边?|对面|路口|东侧|西侧|南侧|北侧|里面?|上)$/, '').trim()
  return short.length >= 3 && short.length <= 40 ? short : ''
}

/** The median of each: one report from somewhere else moves nothing. */
function middleOf(points: readonly Point[]): Point | null {
  if (points.length === 0) return null
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const rounded = (degrees: number) => Math.round(degrees * 1e4) / 1e4
  return {
    longitude: rounded(middle(points.map(({ longitude }) => longitude))),
    latitude: rounded(middle(points.map(({ latitude }) => latitude))),
  }
}
