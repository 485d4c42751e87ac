import type { WaitingEvent } from '../../http/events/outbox.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { StoreOptions } from '../../storage/store.ts'
import type { Cover, Thumbnail } from './schema.ts'
import { SEEDED_COVERS, SEEDED_THUMBNAILS } from './seed.ts'

/** A cover as it is kept, with its content: a drawing as text, any other picture in base64. */
export type CoverRecord = Cover & { readonly content: string }

/** A thumbnail as it is kept: what was asked for, and what came of it. */
export type ThumbnailRecord = Omit<Thumbnail, 'image' | 'reason' | 'bytes' | 'state'> & {
  /** The order in which thumbnails were asked for. */
  readonly number: number
  /** The trace of the request, as `traceparent` writes it. */
  readonly traceparent?: string
} & (
    | { readonly state: 'waiting' }
    | { readonly state: 'completed'; readonly bytes: number; readonly content: string }
    | { readonly state: 'failed'; readonly reason: string }
  )

/** Media's own data. */
export type MediaTables = {
  covers: CoverRecord
  /** By cover and width. */
  thumbnails: ThumbnailRecord
  /** What the broker has not yet been told. */
  mediaOutbox: WaitingEvent
}

/** The covers of a book. */
export const byBook: Index<'covers', CoverRecord> = {
  table: 'covers',
  group: ({ isbn }) => isbn,
  place: ({ id }) => id,
}

export const mediaSeed: StoreOptions<MediaTables>['seed'] = {
  covers: SEEDED_COVERS,
  thumbnails: SEEDED_THUMBNAILS,
}
