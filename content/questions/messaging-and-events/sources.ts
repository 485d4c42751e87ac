import { Source } from '../../schema/concept.ts'

const read = '2026-11-20'

/** What questions about messages and events rely on. */
export const messagingSources: readonly Source[] = [
  Source.parse({
    id: 'eip',
    title: 'Enterprise Integration Patterns',
    author: 'G. Hohpe, B. Woolf',
    site: 'enterpriseintegrationpatterns.com',
    url: 'https://www.enterpriseintegrationpatterns.com/patterns/messaging/Message.html',
    place: 'Command Message, Event Message, Dead Letter Channel, Idempotent Receiver',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'cloudevents',
    title: 'CloudEvents, version 1.0.2',
    author: 'Cloud Native Computing Foundation',
    site: 'GitHub',
    url: 'https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#required-attributes',
    place: 'Required attributes, id',
    read,
    checked: 'copy',
  }),
]
