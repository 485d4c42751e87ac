interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly value: T
  cancelled: boolean
}

/** How many entries that were taken out are kept at least, so that tidying up is rare. */
const SLACK = 64

/** A queue of things that happen at a time; equal times come out in the order in which they went in. */
export function createEventHeap<T>() {
  const heap: Entry<T>[] = []
  let order = 0
  let live = 0
  const before = (a: Entry<T>, b: Entry<T>) => a.at < b.at || (a.at === b.at && a.order < b.order)

  return {
    /** How many entries are still to come. */
    size: () => live,
    /** How many it remembers, those included that were taken out: never much more than twice as many. */
    remembered: () => heap.length,
    /** Puts an entry in; the function that comes back takes it out again. */
    push(at: number, value: T): () => void {
      const entry = { at, order: order++, value, cancelled: false }
      live++
      let i = heap.length
      while (i > 0) {
        const parent = (i - 1) >> 1
        const above = heap[parent]
        if (!above || before(above, entry)) break
        heap[i] = above
        i = parent
      }
      heap[i] = entry
      return () => {
        if (entry.cancelled) return
        live--
        entry.cancelled = true
        if (heap.length > 2 * live + SLACK) forget()
      }
    },
    pop(): { readonly at: number; readonly value: T } | undefined {
      let entry = popAny()
      while (entry?.cancelled) entry = popAny()
      if (entry) {
        // Taking it out afterwards changes nothing.
        entry.cancelled = true
        live--
      }
      return entry
    },
  }

  /** Drops what was taken out, so that timers that are set and taken back again and again do not pile up. */
  function forget() {
    const kept = heap.filter(({ cancelled }) => !cancelled)
    kept.sort((a, b) => (before(a, b) ? -1 : 1))
    heap.length = 0
    // Sorted is a heap.
    for (const entry of kept) heap.push(entry)
  }

  function popAny(): Entry<T> | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (!last || heap.length === 0) return first
    let i = 0
    for (;;) {
      const left = heap[2 * i + 1]
      const right = heap[2 * i + 2]
      const child = right && left && before(right, left) ? right : left
      if (!child || before(last, child)) break
      heap[i] = child
      i = child === right ? 2 * i + 2 : 2 * i + 1
    }
    heap[i] = last
    return first
  }
}
