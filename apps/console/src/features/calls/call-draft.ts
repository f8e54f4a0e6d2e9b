import type { GivenPoint, Point } from '@linli/contract'
import { readStored, writeStored } from '@linli/ui'

/** What is written during a call; `key` is made once and sent with every try, so that it can arrive only once. */
export interface CallDraft {
  key: string
  text?: string
  address?: string
  /** Where a chosen address lies; gone as soon as the address is changed. */
  point?: Point | null
  coordinates?: string
  contactPhone?: string
  categoryCode?: string
  urgent?: boolean
  callBackWished?: boolean
  anonymous?: boolean
  /** Photos and documents the caller sends by other ways, such as mail. */
  fileIds?: string[]
}

export type CallFields = Omit<CallDraft, 'key'>

/** Under a name of its own for each clerk: two may work at one desk. */
const nameOf = (accountId: string) => `linli.call.draft.${accountId}`

export function readCall(accountId: string): CallDraft {
  const fresh = { key: crypto.randomUUID() }
  try {
    return { ...fresh, ...(JSON.parse(readStored(nameOf(accountId)) ?? '{}') as Partial<CallDraft>) }
  } catch {
    return fresh
  }
}

/** Null when it was sent or given up. */
export function keepCall(accountId: string, draft: CallDraft | null): void {
  writeStored(nameOf(accountId), draft && JSON.stringify(draft))
}

export const phonePattern = /^1[3-9]\d{9}$/

/** "120.0061, 36.2645" as a place; null when it is none. */
export function pointIn(coordinates: string | undefined): Point | null {
  const [longitude, latitude, ...rest] = (coordinates ?? '')
    .split(/[,，\s]+/)
    .filter(Boolean)
    .map(Number)
  if (longitude === undefined || latitude === undefined || rest.length > 0) return null
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : null
}

/** The place of a call, as far as it is known. */
export function placeOf({ coordinates, point }: CallFields): GivenPoint | null {
  const given = pointIn(coordinates) ?? point
  return given ? { ...given, coordinateSystem: 'wgs84' } : null
}

/** A call as the contract takes it. */
export function bodyOf(call: CallFields) {
  const { text = '', address = '', contactPhone, categoryCode, urgent, callBackWished, anonymous, fileIds = [] } = call
  const place = placeOf(call)
  return {
    text: text.trim(),
    ...(address.trim() && { address: address.trim() }),
    ...(place && { place }),
    ...(contactPhone && { contactPhone }),
    ...(categoryCode && { categoryCode }),
    ...(urgent && { urgent }),
    ...(callBackWished && { callBackWished }),
    ...(anonymous && { anonymous }),
    ...(fileIds.length > 0 && { fileIds }),
  }
}
