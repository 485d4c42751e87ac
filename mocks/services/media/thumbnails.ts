import { type Call, GUEST } from '../../http/call.ts'
import { fromBase64, toBase64 } from '../../http/data-url.ts'
import type { Events } from '../../http/events/outbox.ts'
import { Problem } from '../../http/problem.ts'
import { formatTraceparent, parseTraceparent } from '../../log/trace-context.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { thumbnailKey } from './cover-id.ts'
import { decodePng, encodePng, type Png } from './png.ts'
import { heightFor, scaled } from './scaling.ts'
import type { CoverRecord, MediaTables, ThumbnailRecord } from './store.ts'

export interface ThumbnailsPorts {
  store: Store<MediaTables>
  events: Events<'mediaOutbox'>
  clock: Clock
  /** Brings the libraries that read and write PNG; nobody needs them before the first thumbnail is made. */
  loadPng: () => Promise<Png>
}

/** How long one thumbnail takes on the clock of the bookshop, in microseconds. */
const WORK_US = 200_000

/**
 * Makes thumbnails in the background, one after another. What is to be done is a record, and what came of it is
 * committed with the event that tells of it: a process that is killed in between begins that one thumbnail again.
 */
export function createThumbnails({ store, events, clock, loadPng }: ThumbnailsPorts) {
  const waiting = new Map<string, (() => void)[]>()
  let working: Promise<void> | undefined
  let stopped = true

  /** Works until nothing is left to do. There is one such loop at a time. */
  function work() {
    if (stopped || working) return
    working = loop().finally(() => {
      working = undefined
    })
  }

  async function loop() {
    for (let job = await next(); job && !stopped; job = await next()) {
      await clock.sleep(WORK_US)
      if (stopped) return
      const done = made(job, await loadPng())
      const key = thumbnailKey(done)
      await store.transact(callOf(done), (tx) => {
        tx.put('thumbnails', key, done)
        tell(tx, done, job.source)
      })
      for (const wake of waiting.get(key) ?? []) wake()
      waiting.delete(key)
    }
  }

  /** The thumbnail that was asked for first and is not made, and the cover that it is made of. */
  function next() {
    return store.transact({}, (tx) => {
      const [record] = tx
        .list('thumbnails')
        .filter(({ state }) => state === 'waiting')
        .sort((a, b) => a.number - b.number)
      const source = record && tx.get('covers', record.cover)
      return record && source && { record, source }
    })
  }

  function tell(tx: Transaction<MediaTables>, done: ThumbnailRecord, { isbn }: CoverRecord) {
    if (done.state !== 'completed') return
    const { cover, width, height, bytes } = done
    events.emit(
      tx,
      {
        type: 'example.bookshop.cover.processed',
        subject: cover,
        key: isbn,
        data: { cover, isbn, width, height, bytes },
      },
      callOf(done),
    )
  }

  return {
    /**
     * Remembers what to make, and begins; what is there stays as it is. Throws not-found, not-scalable, and
     * invalid-content for a width that is not smaller.
     */
    request(id: string, width: number, call: Call): Promise<ThumbnailRecord> {
      return store.transact(call, (tx) => {
        const source = scalable(tx.get('covers', id), id, width)
        const key = thumbnailKey({ cover: id, width })
        const earlier = tx.get('thumbnails', key)
        if (earlier) return earlier
        const record: ThumbnailRecord = {
          cover: id,
          width,
          height: heightFor(source, width),
          number: tx.next('thumbnail'),
          requestedAt: call.arrivedAt,
          ...(call.trace ? { traceparent: formatTraceparent(call.trace) } : {}),
          state: 'waiting',
        }
        tx.put('thumbnails', key, record)
        tx.afterCommit(work)
        return record
      })
    },

    /** One thumbnail, as far as it is. Throws not-found. */
    read(cover: string, width: number, call: Call): Promise<ThumbnailRecord> {
      return store.transact(call, (tx) => {
        const record = tx.get('thumbnails', thumbnailKey({ cover, width }))
        if (!record)
          throw new Problem('not-found', `Nobody asked for a thumbnail of ${cover} that is ${width} wide.`)
        return record
      })
    },

    /** Waits until a thumbnail is made or has failed, but no longer than `us` microseconds. */
    async settled(record: ThumbnailRecord, us: number): Promise<void> {
      if (record.state !== 'waiting') return
      const timer = clock.timer(us)
      const key = thumbnailKey(record)
      const finished = new Promise<void>((resolve) => {
        waiting.set(key, [...(waiting.get(key) ?? []), resolve])
      })
      await Promise.race([finished, timer.rings])
      timer.cancel()
    },

    start() {
      stopped = false
      work()
    },
    async stop() {
      stopped = true
      await working
    },
  }
}
export type Thumbnails = ReturnType<typeof createThumbnails>

/** The cover of which a thumbnail can be made. */
function scalable(cover: CoverRecord | undefined, id: string, width: number): CoverRecord {
  if (!cover) throw new Problem('not-found', `There is no cover ${id}.`)
  if (cover.type !== 'image/png')
    throw new Problem(
      'not-scalable',
      cover.type === 'image/svg+xml'
        ? 'The cover is a drawing, which is sharp in any size: show the cover itself, as small as you like.'
        : `Thumbnails are made of image/png, and the cover is ${cover.type}: show the cover itself, or upload it as PNG.`,
    )
  if (width >= cover.width)
    throw new Problem('invalid-content', {
      detail: 'One place in the content is wrong; see errors.',
      errors: [{ pointer: '#/width', detail: `must be less than ${cover.width}, the width of the cover` }],
    })
  return cover
}

function made(
  { record, source }: { record: ThumbnailRecord; source: CoverRecord },
  png: Png,
): ThumbnailRecord {
  try {
    const content = encodePng(scaled(decodePng(fromBase64(source.content), png), record.width), png)
    return { ...record, state: 'completed', bytes: content.length, content: toBase64(content) }
  } catch {
    return {
      ...record,
      state: 'failed',
      reason: 'The cover is damaged, or it unpacks to more than its size needs.',
    }
  }
}

/** The request that asked for a thumbnail: what comes of it belongs to the same trace. */
function callOf({ requestedAt, traceparent }: ThumbnailRecord): Call {
  return { caller: GUEST, arrivedAt: requestedAt, trace: parseTraceparent(traceparent ?? null) }
}
