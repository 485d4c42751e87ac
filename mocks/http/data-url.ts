/** A file that came in a form, or stands in an example: its bytes, and the media type that its sender says it has. */
export interface FilePart {
  /** In lower case, without parameters; empty when the sender named none. */
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Bytes as base64 (RFC 4648 §4): the way to keep them in JSON. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The bytes that `toBase64` wrote. Throws when the text is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

/** A file as a data URL (RFC 2397): JSON has no other way to say bytes and their media type. */
export function toDataUrl({ type, bytes }: FilePart): string {
  return `data:${type};base64,${toBase64(bytes)}`
}

/** The file that a data URL holds; undefined when the text is no base64 data URL. */
export function fromDataUrl(url: string): FilePart | undefined {
  const [, type, base64] = /^data:([\w.+-]+\/[\w.+-]+);base64,([A-Za-z0-9+/]*={0,2})$/.exec(url) ?? []
  if (type === undefined || base64 === undefined || base64.length % 4 !== 0) return undefined
  return { type, bytes: fromBase64(base64) }
}
