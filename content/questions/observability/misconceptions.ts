import type { Misconception } from '../schema.ts'

/** What people believe about seeing into running systems. */
export const observabilityMisconceptions: readonly Misconception[] = [
  {
    id: 'monitoring-is-observability',
    belief: 'Observability is a new word for monitoring.',
    instead:
      'Monitoring answers questions that you thought of beforehand. Observability is being able to ask new ones.',
  },
  {
    id: 'average-latency-tells',
    belief: 'The average latency tells how fast a service is.',
    instead: 'Latency has a long tail. The average lies where hardly any request is; look at percentiles.',
  },
  {
    id: 'tracing-happens-by-itself',
    belief: 'With a tracing tool installed there are traces.',
    instead: 'Each hop has to hand the context on. Where one does not, the trace ends.',
  },
  {
    id: 'slow-means-guilty',
    belief: 'The service with the longest times is the slow one.',
    instead: 'Its time includes waiting for those whom it asks. Take that off before you blame it.',
  },
  {
    id: 'more-labels-tell-more',
    belief: 'The more labels a metric has, the better.',
    instead:
      'Each combination of label values is a series to be stored. What is nearly unique belongs in traces and logs.',
  },
  {
    id: 'alarms-watch-machines',
    belief: 'An alarm should go off when a machine works hard.',
    instead: 'Wake somebody for what users notice. A machine that works hard may be well used.',
  },
  {
    id: 'a-sample-holds-everything',
    belief: 'A small random sample of traces will hold the rare failures, too.',
    instead:
      'What is rare is rare in the sample as well. Decide by outcome if you want to keep the odd ones.',
  },
]
