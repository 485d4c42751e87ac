/** A failure that a journey provokes on purpose. One that is declared and does not come fails the journey too. */
export type ExpectedFailure =
  /** Requests to this address are answered with this status (400 or more), or `failed`: with no answer at all. */
  | { readonly url: string | RegExp; readonly status: number | 'failed' }
  /** A console error or an uncaught error with this text. */
  | { readonly message: string | RegExp }

/** Something that went wrong in a page while a journey ran. */
export type Failure =
  | {
      readonly kind: 'answer'
      readonly url: string
      readonly status: number | 'failed'
      readonly detail: string
    }
  | { readonly kind: 'error'; readonly message: string; readonly url: string }

const matches = (pattern: string | RegExp, text: string) =>
  typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text)

/** Chromium writes this to the console for every fetch that is answered with 400 or more, or not at all. */
const RESOURCE = /^Failed to load resource: (?:the server responded with a status of (\d{3})|net::)/

function isExpected(failure: Failure, expected: ExpectedFailure): boolean {
  if ('message' in expected) return failure.kind === 'error' && matches(expected.message, failure.message)
  if (!matches(expected.url, failure.url)) return false
  if (failure.kind === 'answer') return failure.status === expected.status
  const resource = RESOURCE.exec(failure.message)
  return resource !== null && String(resource[1] ?? 'failed') === String(expected.status)
}

/** Compares what went wrong with what was declared; one sentence for each difference, none when all is as declared. */
export function differences(failures: readonly Failure[], expected: readonly ExpectedFailure[]): string[] {
  const surprises = failures
    .filter((failure) => !expected.some((declared) => isExpected(failure, declared)))
    .map((failure) =>
      failure.kind === 'answer'
        ? `Not declared: ${failure.url} ${failure.status === 'failed' ? `failed (${failure.detail})` : `answered ${failure.status}`}.`
        : `Not declared: "${failure.message}"${failure.url && ` at ${failure.url}`}.`,
    )
  const missing = expected
    .filter((declared) => !failures.some((failure) => isExpected(failure, declared)))
    .map((declared) =>
      'message' in declared
        ? `Declared, but it did not come: an error "${declared.message}".`
        : `Declared, but it did not come: ${declared.status} from ${declared.url}.`,
    )
  return [...new Set([...surprises, ...missing])]
}
