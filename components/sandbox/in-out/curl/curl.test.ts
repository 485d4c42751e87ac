import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Draft, draftOf, headerOf, requestOf, type SentRequest } from '../../draft.ts'
import { readCurl } from './read-curl.ts'
import { wordsOfShell } from './shell-words.ts'
import { curlOf } from './write-curl.ts'

const HOST = 'api.bookshop.example'
const API = `https://${HOST}`
const read = (text: string) => readCurl(text, HOST)
const sent = ({ draft }: { draft: Draft }) => requestOf(draft, draft.url)

/** What DevTools of Chromium 156 copies of an order ("Copy as cURL (bash)"), with a quote and a line break in it. */
const FROM_CHROMIUM_BASH = `curl 'https://api.bookshop.example/v1/orders?lang=en&x=%7B1%7D' \\
  -H 'accept: */*' \\
  -H 'accept-language: en-GB,en;q=0.9' \\
  -H 'content-type: application/json' \\
  -b 'session=1; theme=dark' \\
  -H 'idempotency-key: "first-order"' \\
  -H 'origin: http://localhost:3000' \\
  -H 'priority: u=1, i' \\
  -H 'sec-ch-ua: "Chromium";v="156", "Not=A?Brand";v="24"' \\
  -H 'sec-fetch-mode: cors' \\
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' \\
  --data-raw $'{"lines":[{"isbn":"9780441478125","quantity":1}],"note":"it\\'s \\\\n \\u00e9\\u0021"}'`

/** The same for cmd ("Copy as cURL (cmd)"). */
const FROM_CHROMIUM_CMD = [
  'curl ^"https://api.bookshop.example/v1/orders?lang=en^&x=^%^7B1^%^7D^" ^',
  '  -H ^"accept: */*^" ^',
  '  -H ^"content-type: application/json^" ^',
  '  -H ^"idempotency-key: ^\\^"first-order^\\^"^" ^',
  '  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"156^\\^"^" ^',
  '  --data-raw ^"^{^',
  '',
  '  ^\\^"lines^\\^": ^[^{^\\^"isbn^\\^":^\\^"9780441478125^\\^",^\\^"quantity^\\^":1^}^],^\\^"note^\\^":^\\^"C:^\\^\\dir ^& 100^%^\\^"^}^"',
].join('\r\n')

test('what Chromium copies for bash is the request that its page sent', () => {
  const { draft, notes } = read(FROM_CHROMIUM_BASH)
  expect(requestOf(draft, draft.url)).toEqual({
    method: 'POST',
    url: `${API}/v1/orders?lang=en&x=%7B1%7D`,
    headers: [
      ['accept', '*/*'],
      ['accept-language', 'en-GB,en;q=0.9'],
      ['content-type', 'application/json'],
      ['idempotency-key', '"first-order"'],
      ['priority', 'u=1, i'],
      ['user-agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'],
    ],
    body: '{"lines":[{"isbn":"9780441478125","quantity":1}],"note":"it\'s \\n é!"}',
  })
  expect(draft.kind).toBe('json')
  expect(draft.headers.filter(({ on }) => !on).map(({ name }) => name)).toEqual([
    'origin',
    'sec-ch-ua',
    'sec-fetch-mode',
    'cookie',
  ])
  expect(notes).toEqual([
    'origin, sec-ch-ua, sec-fetch-mode, cookie: the browser’s own, and switched off. Page code can not send them.',
  ])
})

test('what Chromium copies for cmd is the same', () => {
  const request = sent(read(FROM_CHROMIUM_CMD))
  expect(request.url).toBe(`${API}/v1/orders?lang=en&x=%7B1%7D`)
  expect(request.headers).toEqual([
    ['accept', '*/*'],
    ['content-type', 'application/json'],
    ['idempotency-key', '"first-order"'],
  ])
  expect(request.body).toBe('{\n  "lines": [{"isbn":"9780441478125","quantity":1}],"note":"C:\\dir & 100%"}')
})

test('commands as API documentations print them', () => {
  // In the manner of Stripe: a secret key as the user, fields with brackets.
  const stripe = read(`curl https://api.stripe.com/v1/payment_intents \\
  -u "sk_test_abc:" \\
  -H "Stripe-Version: 2026-01-28" \\
  -d amount=1099 \\
  -d currency=eur \\
  -d "automatic_payment_methods[enabled]"=true`)
  expect(stripe.draft.auth).toEqual({ kind: 'basic', user: 'sk_test_abc', password: '' })
  expect(stripe.draft.kind).toBe('raw')
  expect(sent(stripe).body).toBe('amount=1099&currency=eur&automatic_payment_methods[enabled]=true')
  expect(headerOf(stripe.draft, 'content-type')).toBe('application/x-www-form-urlencoded')

  // In the manner of GitHub: -L, a token in angle brackets, JSON behind -d.
  const github = read(`$ curl -L \\
  -X POST \\
  -H "Accept: application/vnd.github+json" \\
  -H "Authorization: Bearer <YOUR-TOKEN>" \\
  https://api.github.com/repos/OWNER/REPO/issues \\
  -d '{"title":"Found a bug","labels":["bug"]}'`)
  expect(sent(github)).toMatchObject({
    method: 'POST',
    url: 'https://api.github.com/repos/OWNER/REPO/issues',
  })
  expect(sent(github).headers).toContainEqual(['Authorization', 'Bearer <YOUR-TOKEN>'])

  // In the manner of OpenAI: a variable of the shell in double quotes, a body of several lines.
  const openai = read(`curl "https://api.openai.com/v1/responses" \\
    -H "Content-Type: application/json" \\
    -H "Authorization: Bearer $OPENAI_API_KEY" \\
    -d '{
        "model": "gpt",
        "input": "Tell me about unicorns."
    }' | jq .`)
  expect(sent(openai).headers).toContainEqual(['Authorization', 'Bearer {{OPENAI_API_KEY}}'])
  expect(openai.draft.kind).toBe('json')
  expect(openai.notes).toEqual(['{{OPENAI_API_KEY}}: give each a value under Values.'])
})

