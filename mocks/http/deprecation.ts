import { serializeItem } from 'structured-headers'
import { type Deprecated, fillPath } from './operation.ts'

/**
 * The fields of an answer that will not be given for ever, or not all of it: since when that is out of use (`Deprecation`,
 * RFC 9745: a structured date), when it will be gone (`Sunset`, RFC 8594: an HTTP date), and where to read on (RFC 8288).
 */
export function fadingFields({ since, sunset }: Omit<Deprecated, 'successor'>): Record<string, string> {
  return {
    deprecation: serializeItem(new Date(since)),
    sunset: new Date(sunset).toUTCString(),
    link: '</openapi.json>; rel="deprecation"; type="application/json"',
  }
}

/** The same for an operation that another one replaces: `Link` names it. */
export function deprecationFields(
  { successor, ...fading }: Deprecated,
  {
    params = {},
    href = (path: string) => path,
  }: { params?: Record<string, unknown>; href?: (path: string) => string },
): Record<string, string> {
  const fields = fadingFields(fading)
  return {
    ...fields,
    link: `${fields.link}, <${href(fillPath(successor, params))}>; rel="successor-version"`,
  }
}
