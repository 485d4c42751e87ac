import * as z from 'zod'
import { type Draft, emptyDraft, headerOf, type Row } from '../../draft.ts'
import type { Auth } from '../../request/auth.ts'
import { boundaryOf, type FieldRow, withKind } from '../../request/bodies.ts'
import { withParams } from '../../request/params.ts'
import type { Collection, Imported } from './collection.ts'

const POSTMAN_SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

interface Pair {
  readonly key: string
  readonly value: string
  readonly disabled?: true
}

const pairOf = ({ name, value, on }: Row): Pair => ({ key: name, value, ...(on ? {} : { disabled: true }) })

/** Stands for the public API in a file: whoever runs the real processes elsewhere changes it in one place. */
const BASE = 'bookshop'
const REAL = 'http://localhost:4000'

/**
 * A collection as Postman, Newman, Insomnia and Bruno import it (Postman Collection Format 2.1). The public API is
 * written as a variable, which points to where `npm run services` puts it.
 */
export function postmanOf({ name, requests, variables }: Collection, publicHost: string): object {
  const atBase = (draft: Draft): Draft => {
    const here = `https://${publicHost}`
    const [, path] = draft.url.startsWith('/') ? ['', draft.url] : draft.url.split(here)
    return path === undefined ? draft : { ...draft, url: `{{${BASE}}}${path}` }
  }
  return {
    info: { name, schema: POSTMAN_SCHEMA },
    item: requests.map(({ name: title, draft, status }) => ({
      name: title,
      request: requestOf(atBase(draft)),
      ...(status === undefined ? {} : { event: [testOf(status)] }),
    })),
    variable: [{ key: BASE, value: REAL }, ...variables.map(pairOf)],
  }
}

function testOf(status: number): object {
  const exec = [`pm.test('answers ${status}', () => pm.response.to.have.status(${status}))`]
  return { listen: 'test', script: { type: 'text/javascript', exec } }
}

function requestOf(draft: Draft): object {
  const { method, url, headers, auth } = draft
  const body = bodyOf(draft)
  return {
    method,
    header: headers.filter((row) => !isOwnType(draft, row)).map(pairOf),
    url: urlOf(url, draft.params),
    ...(body ? { body } : {}),
    ...(auth.kind === 'none' ? {} : { auth: authOf(auth) }),
  }
}

/** Postman writes the boundary of a multipart body itself, so a Content-Type with another one would be wrong. */
function isOwnType(draft: Draft, { name }: Row): boolean {
  return (
    draft.kind === 'multipart' && name.trim().toLowerCase() === 'content-type' && boundaryOf(draft) !== ''
  )
}

function urlOf(url: string, params: readonly Row[]): object {
  const [, protocol, host = '', path = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)([^?#]*)/i.exec(url) ?? []
  return {
    raw: url,
    ...(protocol ? { protocol } : {}),
    host: host.split('.'),
    path: path.split('/').slice(1),
    ...(params.length > 0 ? { query: params.map(pairOf) } : {}),
  }
}

function bodyOf(draft: Draft): object | undefined {
  const { kind, body, fields, file } = draft
  switch (kind) {
    case 'none':
      return undefined
    case 'json':
      return { mode: 'raw', raw: body, options: { raw: { language: 'json' } } }
    case 'raw':
      return { mode: 'raw', raw: body }
    case 'form':
      return { mode: 'urlencoded', urlencoded: fields.map(pairOf) }
    case 'multipart':
      return {
        mode: 'formdata',
        formdata: fields.map((row) =>
          row.file
            ? { key: row.name, type: 'file', src: row.file.name, ...(row.on ? {} : { disabled: true }) }
            : { ...pairOf(row), type: 'text' },
        ),
      }
    case 'binary':
      return { mode: 'file', file: { src: file?.name ?? null } }
  }
}

function authOf(auth: Exclude<Auth, { kind: 'none' }>): object {
  const list = (values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }))
  switch (auth.kind) {
    case 'basic':
      return { type: 'basic', basic: list({ username: auth.user, password: auth.password }) }
    case 'bearer':
      return { type: 'bearer', bearer: list({ token: auth.token }) }
    case 'api-key':
      return { type: 'apikey', apikey: list({ key: auth.name, value: auth.value, in: auth.place }) }
  }
}

