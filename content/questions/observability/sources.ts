import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about observability rely on. */
export const observabilitySources: readonly Source[] = [
  Source.parse({
    id: 'trace-context',
    title: 'Trace Context',
    author: 'W3C',
    site: 'W3C Recommendation',
    url: 'https://www.w3.org/TR/trace-context/#traceparent-header',
    place: 'traceparent Header; Mutating the traceparent Field',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'sre-monitoring',
    title: 'Site Reliability Engineering, chapter 6: Monitoring Distributed Systems',
    author: 'Rob Ewaschuk, ed. Betsy Beyer',
    site: 'Google',
    url: 'https://sre.google/sre-book/monitoring-distributed-systems/',
    place: 'The Four Golden Signals; Worrying About Your Tail',
    read,
    checked: 'no',
  }),
]
