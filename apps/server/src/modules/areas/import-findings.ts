import { drawingFaultTexts, findingTexts } from '@linli/contract'

export type Severity = 'refuse' | 'warn'

export type FindingCode = keyof typeof findingTexts

export const findingCodes = Object.keys(findingTexts) as FindingCode[]

export interface Finding {
  code: FindingCode
  severity: Severity
  /** What the text's `{{…}}` stand for. */
  detail: Record<string, string | number>
}

/** A finding of the severity that its code has. */
export function finding(code: FindingCode, detail: Finding['detail'] = {}): Finding {
  return { code, severity: findingTexts[code].severity, detail }
}

/** What is wrong with a boundary drawn on the map. */
export function drawingFault(code: keyof typeof drawingFaultTexts, detail: Finding['detail'] = {}): DrawingFault {
  return { code, severity: drawingFaultTexts[code].severity, detail }
}

export interface DrawingFault {
  code: keyof typeof drawingFaultTexts
  severity: Severity
  detail: Finding['detail']
}
