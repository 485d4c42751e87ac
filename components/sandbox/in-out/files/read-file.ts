import * as z from 'zod'
import { readCurl } from '../curl/read-curl.ts'
import { Collection, type Imported, UnreadableFile } from './collection.ts'
import { isHar, readHar } from './har.ts'
import { isOpenApi, readOpenApi } from './openapi.ts'
import { isPostman, readPostman } from './postman.ts'

/** The longest text that is read, in characters. */
export const MAX_LENGTH = 5_000_000
/** How deep JSON may be nested. */
const MAX_DEPTH = 100

/**
 * Reads what another tool wrote: a curl command, a collection of this workbench, a Postman collection (2.x), an HTTP
 * archive, an OpenAPI 3 document. Throws UnreadableFile.
 */
export function readFile(text: string, publicHost: string): Imported {
  if (text.length > MAX_LENGTH)
    throw new UnreadableFile(
      `This has ${(text.length / 1_000_000).toFixed(1)} million characters; at most ${MAX_LENGTH / 1_000_000} million are read. Export a part of it.`,
    )
  if (text.trim() === '') throw new UnreadableFile('There is nothing in it.')
  if (/^\s*(?:\$\s+)?curl(?:\.exe)?\s/.test(text)) {
    const { draft, notes } = readCurl(text, publicHost)
    const requests = [{ name: `${draft.method} ${draft.url}`.slice(0, 200), draft }]
    return { collection: { v: 1, name: 'From a curl command', requests, variables: [] }, notes }
  }
  const value = json(text)
  try {
    if (isPostman(value)) return notEmpty(readPostman(value, publicHost))
    if (isHar(value)) return notEmpty(readHar(value))
    if (isOpenApi(value)) return notEmpty(readOpenApi(value))
    const version = z.object({ v: z.number(), requests: z.array(z.unknown()) }).safeParse(value)
    if (version.success && version.data.v > 1)
      throw new UnreadableFile(
        `This was written by a later version of the workbench (${version.data.v}); this one reads version 1. Reload the page, or export it as a Postman collection there.`,
      )
    if (version.success) return notEmpty({ collection: Collection.parse(value), notes: [] })
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    throw new UnreadableFile(
      `It is damaged: ${issue?.path.length ? `at ${issue.path.join('.')}, ` : ''}${issue?.message ?? 'unknown'}.`,
    )
  }
  throw new UnreadableFile(
    'This is JSON, and none of what is read here: a Postman collection (2.1), an HTTP archive (HAR), an OpenAPI 3 document, a collection of this workbench.',
  )
}

function notEmpty(imported: Imported): Imported {
  if (imported.collection.requests.length === 0) throw new UnreadableFile('There is no request in it.')
  if (imported.collection.requests.length > 5000)
    throw new UnreadableFile('There are more than 5,000 requests in it. Export a part of it.')
  return imported
}

function json(text: string): unknown {
  // Before it is read: what is nested too deep would end the program that reads it.
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 92) at++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH)
        throw new UnreadableFile(`It is nested more than ${MAX_DEPTH} levels deep, which no collection is.`)
    } else if (code === 125 || code === 93) depth--
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableFile(
      /^\s*(?:openapi|swagger)\s*:/m.test(text)
        ? 'This is YAML. Save it as JSON and try again.'
        : 'This is no JSON and no curl command. Read here: curl, Postman collections (2.1), HTTP archives (HAR), OpenAPI 3 as JSON, collections of this workbench.',
    )
  }
}
