interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly value: T
}

/** A queue of things that happen at a time; equal times come out in the order in which they went in. */
export function createEventHeap<T>() {
  const heap: Entry<T>[] = []
  let order = 0
  const before = (a: Entry<T>, b: Entry<T>) => a.at < b.at || (a.at === b.at && a.order < b.order)

  return {
    size: () => heap.length,
    push(at: number, value: T) {
      const entry = { at, order: order++, value }
      let i = heap.length
      while (i > 0) {
        const parent = (i - 1) >> 1
        const above = heap[parent]
        if (!above || before(above, entry)) break
        heap[i] = above
        i = parent
      }
      heap[i] = entry
    },
    pop(): Entry<T> | undefined {
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
    },
  }
}
