import { isForbiddenField } from '#mocks/systems/forbidden-fields.ts'
import { type Draft, draftOf } from '../../draft.ts'
import type { Auth } from '../../request/auth.ts'
import { type FieldRow, withKind } from '../../request/bodies.ts'
import { isForWindows, UnreadableCommand, wordsOfShell, wordsOfWindows } from './shell-words.ts'

/** What a command asks for, and what of it could not be taken over. */
export interface ReadCommand {
  readonly draft: Draft
  readonly notes: readonly string[]
}

/** Options that take a word with them and mean nothing here. */
const IGNORED_WITH_WORD = new Set(
  (
    'o output w write-out m max-time connect-timeout retry retry-delay retry-max-time x proxy proxy-user U cacert capath cert E ' +
    'key key-type cert-type pass ciphers tls-max resolve connect-to interface limit-rate Y speed-limit y speed-time c ' +
    'cookie-jar D dump-header K config max-redirs keepalive-time trace trace-ascii stderr noproxy dns-servers z time-cond ' +
    'unix-socket rate C continue-at r range P ftp-port t telnet-option quote Q'
  ).split(' '),
)
/** Options without a word that mean nothing here, or what the workbench does anyway. */
const IGNORED = new Set(
  (
    's silent S show-error v verbose i include show-headers L location k insecure compressed N no-buffer f fail fail-with-body g globoff ' +
    '0 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only tlsv1.2 tlsv1.3 1 2 3 4 ipv4 6 ipv6 O remote-name J remote-header-name ' +
    'location-trusted no-keepalive raw path-as-is progress-bar # no-progress-meter ssl-reqd basic anyauth a append n netrc ' +
    'post301 post302 post303 tcp-nodelay styled-output no-alpn no-npn tr-encoding create-dirs parallel Z'
  ).split(' '),
)

/** What each option that matters is called in full. */
const SHORT: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  u: 'user',
  b: 'cookie',
  A: 'user-agent',
  e: 'referer',
  G: 'get',
  I: 'head',
  T: 'upload-file',
}
const WITH_WORD = new Set([
  'request',
  'header',
  'data',
  'data-ascii',
  'data-raw',
  'data-binary',
  'data-urlencode',
  'json',
  'form',
  'form-string',
  'user',
  'cookie',
  'user-agent',
  'referer',
  'oauth2-bearer',
  'url',
  'url-query',
  'upload-file',
])
const WITHOUT_WORD = new Set(['get', 'head'])

/** The options of a command, in their order; what belongs to none is a URL. */
function optionsOf(words: readonly string[], notes: string[]): { name: string; word: string }[] {
  const options: { name: string; word: string }[] = []
  const queue = [...words]
  const word = (option: string) => {
    const next = queue.shift()
    if (next === undefined)
      throw new UnreadableCommand(`${option} wants a word behind it. Copy the command to its end.`)
    return next
  }
  const unknown = new Set<string>()
  for (let it = queue.shift(); it !== undefined; it = queue.shift()) {
    if (it === '--next' || it === '-:') {
      notes.push('The command asks several times; this is its first request.')
      break
    }
    if (it.startsWith('--')) {
      const [, name = '', given] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(it) ?? []
      if (WITH_WORD.has(name)) options.push({ name, word: given ?? word(it) })
      else if (WITHOUT_WORD.has(name)) options.push({ name, word: '' })
      else if (IGNORED_WITH_WORD.has(name)) given ?? word(it)
      else if (!IGNORED.has(name)) unknown.add(it)
    } else if (it.startsWith('-') && it.length > 1) {
      // Several letters may share a dash; the first one that takes a word takes the rest.
      for (let at = 1; at < it.length; at++) {
        const letter = it[at] ?? ''
        const name = SHORT[letter]
        const rest = it.slice(at + 1)
        if (name !== undefined && WITH_WORD.has(name)) {
          options.push({ name, word: rest === '' ? word(it) : rest })
          break
        }
        if (name !== undefined) options.push({ name, word: '' })
        else if (IGNORED_WITH_WORD.has(letter)) {
          if (rest === '') word(it)
          break
        } else if (!IGNORED.has(letter)) unknown.add(`-${letter}`)
      }
    } else options.push({ name: 'url', word: it })
  }
  if (unknown.size > 0) notes.push(`Left out: ${[...unknown].join(', ')}.`)
  return options
}

/**
 * Reads a curl command, as browsers copy it (for bash and for cmd) and API documentations print it. Files are not read,
 * and nothing is run. Throws UnreadableCommand.
 */