test('options that say what is sent', () => {
  expect(sent(read(`curl -G ${API}/v1/books --data-urlencode 'q=le guin & co' -d limit=5`)).url).toBe(
    `${API}/v1/books?q=le%20guin%20%26%20co&limit=5`,
  )
  expect(sent(read(`curl -sSI ${API}/v1/books`)).method).toBe('HEAD')
  expect(sent(read(`curl -XDELETE -HX-A:1 ${API}/v1/books`))).toMatchObject({
    method: 'DELETE',
    headers: [['X-A', '1']],
  })
  expect(sent(read(`curl ${API}/ --json '{"a":1}'`)).headers).toEqual([
    ['content-type', 'application/json'],
    ['accept', 'application/json'],
  ])
  expect(sent(read(`curl --oauth2-bearer abc ${API}/`)).headers).toEqual([['authorization', 'Bearer abc']])
  const form = read(
    `curl -F isbn=1 -F 'cover=@a.png;type=image/png' -F 'note="x;y";type=text/plain' ${API}/v1/covers`,
  )
  expect(form.draft).toMatchObject({ method: 'POST', kind: 'multipart' })
  expect(form.draft.fields.map(({ name, value }) => [name, value])).toEqual([
    ['isbn', '1'],
    ['cover', ''],
    ['note', 'x;y'],
  ])
  expect(form.notes.join()).toContain('a.png was not read')
  expect(sent(read('curl http://localhost:4000/v1/books?limit=1')).url).toBe(`${API}/v1/books?limit=1`)
  expect(read(`curl ${API}/ --frobnicate -d @x`).notes).toEqual([
    'Left out: --frobnicate.',
    'x was not read: put its content into the body.',
  ])
})

test('what can not be understood says why, and runs nothing', () => {
  for (const [text, why] of [
    [`curl -H "a: $(cat /etc/passwd)" ${API}`, /for the shell to work out/],
    [`curl -H "a: \`id\`" ${API}`, /for the shell to run/],
    [`curl '${API}`, /never closed/],
    [`curl $'${API}`, /never closed/],
    ['curl -H', /wants a word/],
    ['curl -s', /no URL/],
    ['wget x', /no curl command/],
  ] as const)
    expect(() => read(text), text).toThrow(why)
})

test('words of a shell: what bash makes of them', () => {
  const words = (text: string) => wordsOfShell(text).words
  expect(words(`a 'b c'"d"\\ e '' # comment\nnext`)).toEqual(['a', 'b cd e', ''])
  expect(words('a \\\n  b \\  \n c; d')).toEqual(['a', 'b', 'c'])
  expect(words(`"\\$x \\"y\\" \\n"`)).toEqual(['$x "y" \\n'])
  expect(words(`$'\\x41\\101\\u00e9\\U0001F600\\t\\''`)).toEqual(["AA\u00e9\u{1F600}\t'"])
  expect(words('$5 a$')).toEqual(['$5', 'a$'])
})

test('any request that is printed is read as what it was', () => {
  const value = fc.string({ unit: fc.constantFrom(...'ab \'"\\$`!#{}[]%^&|;<>\u00e9\u{1F600}~') })
  fc.assert(
    fc.property(
      fc.constantFrom('POST', 'PUT', 'QUERY', 'M-SEARCH'),
      fc.array(value),
      fc.string({ unit: fc.constantFrom(...'ab \n\t\'"\\$`!@=&{}\u00e9\u{1F600}'), minLength: 1 }),
      (method, values, body) => {
        const request: SentRequest = {
          method,
          url: `${API}/v1/books?q=%27[1]`,
          headers: [
            ['content-type', 'text/x'],
            ...values.map((text, at) => [`x-${at}`, text.trim()] as const),
          ],
          body,
        }
        expect(sent(read(curlOf(request)))).toEqual(request)
      },
    ),
    { seed: 3, numRuns: 150 },
  )
})

test('a request without a body, and one of bytes', () => {
  const get = { method: 'GET', url: `${API}/v1/books`, headers: [] }
  expect(curlOf(get)).toBe(`curl '${API}/v1/books'`)
  expect(sent(read(curlOf(get)))).toEqual(get)
  expect(curlOf({ ...get, method: 'HEAD' })).toContain('--head')
  const bytes = draftOf({ ...get, method: 'PUT', body: 'AAH/', bodyEncoding: 'base64' })
  expect(curlOf(requestOf(bytes, get.url))).toMatch(/^printf '%s' 'AAH\/' \| base64 --decode \| curl /)
})
