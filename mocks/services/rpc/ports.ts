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
  /** The stock of one book. Throws not-found. */
  stockOf(isbn: string, call: Call, patience: Patience): Promise<BookStock>
}

/** How long an answer is waited for. */
export interface Patience {
  /** So many ms and no longer; undefined when the caller set no deadline. */
  readonly leftMs: number | undefined
  /** Until it fires: then the caller has gone. */
  readonly signal: AbortSignal
}
