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

/** Keeps the receipt of somebody without an account; of an account there is none to keep. */
export function rememberReceipt(
  { matterId, number, receiptCode, at }: { matterId: string; number: string; receiptCode: string | null; at: string },
  text: string,
): void {
  if (!receiptCode) return
  const receipt: KeptReceipt = { matterId, number, code: receiptCode, text: text.slice(0, 60), at }
  write([receipt, ...parse(readStored(keptUnder)).filter((one) => one.matterId !== matterId)].slice(0, most))
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
