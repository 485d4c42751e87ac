import { parseAccept } from 'hono/utils/accept'
import { Problem } from './problem.ts'

/** Whether an `Accept` field admits a media type (RFC 9110 §12.5.1): the most specific range decides, `q=0` refuses. */
export function accepts(field: string | null, mediaType: string): boolean {
  return weightOf(field, mediaType) > 0
}

/**
 * The media type that an `Accept` field prefers; of those that it likes alike, the one that is named first here. Undefined
 * when it admits none.
 */
export function preferred<T extends string>(field: string | null, mediaTypes: readonly T[]): T | undefined {
  return heaviest(mediaTypes, (mediaType) => weightOf(field, mediaType))
}

/**
 * The language that an `Accept-Language` field prefers, by the Lookup of RFC 4647 §3.4: whoever wants `de-AT` gets `de`.
 * Where it names none of them, the first one: an answer in another language is better than none (RFC 9110 §12.5.4).
 */
export function preferredLanguage<L extends string>(
  field: string | null,
  languages: readonly [L, ...L[]],
): L {
  const ranges = parseAccept(field ?? '')
  const weight = (language: string) => {
    const wanted = ranges.filter(({ type }) => `${type.toLowerCase()}-`.startsWith(`${language}-`))
    const any = ranges.find(({ type }) => type === '*')?.q ?? 0
    return wanted.length > 0 ? Math.max(...wanted.map(({ q }) => q)) : any
  }
  return heaviest(languages, weight) ?? languages[0]
}

/** What weighs most, the first one of those that weigh the same; undefined when nothing weighs anything. */
function heaviest<T>(offers: readonly T[], weightOf: (offer: T) => number): T | undefined {
  let best: { offer: T; weight: number } | undefined
  for (const offer of offers) {
    const weight = weightOf(offer)
    if (weight > (best?.weight ?? 0)) best = { offer, weight }
  }
  return best?.offer
}

/** How much an `Accept` field wants a media type, from 0 to 1. */
function weightOf(field: string | null, mediaType: string): number {
  if (field === null || field.trim() === '') return 1
  const [wanted = ''] = mediaType.split(';')
  const [type] = wanted.split('/')
  let best = { specificity: -1, q: 0 }
  for (const range of parseAccept(field)) {
    const name = range.type.toLowerCase()
    const specificity = name === wanted ? 2 : name === `${type}/*` ? 1 : name === '*/*' ? 0 : -1
    if (specificity > best.specificity) best = { specificity, q: range.q }
  }
  return best.specificity >= 0 ? best.q : 0
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
