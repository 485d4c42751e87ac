/** Remembers by key, of at most so many keys those that were used last. */
export interface Recent<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
  /** What is remembered, the one that rested longest first. */
  keys(): readonly string[]
}

/** Starts to remember nothing; when `most` keys are there and another one comes, the one that rested longest goes. */
export function createRecent<V>(most: number): Recent<V> {
  // A Map keeps the order in which keys were put in.
  const kept = new Map<string, V>()
  return {
    get(key) {
      const value = kept.get(key)
      if (value !== undefined) {
        kept.delete(key)
        kept.set(key, value)
      }
      return value
    },
    set(key, value) {
      kept.delete(key)
      kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
    delete: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
}
