/** A page's or a diagram's content is wrong. The message names the file, the field and what to do. */
export class ContentError extends Error {
  override name = 'ContentError'
}
