/** The pages that answer the question most people came with, by their number in the course. */
export const ESSENTIALS: readonly number[] = [1, 5, 6, 7, 16, 17, 29, 35]
