import { createMediaDomain } from '../../services/media/domain.ts'
import { mediaOperations } from '../../services/media/schema.ts'
import { createMedia } from '../../services/media/service.ts'
import { type MediaTables, mediaSeed } from '../../services/media/store.ts'
import type { Block } from './block.ts'

export const media: Block = {
  operations: mediaOperations,
  publicOperations: mediaOperations,
  seed: mediaSeed,
  async service({ open, world }) {
    const store = await open<MediaTables>(mediaSeed)
    return { store, handler: createMedia({ domain: createMediaDomain({ store }), ...world }) }
  },
  face: ({ storeOf, world }) =>
    createMedia({ domain: createMediaDomain({ store: storeOf<MediaTables>(mediaSeed) }), ...world }),
}
