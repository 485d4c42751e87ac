/** A command line can not be understood. The message says why and what to do. */
export class UnreadableCommand extends Error {
  override name = 'UnreadableCommand'
}

/** The words of a command, and what was left out or replaced on the way. */
export interface Words {
  readonly words: readonly string[]
  /** The names of the shell's variables that occurred: each is written `{{NAME}}` now. */
  readonly variables: readonly string[]
}

/**
 * The words of the first command of a POSIX shell, with what bash adds for strings ($'…'): quotes and escapes are
 * resolved, variables become `{{NAME}}`. Nothing is run. Throws UnreadableCommand for what only a shell can know.
 */
export function wordsOfShell(text: string): Words {
  const words: string[] = []
  const variables = new Set<string>()
  let word: string | undefined
  let at = 0

  const add = (part: string) => {
    word = (word ?? '') + part
  }
  const end = () => {
    if (word !== undefined) words.push(word)
    word = undefined
  }
  /** What a $ stands for, outside of single quotes. */
  const dollar = () => {
    const rest = text.slice(at)
    const [whole, braced, plain] = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(rest) ?? []
    const name = braced ?? plain
    if (whole !== undefined && name !== undefined) {
      variables.add(name)
      add(`{{${name}}}`)
      at += whole.length
    } else if (/^\$[({]/.test(rest)) {
      throw new UnreadableCommand(
        `${rest.slice(0, 12).split('\n')[0]}… is for the shell to work out, and nothing is run here. Put its result there.`,
      )
    } else {
      add('$')
      at++
    }
  }

  while (at < text.length) {
    const character = text[at] ?? ''
    const next = text[at + 1]
    if (character === '\\') {
      // A line that goes on: both characters vanish. Copied text may have blanks behind the backslash.
      const line = /^\\[ \t]*\r?\n/.exec(text.slice(at))
      if (line) at += line[0].length
      else {
        add(next ?? '\\')
        at += 2
      }
    } else if (character === "'") {
      const close = text.indexOf("'", at + 1)
      if (close < 0) throw unclosed("'")
      add(text.slice(at + 1, close))
      at = close + 1
    } else if (character === '$' && next === "'") {
      const { value, length } = ansiString(text.slice(at))
      add(value)
      at += length
    } else if (character === '"' || (character === '$' && next === '"')) {
      at += character === '"' ? 1 : 2
      add('')
      while (text[at] !== '"') {
        const inner = text[at]
        if (inner === undefined) throw unclosed('"')
        if (inner === '\\' && /^[$`"\\\n]/.test(text[at + 1] ?? '')) {
          if (text[at + 1] !== '\n') add(text[at + 1] ?? '')
          at += 2
        } else if (inner === '$') dollar()
        else if (inner === '`') throw backtick()
        else {
          add(inner)
          at++
        }
      }
      at++
    } else if (character === '$') dollar()
    else if (character === '`') throw backtick()
    else if (/\s/.test(character)) {
      end()
      // The command ends with its line, unless there was none yet.
      if (character === '\n' && words.length > 0) break
      at++
    } else if (character === '#' && word === undefined) {
      const line = text.indexOf('\n', at)
      at = line < 0 ? text.length : line
    } else if (/[|;&<>]/.test(character)) {
      break
    } else {
      add(character)
      at++
    }
  }
  end()
  return { words, variables: [...variables] }
}

const unclosed = (quote: string) =>
  new UnreadableCommand(`A quote ${quote} is opened and never closed. Copy the command again, to its end.`)
const backtick = () =>
  new UnreadableCommand(
    'What stands between ` is for the shell to run, and nothing is run here. Put its result there.',
  )

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** A string of the form $'…' (ANSI-C quoting of bash), which browsers write when there is a quote or a line break in it. */
function ansiString(text: string): { value: string; length: number } {
  let value = ''
  let at = 2
  while (text[at] !== "'") {
    if (text[at] === undefined) throw unclosed("'")
    if (text[at] !== '\\') {
      value += text[at++]
      continue
    }
    const rest = text.slice(at + 1)
    const [code, hex, octal] =
      /^(?:x([0-9a-fA-F]{1,2})|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|([0-7]{1,3}))/.exec(rest) ?? []
    if (code !== undefined) {
      const number =
        octal === undefined ? Number.parseInt(hex ?? code.slice(1), 16) : Number.parseInt(octal, 8)
      value += number > 0x10ffff ? '\ufffd' : String.fromCodePoint(number)
      at += 1 + code.length
    } else {
      const escaped = rest[0] ?? ''
      value += ESCAPES[escaped] ?? escaped
      at += 2
    }
  }
  return { value, length: at + 1 }
}

/** Whether a command was written for the command prompt of Windows. */
export function isForWindows(text: string): boolean {
  return /^[^'\n]*\s\^(?:"|\r?\n)/.test(text)
}

/**
 * The words of a command for the command prompt of Windows: first the carets, as cmd.exe takes them away, then the
 * quotes, as browsers write them for the program that is started.
 */
export function wordsOfWindows(text: string): Words {
  // A caret takes a line break with it, and what comes then is itself.
  const plain = text.replaceAll('\r\n', '\n').replace(/\^\n?([\s\S]?)/g, '$1')
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let at = 0; at < plain.length; at++) {
    const character = plain[at] ?? ''
    if (character === '\\' && /["\\]/.test(plain[at + 1] ?? '')) {
      word = (word ?? '') + plain[++at]
    } else if (character === '"') {
      quoted = !quoted
      word ??= ''
    } else if (/\s/.test(character) && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
      if (character === '\n' && words.length > 0) break
    } else if (character === '&' && !quoted) break
    else word = (word ?? '') + character
  }
  if (quoted) throw unclosed('"')
  if (word !== undefined) words.push(word)
  return { words, variables: [] }
}
