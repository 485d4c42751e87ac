import { serializeItem } from 'structured-headers'
import { type Deprecated, fillPath } from './operation.ts'

/**
 * The fields of an answer that will not be given for ever: since when it is out of use (`Deprecation`, RFC 9745: a
 * structured date), when it will be gone (`Sunset`, RFC 8594: an HTTP date), and where to read on (RFC 8288).
 */
export function deprecationFields(
  { since, sunset, successor }: Deprecated,
  {
    params = {},
    href = (path: string) => path,
  }: { params?: Record<string, unknown>; href?: (path: string) => string },
): Record<string, string> {
  return {
    deprecation: serializeItem(new Date(since)),
    sunset: new Date(sunset).toUTCString(),
    link: `</openapi.json>; rel="deprecation"; type="application/json", <${href(fillPath(successor, params))}>; rel="successor-version"`,
  }
}
