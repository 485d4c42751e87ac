import * as z from 'zod'
import { Isbn, Money } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'

export const RecommendationQuery = z.object({
  isbn: Isbn.optional().describe('What goes with this book; what sells best, if left out.'),
  limit: z.coerce.number().int().min(1).max(10).default(3).describe('How many at most.'),
})
export type RecommendationQuery = z.infer<typeof RecommendationQuery>

export const Recommendation = z
  .object({
    isbn: Isbn,
    title: z.string(),
    price: Money,
    because: z
      .enum(['bought together', 'bought often'])
      .describe('With the book that was asked about, or by many.'),
    times: z.int().describe('How many orders say so.'),
  })
  .describe('A book that somebody may like, and why we think so.')
export type Recommendation = z.infer<typeof Recommendation>

export const RecommendationList = z
  .object({ items: z.array(Recommendation) })
  .describe('Best first. What goes with a book comes before what sells well.')

export const recommend = operation({
  id: 'recommend',
  method: 'GET',
  path: '/recommendations',
  summary: 'What else to read',
  description: 'Counted from orders; nobody is profiled. The page that shows it works without it.',
  query: RecommendationQuery,
  example: { query: { isbn: '9780441478125' } },
  answers: { 200: { description: 'What we found.', body: RecommendationList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token', 'dependency-unavailable'],
})

/** Everything that recommendations offers. */
export const recommendationsOperations = [recommend] as const
