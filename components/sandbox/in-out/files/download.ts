/** Hands a text, or a document as JSON, to the person as a file. */
export function download(content: object | string, name: string): void {
  const [text, type] =
    typeof content === 'string'
      ? [content, 'text/markdown']
      : [JSON.stringify(content, undefined, 2), 'application/json']
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after this; it is let go when it certainly has.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
