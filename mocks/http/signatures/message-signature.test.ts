import { createHmac, createPublicKey, verify } from 'node:crypto'
import { createSigner, createVerifier, httpbis } from 'http-message-signatures'
import { parseDictionary } from 'structured-headers'
import { describe, expect, test } from 'vitest'
import { contentDigest, isDigestOf } from './content-digest.ts'
import {
  type SigningOptions,
  signMessage,
  type VerifyingOptions,
  verifyMessage,
} from './message-signature.ts'
import { type SignedMessage, signatureBase } from './signature-base.ts'

/** `test-request` of RFC 9421, appendix B.2. */
const RFC_REQUEST: SignedMessage = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: new Headers({
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
    'content-length': '18',
  }),
}
/** The signature base of a `Signature-Input` with one member. */
function baseOf(field: string, message = RFC_REQUEST): string | undefined {
  const [input] = parseDictionary(field).values()
  return input && Array.isArray(input[0]) ? signatureBase(message, [input[0], input[1]]) : undefined
}

describe('the test vectors of RFC 9421', () => {
  test('B.2.5: HMAC-SHA-256, with the shared secret of B.1.5', () => {
    const base = baseOf(
      'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    )
    const secret = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=='
    expect(
      createHmac('sha256', Buffer.from(secret, 'base64'))
        .update(base ?? '')
        .digest('base64'),
    ).toBe('pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=')
  })

  test('B.2.6: Ed25519, with the key of B.1.4', () => {
    const base = baseOf(
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    )
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' },
      format: 'jwk',
    })
    const signature =
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=='
    const isGood = (text: string) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
    expect(isGood(base ?? '')).toBe(true)
    expect(isGood(`${base} `)).toBe(false)
  })

  test('2.2 and 2.5: derived components, and the base as it is printed', () => {
    const input =
      '("@method" "@target-uri" "@authority" "@scheme" "@request-target" "@path" "@query" "content-digest" "content-length" "content-type");created=1618884473;keyid="test-key-rsa-pss"'
    expect(baseOf(`sig1=${input}`)).toBe(`"@method": POST
"@target-uri": https://example.com/foo?param=Value&Pet=dog
"@authority": example.com
"@scheme": https
"@request-target": /foo?param=Value&Pet=dog
"@path": /foo
"@query": ?param=Value&Pet=dog
"content-digest": ${RFC_REQUEST.headers.get('content-digest')}
"content-length": 18
"content-type": application/json
"@signature-params": ${input}`)
    expect(baseOf('sig1=("@query")', { ...RFC_REQUEST, url: 'https://www.example.com/path' })).toBe(
      '"@query": ?\n"@signature-params": ("@query")',
    )
  })

  test('a component that is missing, unknown, named twice or has parameters gives no base', () => {
    for (const components of ['"x-none"', '"@status"', '"date" "date"', '"date";bs', '"@method";req'])
      expect(baseOf(`sig1=(${components})`), components).toBeUndefined()
  })
})

