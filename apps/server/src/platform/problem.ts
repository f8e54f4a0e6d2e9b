import { type ErrorCode, errorCatalogue, type Problem } from '@linli/contract'

export interface ProblemDetail {
  fields?: Problem['fields']
  /** What the caller needs to go on, e.g. the version a matter has now. Never personal data. */
  facts?: Record<string, unknown>
  cause?: unknown
}

/** A refusal or failure with a code of the catalogue. Commands throw it; one place turns it into an answer. */
export class LinliError extends Error {
  override readonly name = 'LinliError'
  readonly code: ErrorCode
  readonly detail: ProblemDetail
  constructor(code: ErrorCode, detail: ProblemDetail = {}) {
    super(code, { cause: detail.cause })
    this.code = code
    this.detail = detail
  }
}

/** The RFC 9457 document of an error, in the caller's language. */
export function problemOf(error: LinliError, locale: 'zh' | 'en'): Problem {
  const entry = errorCatalogue[error.code]
  return {
    type: `https://linli.invalid/problems/${error.code}`,
    title: error.code,
    status: entry.status,
    detail: entry[locale],
    code: error.code,
    ...(error.detail.fields && { fields: error.detail.fields }),
    ...(error.detail.facts && { facts: error.detail.facts }),
  }
}
