import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { decodeRun, encodeRun, UnreadableRun } from '#mocks/systems/link.ts'
import { Scenario } from '#mocks/systems/scenario.ts'
import { samplesOf } from './support/schema-samples.ts'

// Every field that a scenario can have, as its schema lists them, with every kind of nonsense in it.

const [SAMPLE] = samplesOf(Scenario)
type Sample = { workload: readonly Record<string, unknown>[] }
const { webSocket, ...sending } = (SAMPLE as Sample).workload[0] ?? {}
const { body, ...asking } = sending
/** No request has all fields: one that speaks WebSocket begins with GET, and has no content. */
const COMPLETE = { ...(SAMPLE as Sample), workload: [sending, { ...asking, method: 'GET', webSocket }] }

type Path = readonly (string | number)[]
/** Every place in a value, with the value there. */
function placesIn(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : []
  return [{ path, value }, ...below]
}
/** A copy with another value at a place. */
function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  if (Array.isArray(value)) return value.map((each, at) => (at === key ? withAt(each, rest, put) : each))
  return Object.fromEntries(
    [...Object.entries(Object(value)), ...(Object.hasOwn(Object(value), key) ? [] : [[key, undefined]])].map(
      ([name, inner]) => [name, name === key ? withAt(inner, rest, put) : inner],
    ),
  )
}

const PLACES = placesIn(COMPLETE).filter(({ path }) => path.length > 0)
const OBJECTS = placesIn(COMPLETE).filter(
  ({ path, value }) => typeof value === 'object' && !Array.isArray(value) && path.at(-1) !== 'headers',
)
const NONSENSE = [-1, 0.5, 1e12, '', 'nonsense \u0000', null, true, [], [[]], {}, { odd: 1 }]

/** Whether one of the issues is about the field at a path, or stands above it and names it. */
function names(error: z.ZodError, path: Path): boolean {
  return error.issues.some((issue) => {
    const [shorter, longer] = issue.path.length < path.length ? [issue.path, path] : [path, issue.path]
    const isOnTheWay = shorter.every((part, at) => part === longer[at])
    return isOnTheWay && (issue.path.length >= path.length || issue.message.includes(String(path.at(-1))))
  })
}

const linkOf = (value: unknown) => `1.${deflateRawSync(JSON.stringify(value)).toString('base64url')}`
const refusalOf = async (link: string): Promise<Error> => {
  const outcome = await decodeRun(link).catch((error: unknown) => error)
  if (!(outcome instanceof UnreadableRun)) throw new Error(`This was not refused: ${JSON.stringify(outcome)}`)
  return outcome
}

test('the scenario that has every field is one, and goes through a link', async () => {
  const complete = Scenario.parse(COMPLETE)
  expect(await decodeRun(await encodeRun(complete))).toEqual(complete)
  expect(PLACES.length).toBeGreaterThan(150)
  for (const name of ['opens', 'budget', 'workers', 'medianUs', 'percent', 'first', 'waits', 'publishing'])
    expect(
      PLACES.some(({ path }) => path.at(-1) === name),
      name,
    ).toBe(true)
})

describe('a malformed field', () => {
  test('is refused by its name wherever it stands, or it is a value that may be there', () => {
    let [refused, taken] = [0, 0]
    for (const { path, value } of PLACES) {
      for (const junk of NONSENSE) {
        const read = Scenario.safeParse(withAt(COMPLETE, path, junk))
        if (read.success) {
          // What is taken is of the same kind as what was there.
          expect(Array.isArray(junk), `${path}`).toBe(Array.isArray(value))
          expect(typeof junk, `${path}`).toBe(typeof value)
          taken++
          continue
        }
        refused++
        expect(
          names(read.error, path),
          `${path} = ${JSON.stringify(junk)}: ${z.prettifyError(read.error)}`,
        ).toBe(true)
      }
    }
    expect(refused).toBeGreaterThan(10 * taken)
  })

  test('in a link is refused as politely, with the way to it', async () => {
    for (const { path } of PLACES) {
      const wrong = withAt(COMPLETE, path, { odd: 1 })
      const read = Scenario.safeParse(wrong)
      if (read.success) continue
      const { message } = await refusalOf(linkOf(wrong))
      expect(message).toMatch(/^The link /)
      // The version is told in words of its own.
      if (path[0] !== 'v') expect(message).toContain(z.core.toDotPath(read.error.issues[0]?.path ?? []))
    }
  })
})

describe('a field that does not exist here, as another version may write one', () => {
  test('is refused by name, wherever it stands', () => {
    for (const { path } of OBJECTS) {
      const read = Scenario.safeParse(withAt(COMPLETE, [...path, 'fromTheFuture'], 1))
      expect(read.success, path.join('.')).toBe(false)
      if (!read.success) expect(z.prettifyError(read.error)).toContain('fromTheFuture')
    }
  })

  test('is named by a link, with the way to it', async () => {
    for (const { path } of OBJECTS) {
      const { message } = await refusalOf(linkOf(withAt(COMPLETE, [...path, 'fromTheFuture'], 1)))
      expect(message).toContain('fromTheFuture')
      expect(message).toContain(z.core.toDotPath([...path]))
    }
  })
})

describe('a link that another version made', () => {
  const link = linkOf(COMPLETE)
  test.each([
    ['an older one, by its mark', `0.${link.slice(2)}`, /made by version "0" of this site/],
    ['a newer one, by its mark', `2.${link.slice(2)}`, /made by version "2" of this site/],
    ['an older one, by its content', linkOf(withAt(COMPLETE, ['v'], 0)), /made by version 0 of this site/],
    ['a newer one, by its content', linkOf(withAt(COMPLETE, ['v'], 2)), /made by version 2 of this site/],
    [
      'one that does not say, by its content',
      linkOf(withAt(COMPLETE, ['v'], undefined)),
      /does not say which version/,
    ],
  ])('%s, is told to be one, and what to do', async (_, text, message) => {
    const refusal = await refusalOf(text)
    expect(refusal.message).toMatch(message)
    expect(refusal.message).toMatch(/Ask for a new link/)
  })
})
