import { Problem } from './problem.ts'

/** How deep objects and lists may be nested. Deeper content is never meant well, and some engines overflow on it. */
const MAX_DEPTH = 64

/** What JSON is made of (RFC 8259 §2), as far as structure goes: strings, brackets and commas. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs

/**
 * Reads JSON as I-JSON wants it (RFC 7493): no name twice in one object, no half of a surrogate pair, and not
 * nested deeper than a person would. Throws malformed-request. Two parsers that disagree about a repeated name are
 * how a request gets past the first and does something else at the second.
 */
export function readJson(content: string): unknown {
  refuseDepth(content)
  const value = parse(content)
  refuseAmbiguity(content)
  return value
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    // The engine's own message differs between browsers, and answers must not.
    throw malformed('The content is not JSON. Look for a missing quote, comma or bracket.')
  }
}

function refuseDepth(content: string) {
  let depth = 0
  for (const [token] of content.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth > MAX_DEPTH)
      throw malformed(
        `The content is nested more than ${MAX_DEPTH} levels deep, which is the most that is read.`,
      )
  }
}

/** Looks at content that is known to be JSON. */
function refuseAmbiguity(content: string) {
  const names: (Set<string> | undefined)[] = []
  let nameComes = false
  for (const [token] of content.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      names.push(token === '{' ? new Set() : undefined)
      nameComes = token === '{'
    } else if (token === '}' || token === ']') {
      names.pop()
      nameComes = false
    } else if (token === ',') nameComes = names.at(-1) !== undefined
    else {
      const text: string = JSON.parse(token)
      if (!text.isWellFormed())
        throw malformed('A text in the content holds half of a surrogate pair, which is no character.')
      if (!nameComes) continue
      const here = names.at(-1)
      if (here?.has(text))
        throw malformed(
          `An object in the content names ${JSON.stringify(text.slice(0, 100))} twice. Send each name once.`,
        )
      here?.add(text)
      nameComes = false
    }
  }
}

function malformed(detail: string): Problem {
  return new Problem('malformed-request', detail)
}
