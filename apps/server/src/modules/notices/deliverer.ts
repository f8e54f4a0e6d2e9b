import type { Wakeup } from '../../platform/wakeup.ts'
import { fanOut } from './fan-out.ts'
import { type DeliveryTools, sendDue } from './send-envelopes.ts'

/** Without a signal it looks this often: for envelopes whose time has come, and for signals that were lost. */
const lookEveryMs = 2000
/** Under load there is always something new; working in gulps leaves the database to those who act. */
const gulpMs = 250

/** Gives out all new notices and sends all that is due; what fails is left for its time. */
export async function deliverAll(tools: DeliveryTools): Promise<void> {
  // Without a channel notices wait where they are; they are old news when one is set up.
  if (tools.channels.size === 0) return
  let more = true
  while (more && !tools.stopping?.aborted) more = await fanOut(tools, tools.clock.now())
  more = true
  while (more && !tools.stopping?.aborted) more = (await sendDue(tools)) > 0
}

/** Delivers whenever something may have happened, until stopped. `stop` waits for what is being sent. */
export function startDelivering(options: DeliveryTools, wakeup: Wakeup): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const tools = { ...options, stopping: stopping.signal }
  let running: Promise<void> | null = null
  let again = false
  const run = async () => {
    do {
      again = false
      try {
        await deliverAll(tools)
      } catch (error) {
        tools.log.warn({ err: error }, 'notices could not be delivered; trying again soon')
      }
      if (again && !stopping.signal.aborted) await new Promise((resolve) => setTimeout(resolve, gulpMs))
    } while (again && !stopping.signal.aborted)
    running = null
  }
  const look = () => {
    again = true
    if (!stopping.signal.aborted) running ??= run()
  }
  const stopListening = wakeup.on('matters', look, lookEveryMs)
  look()
  return {
    async stop() {
      stopping.abort()
      stopListening()
      await running
    },
  }
}
