import fc from 'fast-check'
import { expect, test } from 'vitest'
import document from '#mocks/systems/openapi.json' with { type: 'json' }
import { checkDraft, isSendable } from '../../check-draft.ts'
import { type Draft, draftOf, emptyDraft, requestOf } from '../../draft.ts'
import { EXAMPLES } from '../../examples.ts'
import { placesOfBookshop } from '../../places-of-bookshop.ts'
import { recordFirstRun } from '../../record.ts'
import { withKind } from '../../request/bodies.ts'
import { Collection } from './collection.ts'
import { harOfHistory } from './har.ts'
import { postmanOf } from './postman.ts'
import { readFile } from './read-file.ts'

const HOST = 'api.bookshop.example'
const places = placesOfBookshop()
const read = (value: unknown) => readFile(typeof value === 'string' ? value : JSON.stringify(value), HOST)
const row = (id: number, name: string, value: string, on = true) => ({ id, name, value, on })

const mine: Collection = {
  v: 1,
  name: 'Mine',
  variables: [row(0, 'isbn', '9780441478125'), row(1, 'old', 'x', false)],
  requests: [
    ...EXAMPLES.map(({ title, request }) => ({ name: title, draft: draftOf(request({ entries: [] })) })),
    {
      name: 'form',
      draft: withKind(
        {
          ...emptyDraft('POST', `https://${HOST}/auth/token?a=1`),
          fields: [row(0, 'grant_type', 'client_credentials'), row(1, 'off', 'x', false)],
          auth: { kind: 'basic', user: 'partner', password: 'p' },
        },
        'form',
      ),
    },
    {
      name: 'key',
      draft: {
        ...emptyDraft('GET', `https://${HOST}/v1/stock/{{isbn}}`),
        headers: [row(0, 'x-a', '1', false)],
        auth: { kind: 'api-key', place: 'query', name: 'key', value: 'v' },
      },
    },
  ],
}

/** What a draft would send: what is switched off, and the numbers of lines, are not part of it. */
const sent = (draft: Draft) => requestOf(draft, draft.url)

test('a collection comes back from a file, and from a Postman collection, with the same requests', () => {
  expect(read(mine).collection).toEqual(mine)
  const back = read(postmanOf(mine, HOST))
  expect(back.notes).toEqual([])
  expect(back.collection.requests.map(({ name, draft }) => [name, sent(draft)])).toEqual(
    mine.requests.map(({ name, draft }) => [name, sent(draft)]),
  )
  expect(back.collection.requests.at(-1)?.draft.headers).toEqual([row(0, 'x-a', '1', false)])
  expect(back.collection.variables).toEqual(mine.variables)
})

test('Postman folders, inherited tokens, path variables, GraphQL and scripts: taken over, or named as left out', () => {
  const { collection, notes } = read({
    info: { name: 'Theirs', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{t}}', type: 'string' }] },
    event: [{ listen: 'test', script: { exec: ['alert(1)'] } }],
    item: [
      {
        name: 'Books',
        item: [
          {
            name: 'One',
            request: {
              method: 'GET',
              url: { raw: 'https://{{host}}/books/:isbn?x=1', variable: [{ key: 'isbn', value: '42' }] },
            },
          },
          { name: 'Short', request: 'https://example.com/a' },
        ],
      },
      {
        name: 'Query',
        request: {
          method: 'POST',
          auth: { type: 'awsv4' },
          url: 'https://x/graphql',
          body: { mode: 'graphql', graphql: { query: '{ books }', variables: '' } },
        },
      },
    ],
  })
  expect(collection.requests.map(({ name, draft }) => [name, draft.url, draft.auth])).toEqual([
    ['Books / One', 'https://{{host}}/books/42?x=1', { kind: 'bearer', token: '{{t}}' }],
    ['Books / Short', 'https://example.com/a', { kind: 'none' }],
    ['Query', 'https://x/graphql', { kind: 'none' }],
  ])
  expect(JSON.parse(collection.requests[2]?.draft.body ?? '')).toEqual({ query: '{ books }', variables: '' })
  expect(notes).toEqual(['Scripts were left out.', 'Authorization of the kind awsv4 was left out.'])
})

test('the history as an HTTP archive, and its requests back from it', async () => {
  const recorded = await recordFirstRun()
  const har = harOfHistory([recorded], () => 0)
  expect(har.log.entries).toHaveLength(1)
  const { collection, notes } = read(har)
  const [first] = collection.requests
  expect(first?.name).toBe('POST /v1/orders')
  const { headers, ...request } = sent(first?.draft ?? emptyDraft())
  const { headers: asked, ...expected } = recorded.request
  expect(request).toEqual(expected)
  for (const field of asked) expect(headers).toContainEqual(field)
  expect(notes.join()).toContain('host')
})

test('every operation of the bookshop’s own OpenAPI document becomes a request that can be sent', () => {
  const { collection } = read(document)
  const operations = Object.values(document.paths).flatMap((item) => Object.keys(item))
  expect(collection.requests).toHaveLength(operations.length)
  for (const { name, draft } of collection.requests) {
    const checked = checkDraft(draft, places)
    expect([name, isSendable(checked), checked.problems]).toEqual([name, true, { headers: {} }])
    if (draft.kind === 'json') expect([name, checked.jsonProblem]).toEqual([name, undefined])
  }
})

test('junk is refused, each kind with what to do', () => {
  const deep = `${'['.repeat(200)}${']'.repeat(200)}`
  for (const [junk, why] of [
    ['', /nothing in it/],
    ['x'.repeat(20_000_000), /20\.0 million characters; at most 5 million/],
    [deep, /nested more than 100 levels/],
    ['{"a": ', /no JSON and no curl command/],
    ['openapi: 3.1.0\npaths: {}', /This is YAML/],
    ['[]', /none of what is read here/],
    [{ v: 2, name: 'x', requests: [] }, /later version of the workbench \(2\)/],
    [{ v: 1, name: 'x', requests: [{}] }, /damaged: at requests\.0/],
    [{ v: 1, name: 'x', requests: [] }, /no request in it/],
    [{ openapi: '2.0', paths: {} }, /damaged: at openapi, OpenAPI 3/],
    [{ info: { schema: 'collection' }, item: 'x' }, /damaged: at item/],
    [{ log: { entries: [{ request: 1 }] } }, /damaged: at log\.entries\.0\.request/],
    ['curl', /no JSON/],
  ] as const)
    expect(() => read(junk), String(why)).toThrow(why)
})

test('whatever is read, it is read or refused with a message, and nothing else happens', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc
          .jsonValue()
          .map((item) => JSON.stringify({ info: { schema: 'collection', name: 'x' }, item: [item] })),
      ),
      (text) => {
        try {
          expect(Collection.safeParse(readFile(text, HOST).collection).success).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ name: expect.stringMatching(/^Unreadable(File|Command)$/) })
        }
      },
    ),
    { seed: 2, numRuns: 300 },
  )
})
