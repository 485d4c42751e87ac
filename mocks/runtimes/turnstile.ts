/** Lets work through, counts it, and can be shut: new work then waits until it is opened again. */
export function createTurnstile() {
  let inside = 0
  let opened: Promise<void> | undefined
  let open = () => {}
  const emptied: (() => void)[] = []
  return {
    async through<T>(work: () => Promise<T>): Promise<T> {
      // It may be shut again before this work's turn comes.
      while (opened) await opened
      inside += 1
      try {
        return await work()
      } finally {
        inside -= 1
        if (inside === 0) for (const tell of emptied.splice(0)) tell()
      }
    },
    /** Resolves when nobody is inside any more. */
    shut(): Promise<void> {
      opened ??= new Promise((resolve) => {
        open = resolve
      })
      return inside === 0 ? Promise.resolve() : new Promise((resolve) => emptied.push(resolve))
    },
    open(): void {
      opened = undefined
      open()
    },
  }
}
