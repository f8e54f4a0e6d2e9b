import type { Problem } from '@linli/contract'

/** An error answer of the server, as its problem document says it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly problem: Problem
  /** For how long the server asks not to be asked again; null when it did not say. */
  readonly retryAfterMs: number | null
  constructor(problem: Problem, options?: ErrorOptions & { retryAfterMs?: number | null }) {
    super(problem.detail, options)
    this.problem = problem
    this.retryAfterMs = options?.retryAfterMs ?? null
  }
}

/** No answer came: no network, a cut connection, or the server was gone. The action may or may not have happened. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** An error answer as it is thrown. */
export async function refusalOf(answer: Response): Promise<ApiProblem> {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return new ApiProblem(await problemOf(answer), { retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null })
}

/** The problem an error answer tells. A proxy on the way may answer in HTML; that too becomes a problem people can read. */
async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text()
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'code' in parsed) return parsed as Problem
  } catch {
    // not JSON: fall through
  }
  return { type: 'about:blank', title: answer.statusText, status: answer.status, detail: answer.statusText, code: 'internal' }
}
