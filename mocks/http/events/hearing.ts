import { type AnswerDescription, operation } from '../operation.ts'
import { CLOUD_EVENT, CloudEvent } from './cloud-event.ts'

const HEARD: AnswerDescription = {
  description: 'The event is handled, now or before. It need not come again.',
}

/** The operation with which a service hears events from the broker (CloudEvents HTTP protocol binding, structured mode). */
export function hearing(service: string, example: CloudEvent) {
  return operation({
    id: 'hearEvent',
    method: 'POST',
    path: `/events/${service}`,
    summary: 'Hear of something that happened',
    description: 'For the broker. It sends an event again until it hears 204; the effect comes once.',
    body: CloudEvent,
    mediaType: CLOUD_EVENT,
    example: { body: example },
    answers: { 204: HEARD },
    problems: [
      'malformed-request',
      'invalid-content',
      'content-too-large',
      'unsupported-media-type',
      'invalid-token',
    ],
  })
}
