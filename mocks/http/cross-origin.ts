/** A script on a page, and what its browser remembers of preflights. */
export interface Page {
  /** Such as `https://shop.example`. */
  readonly origin: string
  readonly remembered?: readonly Permission[]
  /** The time, in seconds of any clock; what is remembered ends by it. */
  readonly nowS?: number
}

/** What a script asks `fetch` for. Names of fields are in lower case. */
export interface ScriptRequest {
  readonly url: string
  readonly method: string
  readonly fields?: Readonly<Record<string, string>>
  /** A text; the browser names its type where the script does not. */
  readonly body?: string
  readonly credentials?: 'omit' | 'same-origin' | 'include'
}

/** An answer, as far as CORS looks at it. Names of fields are in lower case. */
export interface CrossOriginAnswer {
  readonly status: number
  readonly fields: Readonly<Record<string, string>>
}

/** A request that leaves the browser, with the fields that CORS is about. */
export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

/** What a preflight allowed, until when, in seconds of the page's clock. A star stands for every method, or every name. */
export interface Permission {
  readonly origin: string
  readonly url: string
  readonly credentials: boolean
  readonly methods: readonly string[]
  readonly names: readonly string[]
  readonly untilS: number
}

/** What becomes of a script's request. */
export interface CrossOriginOutcome {
  /** What is sent, in order: perhaps a preflight, perhaps the request. */
  readonly sent: readonly SentRequest[]
  /** What the script gets: the status and the fields that it may read, or a TypeError that does not say why. */
  readonly sees: CrossOriginAnswer | { readonly failed: string }
  /** What the browser remembers from now on. */
  readonly remembered: readonly Permission[]
}

/** Methods and fields that a form could send as well, before there was CORS: nobody is asked about them. */
const SAFE_METHODS = ['GET', 'HEAD', 'POST']
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
/** What every script may read of an answer (Fetch §2.2.2). */
const SAFE_TO_READ = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]
/** How long a preflight that says nothing of it is remembered, and how long Chromium does at most, in seconds. */
const REMEMBERED_S = { usual: 5, most: 7_200 }

/**
 * What a browser does with a script's request to another origin (the CORS protocol, Fetch §3.3 and §4.8 to §4.10): what it
 * sends, and what of the answers it lets the script see; where Chromium differs from the standard, as Chromium. A pure function of the page, the request and what the server
 * answers. Redirects, streams as content and `no-cors` are left out. Throws TypeError where `fetch` does before it asks
 * anybody.
 */
export function crossOrigin(
  { origin, remembered = [], nowS = 0 }: Page,
  request: ScriptRequest,
  answers: {
    readonly preflight?: CrossOriginAnswer | undefined
    readonly actual?: CrossOriginAnswer | undefined
  },
): CrossOriginOutcome {
  const { url } = request
  const method = normalized(request.method)
  const fields = fieldsOf(request)
  const credentials = request.credentials === 'include'
  if (new URL(url).origin === origin) {
    const named = SAFE_METHODS.slice(0, 2).includes(method) ? fields : { ...fields, origin }
    const sees = answers.actual ? withoutCookies(answers.actual) : NO_ANSWER
    return { sent: [{ method, url, fields: named }], sees, remembered }
  }

  const actual: SentRequest = { method, url, fields: { ...fields, origin } }
  const unsafe = unsafeNames(fields)
  const asked = { origin, url, credentials }
  const isKnown = remembered.some(
    (permission) =>
      permission.untilS > nowS &&
      isFor(permission, asked) &&
      whyNotAllowed(permission, method, unsafe) === undefined,
  )
  if ((SAFE_METHODS.includes(method) && unsafe.length === 0) || isKnown)
    return { sent: [actual], sees: seen(answers.actual, origin, credentials), remembered }

  const preflight: SentRequest = {
    method: 'OPTIONS',
    url,
    fields: {
      accept: '*/*',
      'access-control-request-method': method,
      ...(unsafe.length > 0 ? { 'access-control-request-headers': unsafe.join(',') } : {}),
      origin,
    },
  }
  const refused = (failed: string) => ({ sent: [preflight], sees: { failed }, remembered })
  if (!answers.preflight) return refused(NO_ANSWER.failed)
  const { status } = answers.preflight
  const unshared = whyNotShared(answers.preflight, origin, credentials)
  if (unshared) return refused(`The preflight: ${unshared}`)
  if (status < 200 || status > 299)
    return refused(`The preflight was answered with ${status}. It has to be 200 to 299.`)
  const permission = permissionIn(answers.preflight, { ...asked, method, nowS })
  const why = whyNotAllowed(permission, method, unsafe)
  if (why) return refused(why)
  return {
    sent: [preflight, actual],
    sees: seen(answers.actual, origin, credentials),
    remembered: [...remembered.filter((each) => !isFor(each, permission)), permission],
  }
}

const NO_ANSWER = { failed: 'No answer came.' }

/** `get` means GET; `patch` does not mean PATCH (Fetch §2.2.1). */
function normalized(method: string): string {
  const upper = method.toUpperCase()
  if (['CONNECT', 'TRACE', 'TRACK'].includes(upper)) throw new TypeError(`No script may send ${upper}.`)
  return ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'].includes(upper) ? upper : method
}

