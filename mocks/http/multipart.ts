import { MaxPartsExceededError, parseMultipart } from '@remix-run/multipart-parser'
import * as z from 'zod'
import { type FilePart as File, toDataUrl } from './data-url.ts'
import { Problem } from './problem.ts'

/** How a browser sends a form with files in it (RFC 7578). */
export const MULTIPART = 'multipart/form-data'

/** More parts than any form here has; whoever sends more means no good. */
const MOST_PARTS = 20

/** What a form holds: name → text, or a file. */
export type FormParts = Record<string, string | File>

/** A file in a form. Its name is ignored: it says nothing that the content does not say better (RFC 7578 §4.2). */
export const FilePart = z
  .custom<File>(isFilePart, 'is missing, or is text: send a file, with a filename')
  .meta({ type: 'string', contentMediaType: 'application/octet-stream' })

export function isFilePart(value: unknown): value is File {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array
}

/**
 * Reads a form with files. The same bytes give the same answer in every engine, which the engines' own readers do not.
 * Throws malformed-request, and content-too-large for a form of too many parts.
 */
export function readMultipart(content: Uint8Array, contentType: string): FormParts {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined)
    throw new Problem(
      'malformed-request',
      'Name the boundary of the parts in Content-Type, as RFC 2046, section 5.1.1 says. Whoever lets fetch or a browser write the field has it there.',
    )
  const parts = new Map<string, string | File>()
  try {
    for (const part of parseMultipart([content], {
      boundary,
      maxParts: MOST_PARTS,
      maxFileSize: content.length,
    })) {
      const { name, mediaType = '' } = part
      if (!name) throw new Problem('malformed-request', 'A part of the form has no name.')
      if (parts.has(name))
        throw new Problem('malformed-request', `The form has the part ${name.slice(0, 100)} more than once.`)
      parts.set(
        name,
        part.isFile ? { type: mediaType.toLowerCase(), bytes: new Uint8Array(part.bytes) } : part.text,
      )
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    if (error instanceof MaxPartsExceededError)
      throw new Problem('content-too-large', `The form has more than ${MOST_PARTS} parts.`)
    throw new Problem(
      'malformed-request',
      'The content is no multipart form: it begins with no boundary, ends before the last one, or has a part whose fields or text are not UTF-8.',
    )
  }
  return Object.fromEntries(parts)
}

/** The `boundary` parameter, quoted or not. */
function boundaryOf(contentType: string): string | undefined {
  const [, quoted, token] =
    /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? []
  return quoted ?? token
}

/** Stands between the parts of forms that are written here. Nothing in an example contains it. */
const BOUNDARY = 'bookshop-form-boundary'

/** Writes a form with files; the same form gives the same bytes. */
export function writeMultipart(parts: FormParts): { type: string; content: Uint8Array<ArrayBuffer> } {
  const text = new TextEncoder()
  const chunks = Object.entries(parts).flatMap(([name, value]) => {
    const disposition = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${escaped(name)}"`
    return typeof value === 'string'
      ? [text.encode(`${disposition}\r\n\r\n${value}\r\n`)]
      : [
          text.encode(`${disposition}; filename="file"\r\nContent-Type: ${value.type}\r\n\r\n`),
          value.bytes,
          text.encode('\r\n'),
        ]
  })
  return {
    type: `${MULTIPART}; boundary=${BOUNDARY}`,
    content: joined([...chunks, text.encode(`--${BOUNDARY}--\r\n`)]),
  }
}

/** As the form-data encoding of HTML says. */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** An example as JSON has it: files become data URLs. */
export function exampleInJson(example: unknown): unknown {
  if (isFilePart(example)) return toDataUrl(example)
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return example
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, exampleInJson(value)]))
}
