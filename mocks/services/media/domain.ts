import type { Call } from '../../http/call.ts'
import { fromBase64, toBase64 } from '../../http/data-url.ts'
import { Problem } from '../../http/problem.ts'
import type { Store } from '../../storage/store.ts'
import { coverIdOf } from './cover-id.ts'
import { PICTURE_TYPES, type Picture, sniffed } from './pictures.ts'
import type { Cover, NewCover } from './schema.ts'
import { byBook, type CoverRecord, type MediaTables } from './store.ts'

/** How many covers of one book are told at most. */
const MOST = 100
/** How large a picture may be, in pixels. */
const MOST_PIXELS = { side: 4_000, inAll: 4_000_000 }

/** Keeps the pictures of books. Asks nobody. */
export function createMediaDomain({ store }: { store: Store<MediaTables> }) {
  return {
    /** The covers of a book, without their content. */
    coversOf(isbn: string, call: Call): Promise<Cover[]> {
      return store.transact(call, (tx) => tx.range(byBook, { group: isbn, limit: MOST }).map(withoutContent))
    },

    /** One cover with its content. Throws not-found. */
    read(id: string, call: Call): Promise<CoverRecord> {
      return store.transact(call, (tx) => {
        const cover = tx.get('covers', id)
        if (!cover) throw new Problem('not-found', `There is no cover ${id}.`)
        return cover
      })
    },

    /** Keeps a picture, unchanged. Throws unsupported-media-type and invalid-content for what is no picture. */
    keep({ isbn, alt, cover: file }: NewCover, call: Call): Promise<{ cover: Cover; isNew: boolean }> {
      const { bytes } = file
      const { type, width, height } = pictureIn(file)
      const id = coverIdOf(isbn, bytes)
      const cover: Cover = { id, isbn, type, alt, width, height, bytes: bytes.length }
      return store.transact(call, (tx) => {
        const isNew = tx.get('covers', id) === undefined
        tx.put('covers', id, { ...cover, content: toBase64(bytes) })
        return { cover, isNew }
      })
    },
  }
}
export type MediaDomain = ReturnType<typeof createMediaDomain>

/** The content of a cover as it goes over the wire. */
export function contentOf({ type, content }: CoverRecord): string | Uint8Array<ArrayBuffer> {
  return type === 'image/svg+xml' ? content : fromBase64(content)
}

function withoutContent({ content: _, ...cover }: CoverRecord): Cover {
  return cover
}

/** `application/octet-stream` says that the sender does not know. */
const NOT_SAID: ReadonlySet<string> = new Set(['', 'application/octet-stream'])

/** The picture in a file, by its content. Throws when there is none, when it is called something else, or too large. */
function pictureIn({ type, bytes }: NewCover['cover']): Picture {
  const found = sniffed(bytes)
  if (!found)
    throw new Problem(
      'unsupported-media-type',
      `The content of the file is no whole picture of the types ${PICTURE_TYPES.join(' and ')}. SVG is not taken: it may carry scripts.`,
    )
  if (!NOT_SAID.has(type) && type !== found.type)
    throw wrongFile(`is called ${type}, and its content is ${found.type}`)
  const { width, height } = found
  if (Math.max(width, height) > MOST_PIXELS.side || width * height > MOST_PIXELS.inAll)
    throw wrongFile(
      `has ${width} by ${height} pixels; at most ${MOST_PIXELS.side} on a side and ${MOST_PIXELS.inAll} in all are taken`,
    )
  return found
}

function wrongFile(detail: string): Problem {
  return new Problem('invalid-content', {
    detail: 'One place in the content is wrong; see errors.',
    errors: [{ pointer: '#/cover', detail }],
  })
}
