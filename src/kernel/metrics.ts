import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics. Labels are codes of closed lists; never an id, an address or a word that a person wrote. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'surface' | 'method' | 'status'>;
  readonly requestSeconds: Histogram<'surface'>;
  readonly refusals: Counter<'code'>;
  readonly jobs: Counter<'job' | 'outcome'>;
  readonly listeners: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'lachan_' });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'lachan_http_requests_total',
      help: 'Requests by surface, method and status.',
      labelNames: ['surface', 'method', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'lachan_http_request_seconds',
      help: 'Time to answer, in seconds.',
      labelNames: ['surface'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    refusals: new Counter({
      name: 'lachan_refusals_total',
      help: 'Refusals by their stable code.',
      labelNames: ['code'],
      registers,
    }),
    jobs: new Counter({
      name: 'lachan_jobs_total',
      help: 'Background jobs by name and outcome.',
      labelNames: ['job', 'outcome'],
      registers,
    }),
    listeners: new Gauge({ name: 'lachan_live_listeners', help: 'Desks that listen to live events now.', registers }),
  };
}
