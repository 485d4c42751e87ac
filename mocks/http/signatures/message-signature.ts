import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import {
  type InnerList,
  type Item,
  isInnerList,
  parseDictionary,
  serializeDictionary,
} from 'structured-headers'
import { type SignedMessage, signatureBase } from './signature-base.ts'

/** A secret that a sender and a receiver share, and its name. */
export interface SharedKey {
  readonly id: string
  /** Its UTF-8 bytes are the key. */
  readonly secret: string
}

/** What a signature says of itself (RFC 9421 §2.3). */
export interface SignatureFacts {
  readonly keyid: string
  /** When it was made, in seconds since 1970. */
  readonly created: number
  readonly nonce: string
}

const ALGORITHM = 'hmac-sha256'
const macOf = (secret: string, base: string) =>
  hmac(sha256, new TextEncoder().encode(secret), new TextEncoder().encode(base))

export interface SigningOptions {
  /** One signature is made with each: while keys change, a receiver may know either. */
  readonly keys: readonly SharedKey[]
  /** What is covered, in this order: names of fields, and derived components such as `@method`. */
  readonly covers: readonly string[]
  readonly created: number
  readonly nonce: string
  /** What the signature is for, so that it counts for nothing else. */
  readonly tag: string
}

/**
 * Signs a request with HMAC-SHA-256 (RFC 9421 §3.1 and §3.3.3) and gives the fields to send along. Throws when it lacks
 * what shall be covered.
 */
export function signMessage(
  message: SignedMessage,
  { keys, covers, created, nonce, tag }: SigningOptions,
): { 'signature-input': string; signature: string } {
  const inputs = new Map<string, InnerList>()
  const signatures = new Map<string, Item>()
  for (const [at, { id, secret }] of keys.entries()) {
    const parameters = new Map(Object.entries({ created, keyid: id, nonce, alg: ALGORITHM, tag }))
    const input: InnerList = [covers.map((name) => [name, new Map()]), parameters]
    const base = signatureBase(message, input)
    if (base === undefined)
      throw new Error(`The request lacks one of ${covers.join(', ')}; it is not signed.`)
    inputs.set(`sig${at + 1}`, input)
    signatures.set(`sig${at + 1}`, [macOf(secret, base), new Map()])
  }
  return { 'signature-input': serializeDictionary(inputs), signature: serializeDictionary(signatures) }
}

export interface VerifyingOptions {
  /** The secret of that name; undefined when there is none. */
  readonly secretOf: (keyid: string) => string | undefined
  /** What a signature must cover at least. */
  readonly covers: readonly string[]
  readonly tag: string
  /** The verifier's own time, in seconds since 1970. */
  readonly now: number
  /** The oldest signature that counts, in seconds. */
  readonly maxAgeS: number
  /** How far the sender's clock may be ahead, in seconds. */
  readonly leewayS: number
}

/** What came of it: the facts of the first signature that is good, or why none is. */
export type Verdict = { readonly facts: SignatureFacts } | { readonly why: string }

/**
 * Verifies a request (RFC 9421 §3.2): one of its signatures must have the tag, a key that is known, everything covered
 * that must be, and be neither old nor from the future. Whether its nonce came before, only the caller can know.
 */
export function verifyMessage(message: SignedMessage, options: VerifyingOptions): Verdict {
  const { headers } = message
  const inputs = dictionaryIn(headers.get('signature-input'))
  const signatures = dictionaryIn(headers.get('signature'))
  if (!inputs || !signatures)
    return { why: 'Signature-Input and Signature must be there, and dictionaries (RFC 9421, section 4).' }
  let why = `No signature has the tag ${options.tag}.`
  for (const [label, input] of inputs) {
    if (!isInnerList(input) || input[1].get('tag') !== options.tag) continue
    const verdict = verifyOne(message, input, signatures.get(label)?.[0], options)
    if ('facts' in verdict) return verdict
    why = verdict.why
  }
  return { why }
}

function verifyOne(
  message: SignedMessage,
  input: InnerList,
  signature: unknown,
  { secretOf, covers, now, maxAgeS, leewayS }: VerifyingOptions,
): Verdict {
  const [components, parameters] = input
  const { keyid, created, nonce, expires, alg } = Object.fromEntries(parameters)
  if (typeof keyid !== 'string' || typeof nonce !== 'string' || typeof created !== 'number')
    return { why: 'The signature must say keyid, created and nonce.' }
  if (alg !== undefined && alg !== ALGORITHM) return { why: `Only ${ALGORITHM} is accepted.` }
  const covered = new Set(components.map(([name]) => name))
  const missing = covers.filter((name) => !covered.has(name))
  if (missing.length > 0) return { why: `The signature does not cover ${missing.join(', ')}.` }
  if (created > now + leewayS) return { why: 'The signature was made in the future. Compare the clocks.' }
  if (created < now - maxAgeS || (typeof expires === 'number' && expires < now))
    return { why: `The signature is older than ${maxAgeS} seconds, or has expired. Sign again and resend.` }
  const secret = secretOf(keyid)
  if (secret === undefined) return { why: 'There is no key of the name that the signature gives.' }
  const base = signatureBase(message, input)
  if (base === undefined) return { why: 'The request lacks something that the signature covers.' }
  const isGood = signature instanceof ArrayBuffer && isSame(new Uint8Array(signature), macOf(secret, base))
  return isGood ? { facts: { keyid, created, nonce } } : { why: 'The signature is wrong.' }
}

/** Looks at every byte, so that the time it takes tells nobody how many of them were right. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return (
    a.length === b.length && a.reduce((different, byte, at) => different | (byte ^ (b[at] ?? 0)), 0) === 0
  )
}

function dictionaryIn(field: string | null) {
  try {
    return field === null ? undefined : parseDictionary(field)
  } catch {
    return undefined
  }
}
