import type { Call } from '../../http/call.ts'

/** The stock of a book, as this service passes it on. */
export interface BookStock {
  readonly isbn: string
  readonly onHand: number
  readonly reserved: number
  readonly available: number
}

/** Whoever knows how many copies there are. */
export interface Stock {
  /** The stock of one book; with `leftMs`, nobody waits longer than that for it. Throws not-found. */
  stockOf(isbn: string, call: Call, leftMs?: number): Promise<BookStock>
}
