import type { Count } from './store.ts'

/** Stands for all orders together. */
export const ANY = '*'

/** The counts that an order adds one to: each of its books for itself, and each with each other. */
export function countsOf(isbns: readonly string[]): readonly Omit<Count, 'times'>[] {
  const books = [...new Set(isbns)]
  return books.flatMap((of) => [
    { of, with: ANY },
    ...books.filter((other) => other !== of).map((other) => ({ of, with: other })),
  ])
}

/** The key of a count in its table. */
export function keyOf(count: Omit<Count, 'times'>): string {
  return `${count.with} ${count.of}`
}
