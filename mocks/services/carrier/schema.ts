import * as z from 'zod'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'

export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'a country is two capital letters')
  .describe('ISO 3166-1 alpha-2.')

export const Speed = z.enum(['standard', 'express'])
export type Speed = z.infer<typeof Speed>

const grams = z.int().min(1).max(30_000).describe('Weight in grams.')

export const RateQuery = z.object({
  country: Country,
  grams: z.coerce.number().int().min(1).max(30_000).describe('Weight in grams.'),
})
export type RateQuery = z.infer<typeof RateQuery>

export const Rate = z
  .object({ speed: Speed, price: Money, days: z.int().describe('From collection to delivery.') })
  .describe('What it costs to bring a parcel somewhere.')
export type Rate = z.infer<typeof Rate>

export const RateList = z.object({ items: z.array(Rate) }).describe('Every way to bring a parcel there.')

export const NewParcel = z
  .strictObject({ country: Country, grams, speed: Speed })
  .describe('A parcel to be collected.')
export type NewParcel = z.infer<typeof NewParcel>

export const Parcel = z
  .object({
    reference: z.string(),
    tracking: z.string().describe('What people type in to see where it is.'),
    country: Country,
    grams: z.int(),
    speed: Speed,
    state: z.enum(['announced', 'in transit', 'delivered', 'cancelled']),
    events: z
      .array(z.object({ at: Timestamp, what: z.enum(['announced', 'collected', 'delivered', 'cancelled']) }))
      .describe('What happened to it so far, oldest first.'),
  })
  .describe('A parcel, and where it is.')
export type Parcel = z.infer<typeof Parcel>

const path = z.object({ reference: z.string().min(1).max(100) })

export const listRates = operation({
  id: 'listRates',
  method: 'GET',
  path: '/rates',
  summary: 'What a parcel costs',
  query: RateQuery,
  example: { query: { country: 'FR', grams: '800' } },
  answers: { 200: { description: 'The rates of today.', body: RateList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const announceParcel = operation({
  id: 'announceParcel',
  method: 'PUT',
  path: '/parcels/{reference}',
  summary: 'Announce a parcel, to be collected',
  description:
    'The merchant names it, so announcing it twice is announcing it once. It is collected 12 hours later.',
  params: path,
  body: NewParcel,
  example: { params: { reference: 'example' }, body: { country: 'FR', grams: 800, speed: 'standard' } },
  answers: {
    200: { description: 'The parcel was announced before.', body: Parcel },
    201: { description: 'The parcel will be collected.', body: Parcel, fields: { location: 'The parcel.' } },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'shipment-state',
    'not-found',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
  ],
})

export const trackParcel = operation({
  id: 'trackParcel',
  method: 'GET',
  path: '/parcels/{reference}',
  summary: 'Where a parcel is',
  params: path,
  example: { params: { reference: 'seeded-6' } },
  answers: { 200: { description: 'The parcel, as of now.', body: Parcel } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const cancelParcel = operation({
  id: 'cancelParcel',
  method: 'DELETE',
  path: '/parcels/{reference}',
  summary: 'Cancel a parcel that was not collected yet',
  description: 'Idempotent: it stays readable, as cancelled.',
  params: path,
  example: { params: { reference: 'seeded-3' } },
  answers: { 204: { description: 'It will not be collected.' } },
  problems: ['not-found', 'shipment-state', 'invalid-token'],
})

/** Everything that the carrier offers to merchants, in the order in which a reader would ask. */
export const carrierOperations = [listRates, announceParcel, trackParcel, cancelParcel] as const
