import { pino, type Logger } from 'pino'

export type { Logger }

/** What is told of an error. A database error carries its connection with it, secrets included; that never reaches the log. */
function brief(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: brief(error.cause) }),
  }
}

/** Structured lines on standard output. Nothing that names a person is logged; cookies and bodies never are. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: brief },
    formatters: { level: (label) => ({ level: label }) },
  })
}
