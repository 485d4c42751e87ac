import type { Call } from '../../http/call.ts'
import type { Recommendation } from './schema.ts'

export interface Catalogue {
  /** The book's title and price now. Throws not-found. */
  bookOf(isbn: string, call: Call): Promise<Pick<Recommendation, 'title' | 'price'>>
}
