interface TraceEvent {
  name: string
  cat: string
  ph: string
  pid: number
  tid: number
  /** Microseconds the thread itself computed. */
  tdur?: number
  args: { name?: string }
}

/** Milliseconds of computing of the longest task on the main threads of pages in a trace of Chromium. */
export function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const pages = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain')
      .map((event) => `${event.pid} ${event.tid}`),
  )
  return traceEvents.reduce((longest, event) => {
    if (event.name !== 'RunTask' && event.name !== 'ThreadControllerImpl::RunTask') return longest
    return pages.has(`${event.pid} ${event.tid}`) ? Math.max(longest, (event.tdur ?? 0) / 1000) : longest
  }, 0)
}
