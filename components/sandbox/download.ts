/** A file that somebody may keep. */
export interface KeptFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** Hands a file to the browser, which keeps it where it keeps downloads. */
export function download({ name, type, text }: KeptFile): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
