import { pino, type Logger } from 'pino'

export type { Logger }

/** Structured lines on standard output. Nothing that names a person is logged; cookies and bodies never are. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } })
}
