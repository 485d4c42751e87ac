import * as z from 'zod'
import { type Answer, json } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { createClient, type Send, unavailable } from '../../http/client.ts'
import { Isbn, Money } from '../../http/formats.ts'
import { Problem } from '../../http/problem.ts'

/** Somebody who is asked for a part of the page. */
interface Source {
  readonly service: string
  readonly origin: string
  readonly send: Send
}

export interface HomeOptions {
  books: Source
  recommendations: Source
  /** `optional`: without recommendations the page is shown as it is, and says so. `required`: then there is no page. */
  coupling: 'optional' | 'required'
}

/** A book as the page shows it. */
export const HomeBook = z.object({ isbn: Isbn, title: z.string(), price: Money })
const Books = z.object({ items: z.array(HomeBook) })

/** How many books of each kind the page shows. */
const SHOWN = 5

/**
 * The front page, put together from two services that are asked at the same time. Books are what it is about; recommendations
 * are a nicety, and whether the page falls with them is a decision that somebody makes, knowingly or not.
 */
export function createHome({ books, recommendations, coupling }: HomeOptions) {
  const askBooks = createClient(books)
  const askRecommendations = createClient(recommendations)

  /** The page. Throws dependency-unavailable without books; upstream-failed where a nicety is required and missing. */
  return async (call: Call): Promise<Answer> => {
    // Both are waited for: no question is left open when we answer.
    const [shelf, liked] = await Promise.allSettled([
      askBooks({ method: 'GET', path: `/books?sort=-year&limit=${SHOWN}`, reads: Books }, call),
      askRecommendations({ method: 'GET', path: `/recommendations?limit=${SHOWN}`, reads: Books }, call),
    ])
    if (shelf.status === 'rejected') throw unavailable(books.service)
    if (liked.status === 'rejected' && coupling === 'required')
      throw new Problem('upstream-failed', {
        detail: `${recommendations.service} does not answer, and the page is built so that it can not do without.`,
        dependency: recommendations.service,
      })
    const missing = liked.status === 'rejected'
    return json(
      {
        books: shelf.value.items,
        recommendations: missing ? [] : liked.value.items,
        warnings: missing
          ? [
              {
                part: 'recommendations',
                detail: `${recommendations.service} does not answer. The rest of the page is whole.`,
              },
            ]
          : [],
      },
      // A page with a hole must not be shown to the next one as well.
      { fields: { 'cache-control': missing ? 'no-store' : 'no-cache' } },
    )
  }
}