// Whoever reads what others wrote is tolerant: what is not known is left alone.
const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const ReadPair = z.object({
  key: z.string().nullish(),
  value: Text.nullish(),
  disabled: z.boolean().optional(),
  type: z.string().nullish(),
  src: z.unknown().optional(),
})
const ReadBody = z.object({
  mode: z.string().nullish(),
  raw: z.string().nullish(),
  urlencoded: z.array(ReadPair).nullish(),
  formdata: z.array(ReadPair).nullish(),
  graphql: z.object({ query: z.string().nullish(), variables: z.unknown().optional() }).nullish(),
  options: z.object({ raw: z.object({ language: z.string().optional() }).optional() }).nullish(),
})
const ReadAuth = z.looseObject({ type: z.string() })
const ReadUrl = z.union([
  z.string(),
  z.object({
    raw: z.string().optional(),
    query: z.array(ReadPair).nullish(),
    protocol: z.string().optional(),
    host: z.union([z.string(), z.array(z.string())]).optional(),
    path: z.union([z.string(), z.array(z.unknown())]).optional(),
    variable: z.array(ReadPair).nullish(),
  }),
])
const ReadRequest = z.union([
  z.string(),
  z.object({
    method: z.string().default('GET'),
    url: ReadUrl.optional(),
    header: z.union([z.string(), z.array(ReadPair)]).nullish(),
    body: ReadBody.nullish(),
    auth: ReadAuth.nullish(),
  }),
])
interface ReadItem {
  name?: string | undefined
  item?: ReadItem[] | undefined
  request?: z.infer<typeof ReadRequest> | undefined
  event?: unknown
}
const ReadItem: z.ZodType<ReadItem> = z.lazy(() =>
  z.object({
    name: z.string().optional(),
    item: z.array(ReadItem).optional(),
    request: ReadRequest.optional(),
    event: z.unknown().optional(),
  }),
)
const PostmanFile = z.object({
  info: z.object({ name: z.string().default('Imported'), schema: z.string() }),
  item: z.array(ReadItem),
  variable: z.array(ReadPair).nullish(),
  auth: ReadAuth.nullish(),
  event: z.unknown().optional(),
})

/** Whether a document says that it is a Postman collection. */
export function isPostman(value: unknown): boolean {
  return z.object({ info: z.object({ schema: z.string().regex(/collection/) }) }).safeParse(value).success
}

/** Reads a Postman collection of version 2. Throws ZodError. */
export function readPostman(value: unknown, publicHost: string): Imported {
  const file = PostmanFile.parse(value)
  const notes = new Set<string>()
  const requests: Collection['requests'] = []
  const here = (draft: Draft): Draft =>
    draft.url.startsWith(`{{${BASE}}}`)
      ? { ...draft, url: draft.url.replace(`{{${BASE}}}`, `https://${publicHost}`) }
      : draft
  const walk = (
    items: readonly ReadItem[],
    folder: string,
    inherited: z.infer<typeof ReadAuth> | null | undefined,
  ) => {
    for (const { name = 'Request', item, request, event } of items) {
      if (event !== undefined) notes.add('Scripts were left out.')
      const title = folder === '' ? name : `${folder} / ${name}`
      if (item) walk(item, title, inherited)
      if (request !== undefined)
        requests.push({ name: title, draft: here(draftOf(request, inherited, notes)) })
    }
  }
  if (file.event !== undefined) notes.add('Scripts were left out.')
  walk(file.item, '', file.auth)
  return {
    collection: {
      v: 1,
      name: file.info.name,
      requests,
      variables: rowsOf((file.variable ?? []).filter(({ key }) => key !== BASE)),
    },
    notes: [...notes],
  }
}

function rowsOf(pairs: readonly z.infer<typeof ReadPair>[]): Row[] {
  return pairs.map(({ key, value, disabled }, id) => ({
    id,
    name: key ?? '',
    value: value ?? '',
    on: disabled !== true,
  }))
}

