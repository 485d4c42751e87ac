import * as z from 'zod'
import { createClient, type Send } from '../../http/client.ts'
import { Money } from '../../http/formats.ts'
import type { Catalogue } from './ports.ts'

/** What recommendations reads of a book, and no more. */
const Book = z.object({ title: z.string(), price: Money })

/** The catalogue behind HTTP. */
export function catalogueOver(remote: { origin: string; send: Send }): Catalogue {
  const ask = createClient({ service: 'catalog', ...remote })
  return { bookOf: (isbn, call) => ask({ method: 'GET', path: `/books/${isbn}`, reads: Book }, call) }
}
