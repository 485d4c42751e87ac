import { fromBase64 } from '../../http/data-url.ts'
import { coverIdOf, thumbnailKey } from './cover-id.ts'
import { drawCover } from './drawing.ts'
import { DUNES, DUNES_AT_40 } from './seeded-picture.ts'
import type { CoverRecord, ThumbnailRecord } from './store.ts'

/** The books whose covers were drawn; the others are still waiting for theirs. */
const DRAWN: readonly (readonly [isbn: string, title: string, author: string])[] = [
  ['9780441478125', 'The Left Hand of Darkness', 'Ursula K. Le Guin'],
  ['9780060512750', 'The Dispossessed', 'Ursula K. Le Guin'],
  ['9780547773742', 'A Wizard of Earthsea', 'Ursula K. Le Guin'],
  ['9780141439471', 'Frankenstein', 'Mary Shelley'],
  ['9780141439518', 'Pride and Prejudice', 'Jane Austen'],
  ['9780141441146', 'Jane Eyre', 'Charlotte Brontë'],
  ['9780142437247', 'Moby-Dick', 'Herman Melville'],
  ['9780141439846', 'Dracula', 'Bram Stoker'],
]

const LEFT_HAND = '9780441478125'
const DUNE = '9780441013593'

const drawn = DRAWN.map(([isbn, title, author]): CoverRecord => {
  const content = drawCover({ title, author })
  const bytes = new TextEncoder().encode(content)
  const alt = `${title}, ${author}`
  return {
    id: coverIdOf(isbn, bytes),
    isbn,
    type: 'image/svg+xml',
    alt,
    width: 240,
    height: 360,
    bytes: bytes.length,
    content,
  }
})

const painted: CoverRecord = {
  id: coverIdOf(DUNE, fromBase64(DUNES)),
  isbn: DUNE,
  type: 'image/png',
  alt: 'A sun over dunes.',
  width: 80,
  height: 120,
  bytes: fromBase64(DUNES).length,
  content: DUNES,
}

/** A cover is named after its content: another content is another cover, so a copy of it is right for ever. */
export const SEEDED_COVERS: Readonly<Record<string, CoverRecord>> = Object.fromEntries(
  [...drawn, painted].map((cover) => [cover.id, cover]),
)

const small: ThumbnailRecord = {
  cover: painted.id,
  width: 40,
  height: 60,
  number: 0,
  requestedAt: '2026-01-04T10:00:00.000Z',
  state: 'completed',
  bytes: fromBase64(DUNES_AT_40).length,
  content: DUNES_AT_40,
}

export const SEEDED_THUMBNAILS: Readonly<Record<string, ThumbnailRecord>> = {
  [thumbnailKey(small)]: small,
}

/** Covers to ask for in examples: a drawing, and a picture of pixels. */
export const SEEDED_IDS = {
  drawn: drawn.find(({ isbn }) => isbn === LEFT_HAND)?.id ?? '',
  painted: painted.id,
}
