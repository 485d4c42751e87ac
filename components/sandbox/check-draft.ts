import { isForbiddenField } from '#mocks/systems/forbidden-fields.ts'
import { type Draft, headerOf, mayCarryBody } from './draft.ts'
import { findJsonError } from './json-error.ts'
import { allHosts, type Places } from './places.ts'
import { bodyOf, boundaryOf, sentFields } from './request/bodies.ts'

/** What is wrong with a draft, beside the field where it is wrong. Nothing here is sent. */
export interface DraftProblems {
  readonly method?: string
  readonly url?: string
  /** By the id of the header's line. */
  readonly headers: Readonly<Record<number, string>>
}

/** What was found out about a draft. */
export interface CheckedDraft {
  readonly problems: DraftProblems
  /** The full URL; absent when it has a problem. */
  readonly url?: string
  /** The body is meant to be JSON and is not. It can be sent all the same. */
  readonly jsonProblem?: string
  /** Things that are right and may surprise. */
  readonly hints: { readonly contentType?: string; readonly body?: string }
}

/** A token (RFC 9110 §5.6.2): what a method and a field name are made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Reads a draft as the browser would, before anything is sent. Pure. */
export function checkDraft(draft: Draft, places: Places): CheckedDraft {
  const method = checkMethod(draft.method.trim())
  const url = readUrl(draft.url.trim(), places)
  const headers = Object.fromEntries(
    draft.headers
      .filter(({ on }) => on)
      .map((row) => [row.id, checkHeader(row.name.trim(), row.value.trim())] as const)
      .filter((pair): pair is readonly [number, string] => pair[1] !== undefined),
  )
  const { body: content } = bodyOf(draft)
  const sendsBody = content !== undefined && mayCarryBody(draft.method)
  const type = headerOf(draft, 'content-type')
  const json = sendsBody && draft.kind === 'json' ? findJsonError(draft.body) : undefined
  return {
    problems: { ...(method ? { method } : {}), ...('problem' in url ? { url: url.problem } : {}), headers },
    ...('url' in url ? { url: url.url } : {}),
    ...(json ? { jsonProblem: `Line ${json.line}, column ${json.column}: ${json.message}` } : {}),
    hints: {
      ...(sendsBody && type === undefined
        ? {
            contentType: `Without a Content-Type, ${
              content === undefined || isText(draft)
                ? 'your browser calls this text/plain'
                : 'nobody knows what these bytes are'
            }. The bookshop reads application/json.`,
          }
        : {}),
      ...(content !== undefined && !sendsBody
        ? { body: `A page may send no body with ${draft.method.toUpperCase()}, so this one stays here.` }
        : {}),
      ...(sendsBody && draft.kind === 'multipart' && boundaryClashes(draft)
        ? {
            body: `The boundary ${boundaryOf(draft)} occurs in a field, so the parts can not be told apart. Name another one in the Content-Type.`,
          }
        : {}),
    },
  }
}

const isText = ({ kind }: Draft) => kind === 'json' || kind === 'raw'

function boundaryClashes(draft: Draft): boolean {
  const mark = `--${boundaryOf(draft)}`
  return sentFields(draft.fields).some(({ value, file }) => (file ? atob(file.base64) : value).includes(mark))
}

/** Whether a draft can be sent. */
export function isSendable({ problems }: CheckedDraft): boolean {
  return !problems.method && !problems.url && Object.keys(problems.headers).length === 0
}

function checkMethod(method: string): string | undefined {
  if (method === '') return 'Name a method, such as GET.'
  if (!TOKEN.test(method)) return 'A method is one word without spaces, such as GET.'
  if (/^(connect|trace|track)$/i.test(method)) {
    return `Browsers let no page send ${method.toUpperCase()}. Choose another method.`
  }
  return undefined
}

/** Reads what was typed as a URL: a path alone belongs to the public host. */
function readUrl(text: string, places: Places): { url: string } | { problem: string } {
  if (text === '') return { problem: 'Type a URL or a path, such as /v1/books.' }
  const full = text.startsWith('/')
    ? `https://${places.publicHost}${text}`
    : /^[a-z][a-z0-9+.-]*:/i.test(text)
      ? text
      : `https://${text}`
  if (!URL.canParse(full))
    return { problem: 'This is not a URL. Write one such as https://api.bookshop.example/v1/books.' }
  const url = new URL(full)
  const hosts = allHosts(places)
  if (!hosts.includes(url.host)) {
    return {
      problem: `${url.host || 'This address'} is not part of the bookshop, and nothing is sent anywhere else. Use one of: ${hosts.join(', ')}.`,
    }
  }
  if (url.protocol !== 'https:')
    return { problem: `The bookshop speaks https only. Write https://${url.host}${url.pathname}.` }
  if (url.username || url.password)
    return { problem: 'Browsers send no name and password in a URL. Use a header.' }
  return { url: url.href }
}

function checkHeader(name: string, value: string): string | undefined {
  if (name === '') return value === '' ? undefined : 'Give the header a name, or remove the line.'
  if (!TOKEN.test(name)) return 'A header name is letters, digits and hyphens, without spaces or colons.'
  if (isForbiddenField(name)) {
    return `${name} is the browser’s own: page code can not send it. Switch the line off to go on.`
  }
  // The Headers class takes bytes (ISO 8859-1), and no line breaks or NUL.
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (code === 0 || code === 10 || code === 13) return 'A header value is one line.'
    if (code > 255)
      return `Header values are sent as single bytes, and ${character} is none. Encode it, for example as %E2%82%AC.`
  }
  return undefined
}
