import * as z from 'zod'
import { Scenario, type ScenarioInput } from './scenario.ts'

/** The longest run that goes into a link, in bytes of text; larger ones are files. */
export const MAX_LINK_BYTES = 8_192
/** The most that a link may unpack to. A small link must not fill a reader's memory. */
const MAX_UNPACKED_BYTES = 512_000

/** A link could not be read; the message says why and what to do. */
export class UnreadableRun extends Error {
  override name = 'UnreadableRun'
}

/** Writes a scenario as the text after `#run=`: version, dot, base64url of its deflated JSON. */
export async function encodeRun(scenario: ScenarioInput): Promise<string> {
  const checked = Scenario.parse(scenario)
  const bytes = new TextEncoder().encode(JSON.stringify(checked))
  const text = `1.${toBase64Url(await through(bytes, new CompressionStream('deflate-raw')))}`
  if (text.length > MAX_LINK_BYTES) {
    throw new UnreadableRun(
      `This run needs ${text.length} bytes and a link has at most ${MAX_LINK_BYTES}. Leave requests out, or save it as a file.`,
    )
  }
  return text
}

/** Reads the text after `#run=`. Throws UnreadableRun for anything that `encodeRun` would not have written. */
export async function decodeRun(text: string): Promise<Scenario> {
  const [version, ...rest] = text.split('.')
  const data = rest.join('.')
  if (version !== '1')
    throw new UnreadableRun(
      `The link was made by version ${JSON.stringify(version)} of this site and this is version 1. Ask for a new link.`,
    )
  if (!data || text.length > MAX_LINK_BYTES)
    throw new UnreadableRun('The link is empty or too long. It may have been cut off; ask for it again.')
  let json: unknown
  try {
    const bytes = await through(fromBase64Url(data), new DecompressionStream('deflate-raw'))
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof UnreadableRun) throw error
    throw new UnreadableRun(
      'The link is damaged: it can not be unpacked. It may have been cut off; ask for it again.',
    )
  }
  const made = versionOf(json)
  if (made !== 1)
    throw new UnreadableRun(
      made === undefined
        ? 'The link does not say which version of this site made it. Ask for a new link.'
        : `The link was made by version ${JSON.stringify(made)} of this site and this is version 1. Ask for a new link.`,
    )
  const read = Scenario.safeParse(json)
  if (!read.success)
    throw new UnreadableRun(`The link names a run that does not exist here. ${z.prettifyError(read.error)}`)
  return read.data
}

/** The version that a scenario names; undefined when it names none. */
function versionOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'v' in json ? json.v : undefined
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Uint8Array>) {
    length += chunk.length
    if (length > MAX_UNPACKED_BYTES) throw new UnreadableRun('The link unpacks to more than a run can be.')
    chunks.push(chunk)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
