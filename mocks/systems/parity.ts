/**
 * Header fields that may differ between the two architectures when the same request arrives at the same time. Everything
 * else that a caller of the public API can see is the same, byte for byte.
 */
export const MAY_DIFFER: readonly string[] = [
  // The moment of the answer: hops take time, and the monolith has none inside.
  'date',
]