/** Fields that the browser alone writes (Fetch §2.2.2). What a script says of them is dropped without a word. */
const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-(headers|method|local-network|private-network)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/

function fieldsOf({ fields = {}, body }: ScriptRequest): Record<string, string> {
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => !FORBIDDEN.test(name)))
  const accept = 'accept' in own ? {} : { accept: '*/*' }
  const typed = body === undefined || 'content-type' in own
  return { ...own, ...accept, ...(typed ? {} : { 'content-type': 'text/plain;charset=UTF-8' }) }
}

/** The names of fields that the server is asked about first, in order (Fetch §2.2.2). */
function unsafeNames(fields: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(fields)
  const safe = entries.filter(([name, value]) => isSafe(name, value))
  // Many small fields are as good as a large one.
  const length = safe.reduce((sum, [, value]) => sum + value.length, 0)
  const unsafe = length > 1_024 ? entries : entries.filter((entry) => !safe.includes(entry))
  return unsafe.map(([name]) => name).sort()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes that Fetch names
const UNSAFE_BYTES = /[\u0000-\u0008\u000a-\u001f"():<>?@[\\\]{}\u007f]/

function isSafe(name: string, value: string): boolean {
  if (value.length > 128) return false
  switch (name) {
    case 'accept':
      return !UNSAFE_BYTES.test(value)
    case 'accept-language':
    case 'content-language':
      return /^[\w *,\-.;=]*$/.test(value) && !value.includes('_')
    case 'content-type':
      return !UNSAFE_BYTES.test(value) && FORM_TYPES.includes(value.split(';')[0]?.trim().toLowerCase() ?? '')
    case 'range':
      return /^bytes=\d+-\d*$/.test(value)
    default:
      return false
  }
}

/** Why the server does not share an answer with this origin; undefined when it does (Fetch §4.10, the CORS check). */
function whyNotShared(
  { fields }: CrossOriginAnswer,
  origin: string,
  credentials: boolean,
): string | undefined {
  const allowed = fields['access-control-allow-origin']
  if (allowed === undefined) return 'the answer has no Access-Control-Allow-Origin.'
  if (allowed === '*' && credentials)
    return 'the answer allows every origin, and that does not cover requests with credentials.'
  if (allowed !== '*' && allowed !== origin) return `the answer allows ${allowed} alone.`
  if (credentials && fields['access-control-allow-credentials'] !== 'true')
    return 'the answer does not allow credentials.'
  return undefined
}

function permissionIn(
  { fields }: CrossOriginAnswer,
  {
    origin,
    url,
    credentials,
    method,
    nowS,
  }: Omit<Permission, 'methods' | 'names' | 'untilS'> & {
    method: string
    nowS: number
  },
): Permission {
  const field = fields['access-control-max-age']
  const ageS = field !== undefined && /^\d+$/.test(field) ? Number(field) : REMEMBERED_S.usual
  const methods = listOf(fields['access-control-allow-methods'])
  const isSimple = SAFE_METHODS.includes(method)
  return {
    origin,
    url,
    credentials,
    methods: methods.length === 0 && isSimple ? [method] : methods,
    names: listOf(fields['access-control-allow-headers']).map((name) => name.toLowerCase()),
    untilS: nowS + Math.min(ageS, REMEMBERED_S.most),
  }
}

function isFor(
  permission: Permission,
  { origin, url, credentials }: Omit<Permission, 'methods' | 'names' | 'untilS'>,
) {
  return permission.origin === origin && permission.url === url && permission.credentials === credentials
}

/** Why what a preflight allowed does not cover a request; undefined when it does (Fetch §4.8). */
function whyNotAllowed(
  { methods, names, credentials }: Permission,
  method: string,
  unsafe: readonly string[],
): string | undefined {
  // With credentials, a star is a name like any other.
  const allows = (list: readonly string[], name: string) =>
    list.includes(name) || (!credentials && list.includes('*'))
  if (!SAFE_METHODS.includes(method) && !allows(methods, method))
    return `The preflight does not allow the method ${method}.`
  // By the standard a star does not cover Authorization. Chromium lets it (seen in tests/cross-origin.spec.ts), so we do.
  const name = unsafe.find((each) => !allows(names, each))
  return name === undefined ? undefined : `The preflight does not allow the field ${name}.`
}

/** What of an answer a script on another origin may see. */
function seen(
  answer: CrossOriginAnswer | undefined,
  origin: string,
  credentials: boolean,
): CrossOriginOutcome['sees'] {
  if (!answer) return NO_ANSWER
  const why = whyNotShared(answer, origin, credentials)
  if (why) return { failed: `The request was sent, and ${why}` }
  const exposed = listOf(answer.fields['access-control-expose-headers']).map((name) => name.toLowerCase())
  const all = !credentials && exposed.includes('*')
  const { status, fields } = withoutCookies(answer)
  const readable = Object.entries(fields).filter(
    ([name]) => all || SAFE_TO_READ.includes(name) || exposed.includes(name),
  )
  return { status, fields: Object.fromEntries(readable) }
}

/** No script sees cookies being set. */
function withoutCookies({ status, fields }: CrossOriginAnswer): CrossOriginAnswer {
  const { 'set-cookie': _, 'set-cookie2': __, ...others } = fields
  return { status, fields: others }
}

function listOf(field = ''): string[] {
  return field
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
