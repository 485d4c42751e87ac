/** The life of one process, from its start until it is killed. */
export interface Life {
  readonly isOver: boolean
  /**
   * Settles as the promise does while the process lives. When it is killed first, it rejects at that moment with what
   * `why` gives, and what comes later is never heard.
   */
  guard<T>(promise: Promise<T>, why: () => Error): Promise<T>
  /** Settles as the promise does while the process lives, and never afterwards: a dead process does not go on. */
  hush<T>(promise: Promise<T>): Promise<T>
  /** Has `act` called when the process is killed, or at once when it was; the function that comes back takes that back. */
  atEnd(act: () => void): () => void
  /** Kills the process. What was begun last hears of it first. */
  end(): void
}

/** Starts a life. */
export function createLife(): Life {
  let isOver = false
  const mourners = new Set<() => void>()
  const atEnd = (act: () => void) => {
    // One of its own for each call, so that the same function may be given twice.
    const mourner = () => act()
    if (isOver) act()
    else mourners.add(mourner)
    return () => void mourners.delete(mourner)
  }
  return {
    get isOver() {
      return isOver
    },
    guard(promise, why) {
      if (isOver) {
        promise.catch(() => {})
        return Promise.reject(why())
      }
      return new Promise((resolve, reject) => {
        const done = atEnd(() => reject(why()))
        promise.then(
          (value) => {
            done()
            resolve(value)
          },
          (error) => {
            done()
            reject(error)
          },
        )
      })
    },
    hush: (promise) =>
      new Promise((resolve, reject) => {
        promise.then(
          (value) => isOver || resolve(value),
          (error) => isOver || reject(error),
        )
      }),
    atEnd,
    end() {
      if (isOver) return
      isOver = true
      const last = [...mourners].reverse()
      mourners.clear()
      for (const mourner of last) mourner()
    },
  }
}
