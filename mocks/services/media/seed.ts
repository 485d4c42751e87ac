import { entityTag } from '../../http/conditional.ts'
import { drawCover } from './drawing.ts'
import type { CoverRecord } from './store.ts'

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

/** A cover is named after its content: another content is another cover, so a copy of it is right for ever. */
export const SEEDED_COVERS: Readonly<Record<string, CoverRecord>> = Object.fromEntries(
  DRAWN.map(([isbn, title, author]) => {
    const content = drawCover({ title, author })
    const id = entityTag(content).replaceAll('"', '')
    const bytes = new TextEncoder().encode(content).length
    return [id, { id, isbn, type: 'image/svg+xml', bytes, content }]
  }),
)
