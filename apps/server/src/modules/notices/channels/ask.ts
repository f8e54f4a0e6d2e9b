/** No provider takes longer; a worker's claim lasts several times this. */
const timeoutMs = 15_000

/** What came back from a provider, or why nothing did. */
export type Answer =
  | { kind: 'answered'; status: number; text: string; retryAfterMs: number | undefined }
  /** The connection was never made: nothing can have arrived. */
  | { kind: 'unreachable'; reason: string }
  /** Something left and no whole answer came. */
  | { kind: 'lost'; reason: string }

/** Asks a provider by HTTP. Redirects are not followed: they would carry keys elsewhere. */
export async function ask(url: string | URL, request: RequestInit): Promise<Answer> {
  try {
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    const text = await answer.text()
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
    return { kind: 'answered', status: answer.status, text, retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined }
  } catch (error) {
    const code = codeOf(error)
    return { kind: neverConnected.has(code) ? 'unreachable' : 'lost', reason: code }
  }
}

/** The answer's JSON object; null when it is none. */
export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown }
  if (typeof cause?.code === 'string') return cause.code
  return typeof code === 'string' ? code : String(name)
}
