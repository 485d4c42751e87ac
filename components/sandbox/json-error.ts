/** Where a text stops being JSON, and why. Lines and columns count from 1. */
export interface JsonError {
  readonly line: number
  readonly column: number
  readonly message: string
}

/**
 * Finds the first place where a text is not JSON (RFC 8259); undefined when it is. Engines word and place their own
 * errors differently, and some give no place at all.
 */
export function findJsonError(text: string): JsonError | undefined {
  const reader = new Reader(text)
  try {
    reader.skipSpace()
    if (reader.at >= text.length) return place(text, text.length, 'There is no value.')
    reader.value(0)
    reader.skipSpace()
    if (reader.at < text.length) reader.fail('Something follows the end of the value.')
    return undefined
  } catch (error) {
    if (error instanceof NotJson) return place(text, error.at, error.message)
    throw error
  }
}

class NotJson extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

function place(text: string, at: number, message: string): JsonError {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message }
}

/** Deeper values are left to the service: recursion here must end. */
const MAX_DEPTH = 1000

const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
/** Up to its closing quote: any character from space on, but quotes and backslashes only escaped (RFC 8259 §7). */
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy
const WORD = /[A-Za-z]+/y
const SPACE = /[ \t\n\r]*/y

class Reader {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  fail(message: string, at = this.at): never {
    throw new NotJson(at, message)
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  skipSpace(): void {
    this.take(SPACE)
  }

  value(depth: number): void {
    if (depth > MAX_DEPTH) this.fail('The value is nested too deeply to be checked here.')
    const next = this.text[this.at]
    if (next === undefined) this.fail('A value is missing here.')
    else if (next === '{') this.list('}', () => this.member(depth))
    else if (next === '[') this.list(']', () => this.value(depth + 1))
    else if (next === '"') this.string()
    else if (next === "'") this.fail('Strings stand in double quotes.')
    else if (next === '-' || (next >= '0' && next <= '9')) this.number()
    else this.word(next)
  }

  list(close: '}' | ']', item: () => void): void {
    const open = this.at++
    this.skipSpace()
    if (this.text[this.at] === close) {
      this.at++
      return
    }
    for (;;) {
      item()
      this.skipSpace()
      const next = this.text[this.at]
      if (next === close) {
        this.at++
        return
      }
      if (next === undefined) this.fail(`The ${this.text[open]} is never closed: ${close} is missing.`, open)
      if (next !== ',') this.fail(`Expected a comma or ${close}.`)
      const comma = this.at++
      this.skipSpace()
      if (this.text[this.at] === close) this.fail('No comma may stand before the end.', comma)
    }
  }

  member(depth: number): void {
    if (this.text[this.at] !== '"') this.fail('A name in double quotes is expected here.')
    this.string()
    this.skipSpace()
    if (this.text[this.at] !== ':') this.fail('A colon is expected after the name.')
    this.at++
    this.skipSpace()
    this.value(depth + 1)
  }

  string(): void {
    const start = this.at
    this.take(STRING)
    const next = this.text[this.at]
    if (next === '"') this.at++
    else if (next === undefined) this.fail('The string is never closed.', start)
    else if (next === '\\') this.fail('This is no escape that JSON knows.')
    else if (next === '\n' || next === '\r') this.fail('The string is never closed on its line.', start)
    else this.fail('A control character must be escaped.')
  }

  number(): void {
    const start = this.at
    if (this.take(NUMBER) === undefined) this.fail('A digit is missing here.', start + 1)
    const next = this.text[this.at] ?? ''
    if (/[0-9]/.test(next)) this.fail('A number does not start with 0.', start)
    if (/[.eE+-]/.test(next)) this.fail('The number is not complete.')
  }

  word(next: string): void {
    const start = this.at
    const word = this.take(WORD)
    if (word === 'true' || word === 'false' || word === 'null') return
    if (word) this.fail(`${word} is not a JSON value. Text stands in double quotes.`, start)
    this.fail(`${next} does not start a JSON value.`, start)
  }
}