export function readCurl(text: string, publicHost: string): ReadCommand {
  const notes: string[] = []
  const { words, variables } = isForWindows(text)
    ? wordsOfWindows(text)
    : wordsOfShell(text.replace(/^\s*\$\s+/, ''))
  const [program, ...rest] = words
  if (!/^curl(?:\.exe)?$/.test(program ?? ''))
    throw new UnreadableCommand('This is no curl command: it does not begin with curl.')
  const options = optionsOf(rest, notes)
  const all = (name: string) => options.filter((option) => option.name === name).map((option) => option.word)
  const last = (name: string) => all(name).at(-1)
  const has = (name: string) => options.some((option) => option.name === name)

  const [address, ...more] = all('url')
  if (address === undefined)
    throw new UnreadableCommand('There is no URL in this command. Copy the command to its end.')
  if (more.length > 0) notes.push('The command names several URLs; this is the first.')

  const headers = all('header').flatMap((line) => fieldOf(line, notes))
  const named = (name: string) => headers.some(([known]) => known.toLowerCase() === name)
  const set = (name: string, value: string) => {
    if (!named(name)) headers.push([name, value])
  }
  const agent = last('user-agent')
  if (agent !== undefined) set('user-agent', agent)
  const referer = last('referer')
  if (referer !== undefined) set('referer', referer)
  const cookie = all('cookie').filter((word) => word.includes('='))
  if (cookie.length > 0) set('cookie', cookie.join('; '))

  const data = options.flatMap(({ name, word }) => dataOf(name, word, notes) ?? [])
  const json = has('json')
  const joined = json ? all('json').join('') : data.join('&')
  const asQuery = has('get')
  const content = json || (data.length > 0 && !asQuery) ? joined : undefined
  if (json) {
    set('content-type', 'application/json')
    set('accept', 'application/json')
  }
  // curl says so of whatever -d brings along.
  if (content !== undefined) set('content-type', 'application/x-www-form-urlencoded')

  const form = options.filter(({ name }) => name === 'form' || name === 'form-string')
  const query = [...(asQuery ? data : []), ...all('url-query')].join('&')
  const url = query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`
  const method =
    last('request') ??
    (has('head')
      ? 'HEAD'
      : content !== undefined || form.length > 0
        ? 'POST'
        : has('upload-file')
          ? 'PUT'
          : 'GET')
  if (has('upload-file'))
    notes.push(`${last('upload-file')} was not read. Choose the file under Body, Binary.`)

  const base = draftOf({
    method,
    url: ofThisBookshop(url, publicHost, notes),
    headers,
    ...(content === undefined ? {} : { body: content }),
  })
  let draft: Draft = { ...base, auth: authOf(last('user'), last('oauth2-bearer')) }
  if (form.length > 0) {
    const fields = form.map(({ name, word }, id) => partOf(name, word, id, notes))
    draft = withKind({ ...draft, fields }, 'multipart')
  } else if (has('upload-file')) draft = withKind(draft, 'binary')
  const [taken, forbidden] = withoutForbidden(draft)
  if (forbidden.length > 0)
    notes.push(`${forbidden.join(', ')}: the browser’s own, and switched off. Page code can not send them.`)
  if (variables.length > 0)
    notes.push(`${variables.map((name) => `{{${name}}}`).join(', ')}: give each a value under Values.`)
  return { draft: taken, notes }
}

function fieldOf(line: string, notes: string[]): (readonly [string, string])[] {
  if (line.startsWith('@')) {
    notes.push(`${line.slice(1)} was not read: files stay where they are.`)
    return []
  }
  // `name;` is how curl is told of a field without a value; `name:` takes a field away.
  const empty = /^([^:;]+);\s*$/.exec(line)?.[1]
  if (empty !== undefined) return [[empty.trim(), '']]
  // HTTP/2 pseudo-fields begin with a colon.
  const colon = line.indexOf(':', 1)
  if (colon < 0) return []
  const [name, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  return value === '' || name.startsWith(':') ? [] : [[name, value]]
}

function dataOf(name: string, word: string, notes: string[]): string | undefined {
  const fromFile = (file: string) => {
    notes.push(`${file === '-' ? 'The standard input' : file} was not read: put its content into the body.`)
    return ''
  }
  switch (name) {
    case 'data-raw':
      return word
    case 'data':
    case 'data-ascii':
    case 'data-binary':
      return word.startsWith('@') ? fromFile(word.slice(1)) : word
    case 'data-urlencode': {
      const [, key = '', mark, value = ''] = /^([^=@]*)([=@])?([\s\S]*)$/.exec(word) ?? []
      if (mark === '@') return `${key === '' ? '' : `${key}=`}${fromFile(value)}`
      return mark === undefined
        ? encodeURIComponent(word)
        : `${key === '' ? '' : `${key}=`}${encodeURIComponent(value)}`
    }
    default:
      return undefined
  }
}

function partOf(option: string, word: string, id: number, notes: string[]): FieldRow {
  const equals = word.indexOf('=')
  const [name, value] = equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)]
  if (option === 'form' && /^[@<]/.test(value)) {
    const file = value.slice(1).split(';')[0]
    notes.push(`${file} was not read. Choose the file of the field ${name} under Body.`)
    return { id, name, value: '', on: true }
  }
  // Behind a semicolon stands what the part says of itself; the rest is the value, perhaps in quotes.
  const plain = option === 'form' ? value.replace(/;(?:type|filename|encoder)=.*$/, '') : value
  return { id, name, value: plain.replace(/^"([\s\S]*)"$/, '$1'), on: true }
}

function authOf(user: string | undefined, bearer: string | undefined): Auth {
  if (bearer !== undefined) return { kind: 'bearer', token: bearer }
  if (user === undefined) return { kind: 'none' }
  const [name = '', ...password] = user.split(':')
  return { kind: 'basic', user: name, password: password.join(':') }
}

/** The real processes of `npm run services` answer at this address; here the same API has another name. */
function ofThisBookshop(url: string, publicHost: string, notes: string[]): string {
  const [, path] = /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1):4000(\/.*|\?.*)?$/s.exec(url) ?? []
  if (!/^(?:http:\/\/)?(?:localhost|127\.0\.0\.1):4000(?:[/?]|$)/.test(url))
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || url.startsWith('{{') ? url : `http://${url}`
  notes.push(
    `localhost:4000 is where the bookshop’s real processes answer; in this page it is ${publicHost}.`,
  )
  return `https://${publicHost}${path ?? '/'}`
}

function withoutForbidden(draft: Draft): [Draft, string[]] {
  const forbidden = draft.headers.filter(({ name }) => isForbiddenField(name))
  return [
    {
      ...draft,
      headers: draft.headers.map((row) => (forbidden.includes(row) ? { ...row, on: false } : row)),
    },
    forbidden.map(({ name }) => name),
  ]
}
