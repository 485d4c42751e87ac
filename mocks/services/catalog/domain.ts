import type { Call } from '../../http/call.ts'
import { type Page, type Place, pageOf } from '../../http/pagination.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import type { Book, BookQuery, BookSort } from './schema.ts'
import type { CatalogTables } from './store.ts'

export interface CatalogPorts {
  store: Store<CatalogTables>
}

/** Knows the books and what they cost. Asks nobody. */
export function createCatalogDomain({ store }: CatalogPorts) {
  return {
    /** One page of the books that match, in the order asked for. */
    list({ q, sort, limit, cursor }: BookQuery, call: Call): Promise<Page<Book>> {
      return store.transact(call, (tx) => {
        const found = tx.list('books').filter((book) => matches(book, q))
        const order = orderOf(sort)
        return pageOf([...found].sort(order.compare), {
          order: sort,
          cursor,
          limit,
          place: order.place,
          after: order.after,
        })
      })
    },

    /** One book. Throws not-found. */
    read(isbn: string, call: Call): Promise<Book> {
      return store.transact(call, (tx) => {
        const book = tx.get('books', isbn)
        if (!book) throw new Problem('not-found', `The catalogue has no book with the ISBN ${isbn}.`)
        return book
      })
    },
  }
}
export type CatalogDomain = ReturnType<typeof createCatalogDomain>

/** Every word must occur somewhere in title, authors or subjects. */
function matches(book: Book, q: string | undefined): boolean {
  if (q === undefined) return true
  const text = plain([book.title, ...book.authors, ...book.subjects].join(' '))
  return plain(q)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Lower case and without accents: who types `bronte` means Brontë. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

/** Books by one of their values; equal ones by ISBN, so that every book has exactly one place. */
function orderOf(sort: BookSort) {
  const direction = sort.startsWith('-') ? -1 : 1
  const field = sort.replace('-', '') as 'title' | 'price' | 'year'
  const value = (book: Book) =>
    field === 'price' ? book.price.amount : field === 'year' ? book.year : plain(book.title)
  const place = (book: Book): Place => [value(book), book.isbn]
  const comparePlaces = (a: Place, b: Place) => direction * compare(a[0], b[0]) || compare(a[1], b[1])
  return {
    place,
    compare: (a: Book, b: Book) => comparePlaces(place(a), place(b)),
    after: (book: Book, cursor: Place) => comparePlaces(place(book), cursor) > 0,
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
