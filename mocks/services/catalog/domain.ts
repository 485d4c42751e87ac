import type { Call } from '../../http/call.ts'
import type { Events } from '../../http/events/outbox.ts'
import { type Page, type Place, pageOf } from '../../http/pagination.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { Book, BookQuery, BookSearch, BookSort } from './schema.ts'
import type { CatalogTables } from './store.ts'

export interface CatalogPorts {
  store: Store<CatalogTables>
  events: Events<'catalogOutbox'>
}

/** What a search may ask for, however it came. */
type Wanted = Pick<BookSearch, 'q' | 'subjects' | 'years' | 'priceUpTo' | 'sort' | 'limit' | 'cursor'> &
  Pick<BookQuery, 'isbn'>

/** Knows the books and what they cost. Asks nobody. */
export function createCatalogDomain({ store, events }: CatalogPorts) {
  return {
    /** One page of the books that match, in the order asked for. */
    list(wanted: Wanted, call: Call): Promise<Page<Book>> {
      const { sort, limit, cursor } = wanted
      return store.transact(call, (tx) => {
        const found = tx.list('books').filter((book) => matches(book, wanted))
        const order = orderOf(sort)
        return pageOf([...found].sort(order.compare), {
          order: sort,
          cursor,
          limit,
          place: order.place,
          after: order.after,
          bothWays: true,
        })
      })
    },

    /** One book. Throws not-found. */
    read(isbn: string, call: Call): Promise<Book> {
      return store.transact(call, (tx) => found(tx.get('books', isbn), isbn))
    },

    /** Adds a book. Throws book-exists. */
    add(book: Book, call: Call): Promise<Book> {
      return store.transact(call, (tx) => {
        if (tx.get('books', book.isbn))
          throw new Problem('book-exists', `The catalogue has the book ${book.isbn}. To replace it, use PUT.`)
        tx.put('books', book.isbn, book)
        return book
      })
    },

    /**
     * Puts a book in its place. `check` sees what is there now, if anything, in the same transaction, and throws when
     * that is not what its caller expects.
     */
    put(
      book: Book,
      check: (now: Book | undefined) => void,
      call: Call,
    ): Promise<{ book: Book; isNew: boolean }> {
      return store.transact(call, (tx) => {
        const now = tx.get('books', book.isbn)
        check(now)
        // Putting what is there changes nothing, and says so: no version, no event.
        if (JSON.stringify(now) !== JSON.stringify(book)) keep(tx, now, book, call)
        return { book, isNew: now === undefined }
      })
    },

    /** Replaces a book by what `revise` makes of it, which may refuse by throwing. Throws not-found. */
    revise(isbn: string, revise: (now: Book) => Book, call: Call): Promise<Book> {
      return store.transact(call, (tx) => {
        const now = found(tx.get('books', isbn), isbn)
        const book = revise(now)
        if (JSON.stringify(now) !== JSON.stringify(book)) keep(tx, now, book, call)
        return book
      })
    },

    /** Removes a book, unless `check` refuses by throwing. Throws not-found. */
    remove(isbn: string, check: (now: Book) => void, call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        check(found(tx.get('books', isbn), isbn))
        tx.delete('books', isbn)
      })
    },
  }

  /** Writes a book, and says so if it costs something else now. */
  function keep(tx: Transaction<CatalogTables>, before: Book | undefined, book: Book, call: Call) {
    tx.put('books', book.isbn, book)
    if (before && JSON.stringify(before.price) !== JSON.stringify(book.price))
      events.emit(
        tx,
        {
          type: 'example.bookshop.price.changed',
          subject: book.isbn,
          data: { isbn: book.isbn, before: before.price, price: book.price },
        },
        call,
      )
  }
}
export type CatalogDomain = ReturnType<typeof createCatalogDomain>

function found(book: Book | undefined, isbn: string): Book {
  if (!book) throw new Problem('not-found', `The catalogue has no book with the ISBN ${isbn}.`)
  return book
}

function matches(book: Book, { q, isbn, subjects, years, priceUpTo }: Wanted): boolean {
  return (
    hasWords(book, q) &&
    (isbn === undefined || isbn.includes(book.isbn)) &&
    (subjects === undefined || subjects.some((subject) => book.subjects.includes(subject))) &&
    book.year >= (years?.from ?? Number.NEGATIVE_INFINITY) &&
    book.year <= (years?.to ?? Number.POSITIVE_INFINITY) &&
    book.price.amount <= (priceUpTo?.amount ?? Number.POSITIVE_INFINITY)
  )
}

/** Every word must occur somewhere in title, authors or subjects. */
function hasWords(book: Book, q: string | undefined): boolean {
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
