import { createMediaDomain } from '../../services/media/domain.ts'
import type { Png } from '../../services/media/png.ts'
import { mediaOperations } from '../../services/media/schema.ts'
import { createMedia } from '../../services/media/service.ts'
import { type MediaTables, mediaSeed } from '../../services/media/store.ts'
import { createThumbnails } from '../../services/media/thumbnails.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { Store } from '../../storage/store.ts'
import type { Block, Surroundings } from './block.ts'
import { outboxOf } from './outbox.ts'

/** Loading modules is nothing that the clock knows of by itself. */
const pngBy = (clock: Clock) => (): Promise<Png> =>
  clock.track(
    Promise.all([import('fast-png'), import('fflate')]).then(([png, { Unzlib }]) => ({ ...png, Unzlib })),
  )

export const media: Block = {
  operations: mediaOperations,
  publicOperations: mediaOperations,
  seed: mediaSeed,
  async service(surroundings) {
    const store = await surroundings.open<MediaTables>(mediaSeed)
    const { handler, work } = partsOf(store, surroundings)
    return {
      store,
      handler,
      start() {
        for (const each of work) each.start()
      },
      async stop() {
        for (const each of work.toReversed()) await each.stop()
      },
    }
  },
  face(monolith) {
    const { handler, work } = partsOf(monolith.storeOf<MediaTables>(mediaSeed), monolith)
    for (const each of work) monolith.runs(each)
    return handler
  },
}

function partsOf(store: Store<MediaTables>, surroundings: Omit<Surroundings, 'open'>) {
  const { clock, world } = surroundings
  const outbox = outboxOf(surroundings, store, 'mediaOutbox', 'covers')
  const thumbnails = createThumbnails({ store, events: outbox.events, clock, loadPng: pngBy(clock) })
  return {
    handler: createMedia({ domain: createMediaDomain({ store }), thumbnails, ...world }),
    work: [outbox, thumbnails],
  }
}
