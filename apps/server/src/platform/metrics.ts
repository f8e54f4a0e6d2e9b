import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** The figures of one process, as Prometheus reads them at /metrics. */
export interface Metrics {
  registry: Registry
  requests: Histogram<'route' | 'status'>
  actions: Counter<'action'>
  streams: Gauge
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'linli_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.3, 1, 3],
      registers: [registry],
    }),
    actions: new Counter({ name: 'linli_matter_actions_total', help: 'Actions on matters', labelNames: ['action'], registers: [registry] }),
    streams: new Gauge({ name: 'linli_open_streams', help: 'Live streams that are open', registers: [registry] }),
  }
}
