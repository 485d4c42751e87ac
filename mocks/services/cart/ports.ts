import type { Call } from '../../http/call.ts'
import type { CartLine } from './schema.ts'

export interface Catalogue {
  /** The book's title and price now. Throws not-found. */
  bookOf(isbn: string, call: Call): Promise<{ title: string; price: CartLine['unitPrice'] }>
}