test('RFC 9530, appendix B: the SHA-256 of {"hello": "world"} and a line feed', () => {
  const content = '{"hello": "world"}\n'
  expect(contentDigest(content)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:')
  expect(isDigestOf(`sha-512=:AAAA:, ${contentDigest(content)}`, content)).toBe(true)
  for (const field of [contentDigest('{}'), 'sha-512=:AAAA:', 'nonsense', ''])
    expect(isDigestOf(field, content), field).toBe(false)
})

const COVERS = ['@method', '@target-uri', 'content-type', 'content-digest']
const CONTENT = '{"hello": "world"}'
const REQUEST: SignedMessage = {
  method: 'POST',
  url: 'https://partner.example/hooks?of=spring',
  headers: new Headers({ 'content-type': 'application/json', 'content-digest': contentDigest(CONTENT) }),
}
const NOW = 1_767_225_600
const SIGNING: SigningOptions = {
  keys: [{ id: 'one', secret: 'a secret' }],
  covers: COVERS,
  created: NOW,
  nonce: 'once',
  tag: 'webhook',
}
const VERIFYING: VerifyingOptions = {
  secretOf: (id) => ({ one: 'a secret', two: 'another' })[id],
  covers: COVERS,
  tag: 'webhook',
  now: NOW,
  maxAgeS: 300,
  leewayS: 5,
}

function signed(changes: Partial<SigningOptions> = {}): SignedMessage {
  const fields = signMessage(REQUEST, { ...SIGNING, ...changes })
  return { ...REQUEST, headers: new Headers([...REQUEST.headers, ...Object.entries(fields)]) }
}
const isGood = (message: SignedMessage, changes: Partial<VerifyingOptions> = {}) =>
  'facts' in verifyMessage(message, { ...VERIFYING, ...changes })

describe('somebody else’s library (http-message-signatures)', () => {
  const judge = (message: SignedMessage, secret = 'a secret') =>
    httpbis
      .verifyMessage(
        {
          keyLookup: async () => ({
            id: 'one',
            algs: ['hmac-sha256'],
            verify: createVerifier(secret, 'hmac-sha256'),
          }),
          requiredFields: COVERS,
          requiredParams: ['created', 'keyid', 'nonce', 'tag'],
          maxAge: Number.MAX_SAFE_INTEGER,
        },
        { method: message.method, url: message.url, headers: Object.fromEntries(message.headers) },
      )
      .catch(() => false)

  test('accepts what is signed here, and nothing that was changed', async () => {
    const message = signed()
    expect(await judge(message)).toBe(true)
    expect(await judge(message, 'another secret')).toBe(false)
    expect(await judge({ ...message, method: 'PUT' })).toBe(false)
    expect(await judge({ ...message, url: 'https://partner.example/hooks' })).toBe(false)
  })

  test('signs what is accepted here', async () => {
    const { headers } = await httpbis.signMessage(
      {
        key: createSigner('a secret', 'hmac-sha256', 'one'),
        name: 'theirs',
        fields: COVERS,
        params: ['created', 'keyid', 'nonce', 'alg', 'tag'],
        paramValues: { created: new Date(NOW * 1000), nonce: 'once', tag: 'webhook' },
      },
      { method: REQUEST.method, url: REQUEST.url, headers: Object.fromEntries(REQUEST.headers) },
    )
    const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    expect(isGood({ ...REQUEST, headers: new Headers(fields) })).toBe(true)
  })
})

test('a signature counts for its request, its key, its purpose and its time alone', () => {
  const message = signed()
  expect(verifyMessage(message, VERIFYING)).toEqual({
    facts: { keyid: 'one', created: NOW, nonce: 'once' },
  })
  const otherContent = new Headers(message.headers)
  otherContent.set('content-digest', contentDigest('{}'))
  const refused: readonly [SignedMessage, Partial<VerifyingOptions>?][] = [
    [REQUEST],
    [{ ...message, headers: otherContent }],
    [{ ...message, url: 'https://partner.example/other' }],
    [message, { secretOf: () => 'another' }],
    [message, { secretOf: () => undefined }],
    [message, { tag: 'another' }],
    [message, { now: NOW + 301 }],
    [message, { now: NOW - 6 }],
    [signed({ covers: COVERS.slice(1) })],
  ]
  for (const [other, options] of refused) expect(isGood(other, options)).toBe(false)
  expect(isGood(message, { now: NOW + 300 })).toBe(true)
  expect(isGood(message, { now: NOW - 5 })).toBe(true)
})

test('while keys change, a request has a signature with each, and either is enough', () => {
  const message = signed({ keys: [...SIGNING.keys, { id: 'two', secret: 'another' }] })
  for (const known of ['one', 'two'])
    expect(isGood(message, { secretOf: (id) => (id === known ? VERIFYING.secretOf(id) : undefined) })).toBe(
      true,
    )
})
