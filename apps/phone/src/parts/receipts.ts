import type { ReportReceipt } from '@linli/contract'
import { readStored, useStored, writeStored } from '@linli/ui'
import { useMemo } from 'react'

/** A receipt this phone remembers for somebody without an account. */
export interface KeptReceipt {
  matterId: string
  number: string
  code: string
  text: string
  at: string
}

const keptUnder = 'linli.receipts'
const most = 20

/** The receipts this phone remembers, newest first, and how to forget one. */
export function useReceipts(): { receipts: KeptReceipt[]; forget: (matterId: string) => void } {
  const [stored] = useStored(keptUnder)
  const receipts = useMemo(() => parse(stored), [stored])
  return { receipts, forget: (matterId) => write(receipts.filter((one) => one.matterId !== matterId)) }
}

export function rememberReceipt(receipt: ReportReceipt, text: string): void {
  if (!receipt.receiptCode) return
  const kept = { matterId: receipt.matterId, number: receipt.number, code: receipt.receiptCode, text: text.slice(0, 60), at: receipt.at }
  write([kept, ...parse(readStored(keptUnder)).filter((one) => one.matterId !== receipt.matterId)].slice(0, most))
}

function write(receipts: KeptReceipt[]): void {
  writeStored(keptUnder, receipts.length > 0 ? JSON.stringify(receipts) : null)
}

function parse(stored: string | null): KeptReceipt[] {
  if (!stored) return []
  try {
    return JSON.parse(stored) as KeptReceipt[]
  } catch {
    return []
  }
}
