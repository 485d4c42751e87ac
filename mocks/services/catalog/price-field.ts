import { fadingFields } from '../../http/deprecation.ts'
import type { Book } from './schema.ts'

/** Where a book's price is written: `price` as its contract says, `unitPrice` alone, or under both names. */
export type PriceField = 'price' | 'renamed' | 'version-2' | 'both'

/** A book as it is published. */
type Shown<B extends Partial<Book>> = B | (Omit<B, 'price'> & { unitPrice?: Book['price'] })

/**
 * How a price is named in what the catalogue publishes. Whoever reads `price` breaks when it is renamed, whatever number
 * the version has; when both are there for a while, nobody has to change on the same day.
 */
export function namingPrices(field: PriceField) {
  return {
    /** A book, or some of its fields, with the price under the name or names that are in use. */
    shown<B extends Partial<Book>>(book: B): Shown<B> {
      if (field === 'price' || !book.price) return book
      const { price, ...rest } = book
      return field === 'both' ? { ...book, unitPrice: price } : { ...rest, unitPrice: price }
    },
    /** What each answer says of that. `Api-Version` is a custom of vendors, no standard. */
    fields: FIELDS[field],
  }
}

/** Since when `price` is on its way out, and when it will be gone. */
const OLD_NAME = { since: '2026-01-01T00:00:00Z', sunset: '2027-07-01T00:00:00Z' }

const FIELDS: Readonly<Record<PriceField, Readonly<Record<string, string>>>> = {
  price: {},
  renamed: {},
  'version-2': { 'api-version': '2' },
  both: fadingFields(OLD_NAME),
}
