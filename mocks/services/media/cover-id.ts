import { entityTag } from '../../http/conditional.ts'

/** The name of a cover: from the book and the content, so that the same upload twice is one cover. */
export function coverIdOf(isbn: string, content: Uint8Array): string {
  const both = new Uint8Array(isbn.length + content.length)
  both.set(new TextEncoder().encode(isbn))
  both.set(content, isbn.length)
  return entityTag(both).replaceAll('"', '')
}

/** The key of a thumbnail: a cover has one of each width. */
export function thumbnailKey({ cover, width }: { cover: string; width: number }): string {
  return `${cover} ${width}`
}
