import * as z from 'zod'
import { Money, Timestamp } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'

/** Test cards, as payment providers offer them: what happens depends on the card and on nothing else. */
export const Card = z
  .enum(['tok_visa', 'tok_declined', 'tok_expires'])
  .describe(
    'A test card: `tok_visa` pays, `tok_declined` is declined, `tok_expires` is authorised and its capture is refused.',
  )

export const NewAuthorisation = z
  .strictObject({
    reference: z.string().min(1).max(100).describe("The merchant's own name for it; it can be asked for."),
    amount: Money.strict(),
    card: Card,
  })
  .describe('Money that a merchant wants to be sure of.')
export type NewAuthorisation = z.infer<typeof NewAuthorisation>

export const Authorisation = z
  .object({
    id: z.string(),
    reference: z.string(),
    amount: Money,
    card: Card,
    state: z
      .enum(['authorised', 'voided', 'captured', 'refunded'])
      .describe('Set aside; free again; taken from the card; given back.'),
    authorisedAt: Timestamp,
  })
  .describe("Money on somebody's card, and what became of it.")
export type Authorisation = z.infer<typeof Authorisation>

export const AuthorisationQuery = z.object({
  reference: z.string().min(1).max(100).describe("The merchant's own name for it."),
})

export const AuthorisationList = z
  .object({ items: z.array(Authorisation) })
  .describe('Everything that was authorised under a reference; empty when nothing was.')

const path = z.object({ id: z.string() })
const example = { params: { id: 'bank-7' } }
const reading = ['not-found', 'not-acceptable', 'invalid-token'] as const
const changing = ['not-found', 'payment-state', 'not-acceptable', 'invalid-token'] as const

export const authorise = operation({
  id: 'authorise',
  method: 'POST',
  path: '/authorisations',
  summary: 'Set money aside on a card',
  body: NewAuthorisation,
  fields: {
    'idempotency-key': {
      description: 'A value that is new for each authorisation: a retry with the same key is done once.',
      required: true,
      example: '"b7d0c8b2"',
    },
  },
  example: {
    body: { reference: 'example', amount: { amount: 1099, currency: 'EUR' }, card: 'tok_visa' },
  },
  answers: {
    201: {
      description: 'The money is set aside.',
      body: Authorisation,
      fields: { location: 'The authorisation.' },
    },
  },
  problems: [
    'malformed-request',
    'idempotency-key-missing',
    'invalid-content',
    'payment-declined',
    'request-in-progress',
    'idempotency-key-reused',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'invalid-token',
  ],
})

export const findAuthorisations = operation({
  id: 'findAuthorisations',
  method: 'GET',
  path: '/authorisations',
  summary: 'Find what was authorised under a reference',
  description: 'For a merchant who got no answer: unknown is not failed, so it asks before it acts.',
  query: AuthorisationQuery,
  example: { query: { reference: 'seeded-7' } },
  answers: { 200: { description: 'What was found.', body: AuthorisationList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readAuthorisation = operation({
  id: 'readAuthorisation',
  method: 'GET',
  path: '/authorisations/{id}',
  summary: 'Read an authorisation',
  params: path,
  example,
  answers: { 200: { description: 'The authorisation.', body: Authorisation } },
  problems: [...reading],
})

export const voidAuthorisation = operation({
  id: 'voidAuthorisation',
  method: 'PUT',
  path: '/authorisations/{id}/void',
  summary: 'Give the money free again',
  description: 'Idempotent. Only before the capture; after it, refund. The request has no content.',
  params: path,
  example,
  answers: { 200: { description: 'The authorisation, voided.', body: Authorisation } },
  problems: [...changing],
})

export const capture = operation({
  id: 'capture',
  method: 'PUT',
  path: '/authorisations/{id}/capture',
  summary: 'Take the money from the card',
  description: 'Idempotent. The request has no content; the whole amount is taken.',
  params: path,
  example: { params: { id: 'bank-8' } },
  answers: { 200: { description: 'The authorisation, captured.', body: Authorisation } },
  problems: [...changing, 'payment-declined'],
})

export const refund = operation({
  id: 'refund',
  method: 'PUT',
  path: '/authorisations/{id}/refund',
  summary: 'Give the money back',
  description: 'Idempotent. Only after the capture; before it, void. The request has no content.',
  params: path,
  example: { params: { id: 'bank-1' } },
  answers: { 200: { description: 'The authorisation, refunded.', body: Authorisation } },
  problems: [...changing],
})

/** Everything that the bank offers to merchants, in the order in which a reader would ask. */
export const bankOperations = [
  authorise,
  findAuthorisations,
  readAuthorisation,
  capture,
  voidAuthorisation,
  refund,
] as const
