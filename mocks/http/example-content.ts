import { fromDataUrl } from './data-url.ts'
import { MULTIPART, writeMultipart } from './multipart.ts'
import { isJsonType } from './negotiation.ts'

/** How a browser sends a form without files, and OAuth its requests. */
const FORM_TYPE = 'application/x-www-form-urlencoded'

/**
 * Content as it goes over the wire, from what an OpenAPI document gives as its example: forms become forms, a data URL
 * (RFC 2397) the bytes that it holds, a text stays as it is, and the rest is JSON. `type` is the Content-Type to send.
 */
export function writeExample(
  mediaType: string,
  example: unknown,
): { type: string; content: string | Uint8Array<ArrayBuffer> } {
  if (mediaType === MULTIPART && isRecord(example))
    return writeMultipart(
      Object.fromEntries(
        Object.entries(example).map(([name, value]) => [name, fromDataUrl(inForm(value)) ?? inForm(value)]),
      ),
    )
  if (mediaType === FORM_TYPE && isRecord(example))
    return {
      type: mediaType,
      content: new URLSearchParams(
        Object.entries(example).map(([name, value]): [string, string] => [name, inForm(value)]),
      ).toString(),
    }
  if (typeof example !== 'string') return { type: mediaType, content: JSON.stringify(example) ?? '' }
  const file = isJsonType(mediaType) || /[/+]xml$|^text\//.test(mediaType) ? undefined : fromDataUrl(example)
  return { type: mediaType, content: file?.bytes ?? example }
}

/** Forms know text alone; anything else is written as JSON, which is what OpenAPI 3.1 says of objects. */
function inForm(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
