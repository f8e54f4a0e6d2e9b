import { ServerClock } from '@linli/client/server-clock'
import { readStored, setClockAhead, writeStored } from '@linli/ui'

const keptUnder = 'linli.clock'
/** Answers take their time and say whole seconds: less than this is no wrong clock. */
const rightWithinMs = 30_000

/** The server's time as this phone knows it, also before the first answer and without network. */
export const serverClock = new ServerClock(() => Date.now())

setClockAhead(Number(readStored(keptUnder) ?? 0) || 0)

/** Learns the server's time from an answer; everything that is shown goes by it. */
export function learnTime(answer: Response): void {
  serverClock.learn(answer)
  const aheadMs = serverClock.aheadMs ?? 0
  const shown = Math.abs(aheadMs) > rightWithinMs ? aheadMs : 0
  setClockAhead(shown)
  const before = Number(readStored(keptUnder) ?? 0)
  if (Math.abs(shown - before) > rightWithinMs) writeStored(keptUnder, shown === 0 ? null : String(shown))
}