function draftOf(
  request: z.infer<typeof ReadRequest>,
  inherited: z.infer<typeof ReadAuth> | null | undefined,
  notes: Set<string>,
): Draft {
  if (typeof request === 'string') return emptyDraft('GET', request)
  const { method, url = '', header, body, auth } = request
  const headers: readonly Row[] =
    typeof header === 'string'
      ? header.split('\n').flatMap((line, id) => {
          const colon = line.indexOf(':')
          return colon < 1
            ? []
            : [{ id, name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim(), on: true }]
        })
      : rowsOf(header ?? [])
  const base: Draft = { ...withUrl(method, url), headers, auth: authRead(auth ?? inherited, notes) }
  return bodyRead(base, body ?? undefined, notes)
}

function withUrl(method: string, url: z.infer<typeof ReadUrl>): Draft {
  if (typeof url === 'string') return emptyDraft(method, url)
  const host = typeof url.host === 'string' ? url.host : url.host?.join('.')
  const path = typeof url.path === 'string' ? url.path : url.path?.map(String).join('/')
  const raw = url.raw ?? `${url.protocol ? `${url.protocol}://` : ''}${host ?? ''}/${path ?? ''}`
  // Postman writes the value of a path variable beside the URL.
  const filled = (url.variable ?? []).reduce(
    (text, { key, value }) => (key ? text.replace(`/:${key}`, () => `/${value ?? `:${key}`}`) : text),
    raw,
  )
  const draft = emptyDraft(method, filled)
  return url.query ? withParams(draft, rowsOf(url.query)) : draft
}

function bodyRead(draft: Draft, body: z.infer<typeof ReadBody> | undefined, notes: Set<string>): Draft {
  if (!body?.mode) return draft
  switch (body.mode) {
    case 'raw': {
      const type = headerOf(draft, 'content-type')
      const isJson = body.options?.raw?.language === 'json' || (type !== undefined && /json/i.test(type))
      const next = { ...draft, body: body.raw ?? '' }
      return isJson
        ? withKind(next, 'json')
        : type === undefined
          ? { ...next, kind: 'raw' }
          : { ...next, kind: 'raw' }
    }
    case 'urlencoded':
      return withKind({ ...draft, fields: rowsOf(body.urlencoded ?? []) }, 'form')
    case 'formdata': {
      const fields: FieldRow[] = rowsOf(body.formdata ?? [])
      if (body.formdata?.some(({ type }) => type === 'file'))
        notes.add('Files are not in a collection: choose them again under Body.')
      return withKind({ ...draft, fields }, 'multipart')
    }
    case 'graphql': {
      const variables = body.graphql?.variables
      const text = JSON.stringify({ query: body.graphql?.query ?? '', variables }, undefined, 2)
      return withKind({ ...draft, body: text }, 'json')
    }
    case 'file':
      notes.add('Files are not in a collection: choose them again under Body.')
      return withKind(draft, 'binary')
    default:
      notes.add(`A body of the kind ${body.mode} was left out.`)
      return draft
  }
}

const AuthValues = z.union([
  z.array(z.object({ key: z.string(), value: Text.nullish() })),
  z.record(z.string(), Text.nullish()),
])

function authRead(auth: z.infer<typeof ReadAuth> | null | undefined, notes: Set<string>): Auth {
  if (!auth || auth.type === 'noauth') return { kind: 'none' }
  const read = AuthValues.safeParse(auth[auth.type])
  const values = new Map<string, string>()
  if (read.success)
    if (Array.isArray(read.data)) for (const { key, value } of read.data) values.set(key, value ?? '')
    else for (const [key, value] of Object.entries(read.data)) values.set(key, value ?? '')
  const of = (name: string) => values.get(name) ?? ''
  switch (auth.type) {
    case 'basic':
      return { kind: 'basic', user: of('username'), password: of('password') }
    case 'bearer':
      return { kind: 'bearer', token: of('token') }
    case 'apikey':
      return {
        kind: 'api-key',
        place: of('in') === 'query' ? 'query' : 'header',
        name: of('key'),
        value: of('value'),
      }
    case 'oauth2':
      return { kind: 'bearer', token: of('accessToken') }
    default:
      notes.add(`Authorization of the kind ${auth.type} was left out.`)
      return { kind: 'none' }
  }
}
