import { parseAccept } from 'hono/utils/accept'
import { Problem } from './problem.ts'

/** Whether an `Accept` field admits a media type (RFC 9110 §12.5.1): the most specific range decides, `q=0` refuses. */
export function accepts(field: string | null, mediaType: string): boolean {
  if (field === null || field.trim() === '') return true
  const [wanted = ''] = mediaType.split(';')
  const [type] = wanted.split('/')
  let best = { specificity: -1, q: 0 }
  for (const range of parseAccept(field)) {
    const name = range.type.toLowerCase()
    const specificity = name === wanted ? 2 : name === `${type}/*` ? 1 : name === '*/*' ? 0 : -1
    if (specificity > best.specificity) best = { specificity, q: range.q }
  }
  return best.specificity >= 0 && best.q > 0
}

/** Throws not-acceptable unless the caller accepts one of the media types. */
export function mustAccept(request: Request, mediaTypes: readonly string[]) {
  const field = request.headers.get('accept')
  if (mediaTypes.length > 0 && !mediaTypes.some((mediaType) => accepts(field, mediaType))) {
    throw new Problem(
      'not-acceptable',
      `This resource is available as ${mediaTypes.join(' and ')}, and the Accept field admits only ${field}.`,
    )
  }
}

/**
 * Whether content of a media type is JSON text (RFC 6839 §3.1). Connect and gRPC-Web name types so that are envelopes with
 * JSON inside.
 */
export function isJsonType(mediaType: string): boolean {
  return /[/+]json\b/.test(mediaType) && !/^application\/(connect|grpc-web)/.test(mediaType)
}

/** The media type of a message's content, in lower case and without parameters. */
export function mediaTypeOf(message: Request | Response): string | undefined {
  return message.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
}
