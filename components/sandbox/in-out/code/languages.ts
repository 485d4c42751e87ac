import { type HarRequest, snippetz } from '@scalar/snippetz'
import type { SentRequest } from '../../draft.ts'
import { curlOf } from '../curl/write-curl.ts'

/** A language, or a program, that a request can be written in. */
export interface Language {
  readonly id: string
  readonly label: string
  /** Writes a request; undefined when its content is no text and this language has no short way to write it. */
  readonly print: (request: SentRequest) => string | undefined
}

/** What a page says of a text that it sends without a word about its type (Fetch standard). */
const PAGE_TEXT = 'text/plain;charset=UTF-8'

/**
 * Writes the content as the text that it is. Told that it is JSON, most printers would write their own reading of it
 * instead; `typed` ones need to know, because their client takes the Content-Type from the content.
 */
function harOf({ method, url, headers, body }: SentRequest, typed: boolean): HarRequest {
  const named = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const type = named ?? PAGE_TEXT
  const fields =
    body === undefined || named !== undefined ? headers : [...headers, ['content-type', PAGE_TEXT] as const]
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    headers: fields.map(([name, value]) => ({ name, value })),
    queryString: [],
    cookies: [],
    headersSize: -1,
    bodySize: -1,
    ...(body === undefined ? {} : { postData: { mimeType: typed ? type : 'text/plain', text: body } }),
  }
}

const { findPlugin } = snippetz()

function language(
  id: string,
  label: string,
  target: string,
  client: string,
  typed: 'typed' | 'text' = 'text',
): Language {
  const printer = findPlugin(target, client)
  if (!printer) throw new Error(`Nobody prints ${target} for ${client}.`)
  return {
    id,
    label,
    print: (request) =>
      request.bodyEncoding ? undefined : printer.generate(harOf(request, typed === 'typed')),
  }
}

/** Everything that a request can be written in, the most usual first. */
export const LANGUAGES: readonly Language[] = [
  { id: 'curl', label: 'cURL', print: curlOf },
  language('fetch', 'JavaScript (fetch)', 'js', 'fetch'),
  language('python', 'Python (http.client)', 'python', 'python3'),
  language('go', 'Go (net/http)', 'go', 'native'),
  language('java', 'Java (java.net.http)', 'java', 'nethttp'),
  language('kotlin', 'Kotlin (OkHttp)', 'kotlin', 'okhttp', 'typed'),
  language('csharp', 'C# (RestSharp)', 'csharp', 'restsharp', 'typed'),
  language('php', 'PHP (Guzzle)', 'php', 'guzzle'),
  language('ruby', 'Ruby (Net::HTTP)', 'ruby', 'native'),
  language('rust', 'Rust (reqwest)', 'rust', 'reqwest'),
  language('swift', 'Swift (URLSession)', 'swift', 'nsurlsession'),
  language('node', 'Node.js (undici)', 'node', 'undici'),
  language('httpie', 'HTTPie', 'shell', 'httpie'),
  language('wget', 'Wget', 'shell', 'wget'),
  language('powershell', 'PowerShell', 'powershell', 'restmethod'),
  language('c', 'C (libcurl)', 'c', 'libcurl'),
  language('julia', 'Julia (HTTP.jl)', 'julia', 'http'),
]
