import * as z from 'zod'
import { Timestamp } from '../formats.ts'

/** The JSON event format of one event, and of several (CloudEvents JSON format §3 and §4). */
export const CLOUD_EVENT = 'application/cloudevents+json'
export const CLOUD_EVENTS_BATCH = 'application/cloudevents-batch+json'

/**
 * Something that happened, as CloudEvents 1.0.2 writes it. `source` and `id` together name it: whoever sees them
 * twice sees one event twice (§3.1).
 */
export const CloudEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(200).describe('Unique within the source.'),
    source: z.url().max(500).describe('Where it happened.'),
    type: z
      .string()
      .max(200)
      .regex(
        /^[a-z][a-z0-9]*(\.[a-z0-9][a-z0-9-]*)+$/,
        'a type is a reverse-DNS name, such as example.bookshop.order.placed',
      )
      .describe('What kind of thing happened, as a reverse-DNS name.'),
    subject: z.string().min(1).max(200).optional().describe('To what it happened, within the source.'),
    time: Timestamp.optional().describe('When it happened: the arrival of the request that caused it.'),
    datacontenttype: z.literal('application/json').optional(),
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What happened; its shape follows from the type.'),
    partitionkey: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Events with the same key stay in order (CloudEvents Partitioning extension).'),
    sequence: z
      .string()
      .regex(/^\d{10}$/, 'a sequence has ten digits')
      .optional()
      .describe(
        'Its place among the events of its subject, from 1, as text that sorts like the number (CloudEvents Sequence extension).',
      ),
    traceparent: z
      .string()
      .max(200)
      .optional()
      .describe('The trace in which it happened (CloudEvents Distributed Tracing extension).'),
  })
  .describe('Something that happened (CloudEvents 1.0).')
export type CloudEvent = z.infer<typeof CloudEvent>

/** The name of an event among all: two events with the same name are one event, delivered twice. */
export function nameOf({ source, id }: Pick<CloudEvent, 'source' | 'id'>): string {
  return `${source} ${id}`
}

/** A number as text of ten digits, so that texts sort like the numbers. */
export function ordinal(number: number): string {
  return String(number).padStart(10, '0')
}
