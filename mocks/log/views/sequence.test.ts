import fc from 'fast-check'
import mermaid from 'mermaid'
import { describe, expect, test } from 'vitest'
import { runScenario } from '../../runtimes/virtual.ts'
import type { ScenarioInput } from '../../systems/scenario.ts'
import type { NetworkFailure, RunEvent, RunEventBody } from '../events.ts'
import { sequenceOf } from './sequence.ts'

const API = 'https://api.bookshop.example/v1'
const read = { method: 'GET', url: `${API}/books/9780441478125` }
const order = {
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}
const catalog = { from: 'gateway', to: 'catalog' } as const
const payments = { from: 'orders', to: 'payments' } as const

/** The diagram of the last request of a run, which Mermaid's own parser accepts. */
async function drawn(scenario: Omit<ScenarioInput, 'v'>) {
  const { events, exchanges } = await runScenario({ v: 1, ...scenario })
  const text = sequenceOf(events, exchanges.at(-1)?.traceId ?? '')
  expect(await mermaid.parse(text)).toMatchObject({ diagramType: 'sequence' })
  return text.trimEnd().split('\n  ')
}

test('a read: who takes part, solid there, dotted back, and a bar for the work', async () => {
  expect(await drawn({ workload: [read] })).toEqual([
    'sequenceDiagram',
    'participant p1 as client',
    'participant p2 as gateway',
    'participant p3 as catalog',
    'p1->>+p2: 1. GET /v1/books/9780441478125',
    'p2->>+p3: 2. GET /books/9780441478125',
    'p3-->>-p2: 200',
    'p2-->>-p1: 200',
  ])
})

describe('what went wrong is to be seen', () => {
  test('every attempt is counted, every wait and fault is noted', async () => {
    const lines = await drawn({
      settings: { policies: [{ edge: catalog, retry: { attempts: 3 } }] },
      faults: [{ kind: 'lose-request', edge: catalog, strikes: { first: 1 } }],
      workload: [read],
    })
    expect(lines).toEqual([
      'sequenceDiagram',
      'participant p1 as client',
      'participant p2 as gateway',
      'participant p3 as catalog',
      'p1->>+p2: 1. GET /v1/books/9780441478125',
      'p2-xp3: 2. GET /books/9780441478125 (attempt 1)',
      'Note over p2,p3: fault#58; lose-request',
      'Note over p2: no answer#58; ETIMEDOUT',
      'Note over p2: retry#58; waits (attempt 1, waitMs 0)',
      'p2->>+p3: 3. GET /books/9780441478125 (attempt 2)',
      'p3-->>-p2: 200',
      'p2-->>-p1: 200',
    ])
  })

  test('a lost reply ends at a cross, and the bar with it', async () => {
    const lines = await drawn({
      settings: { policies: [{ edge: payments, timeoutMs: 500, retry: { attempts: 2, methods: 'all' } }] },
      faults: [{ kind: 'lose-reply', edge: payments, strikes: { first: 1 } }],
      workload: [order],
    })
    const cross = lines.findIndex((line) => line.endsWith(': ETIMEDOUT'))
    expect(lines[cross]).toMatch(/^p\d--x-p\d: ETIMEDOUT$/)
    expect(lines[cross - 1]).toMatch(/^Note over p\d: timeout#58; fired/)
  })

  test('a callee that works for nobody has its bar beyond the cross', async () => {
    const lines = await drawn({
      settings: { policies: [{ edge: catalog, timeoutMs: 100 }] },
      faults: [{ kind: 'slow', service: 'catalog', ms: 3000 }],
      workload: [read],
    })
    expect(lines).toContain('p3--xp2: ETIMEDOUT')
    expect(lines.slice(-2)).toEqual(['Note over p3: done with 2, but nobody waits for it', 'deactivate p3'])
  })

  test('what was never sent is a cross without a number', async () => {
    const lines = await drawn({
      settings: {
        policies: [
          { edge: catalog, breaker: { opens: { after: 'consecutive', failures: 1 }, openMs: 10_000 } },
        ],
      },
      faults: [{ kind: 'error', edge: catalog, strikes: { first: 1 } }],
      workload: [read, read],
    })
    expect(lines.filter((line) => line.includes('not sent'))).toEqual([
      expect.stringMatching(/^p2-xp3: not sent#58; The circuit to catalog is open/),
    ])
  })

  test.each<[string, Omit<ScenarioInput, 'v'>]>([
    ['a cut trace', { faults: [{ kind: 'no-trace-context', edge: { from: 'gateway', to: 'orders' } }] }],
    ['a service down', { faults: [{ kind: 'down', service: 'payments' }] }],
    [
      'a storm',
      {
        settings: { policies: [{ edge: { from: '*', to: '*' }, retry: { attempts: 3, methods: 'all' } }] },
        faults: [{ kind: 'cut-body', edge: payments, strikes: { percent: 100 } }],
      },
    ],
  ])('%s is valid Mermaid', async (_, scenario) => {
    await drawn({ ...scenario, workload: [order] })
  })

  test('and so is every trace that is still under way', async () => {
    const { events, exchanges } = await runScenario({ v: 1, workload: [order] })
    const traceId = exchanges[0]?.traceId ?? ''
    for (let end = 0; end <= events.length; end += 4)
      await expect(mermaid.parse(sequenceOf(events.slice(0, end), traceId))).resolves.toBeTruthy()
  })
})

describe('no name can break the syntax', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...['end', 'alt', 'note', 'style', 'classDef', 'wrap:', 'as', '%%{init: {"theme":"x"}}%%', '%%'],
          ...[
            '#',
            ';',
            ':',
            '\n',
            '\r',
            '\u2028',
            '-->>',
            '-x',
            '+',
            '-',
            ',',
            '@{',
            '}',
            '$$',
            '"',
            '`',
            ' ',
          ],
          ...[
            '<script>',
            '<br/>',
            '&lt;',
            '#59;',
            '---\ntitle: x\n---\n',
            'p1',
            'activate p1',
            '\\',
            '|',
            '[',
            '(',
          ],
        ),
      )
      .map((parts) => parts.join('')),
  )
  const T = 'a'.repeat(32)

  function trace([from, to, method, url, failure, fault]: readonly string[], broken: boolean): RunEvent[] {
    const [caller = '', callee = ''] = [from, to]
    const content = { bytes: 0, text: '' }
    const request = { method: method ?? '', url: url ?? '', fields: [], content }
    const ends = { kind: 'span', phase: 'ended', attributes: {} } as const
    const starts = { kind: 'span', phase: 'started', spanKind: 'internal', name: '', attributes: {} } as const
    const bodies: readonly (RunEventBody & { spanId: string })[] = [
      { ...starts, role: 'call', party: caller, peer: callee, spanId: 'c' },
      { ...starts, role: 'attempt', party: caller, peer: callee, spanId: 'a', parentSpanId: 'c' } as const,
      { kind: 'request', from: caller, to: callee, message: request, spanId: 'a' },
      { ...starts, role: 'serve', party: callee, peer: caller, spanId: 's', parentSpanId: 'a' } as const,
      { kind: 'fault', from: caller, to: callee, fault: fault ?? '', detail: '', spanId: 'a' },
      {
        kind: 'policy',
        party: callee,
        peer: caller,
        policy: 'retry',
        what: fault ?? '',
        detail: { [method ?? '']: url ?? '' },
        spanId: 's',
      },
      { ...ends, spanId: 's' },
      broken
        ? { kind: 'failure', from: caller, to: callee, failure: oneOf(failure), detail: '', spanId: 'a' }
        : {
            kind: 'response',
            from: caller,
            to: callee,
            message: { status: 200, fields: [], content },
            spanId: 'a',
          },
      { ...ends, spanId: 'a' },
      { ...ends, spanId: 'c', error: failure ?? '' },
      { ...starts, role: 'call', party: callee, peer: caller, spanId: 'd' },
      { ...ends, spanId: 'd', error: failure ?? '' },
    ]
    return bodies.map((body, seq) => ({ v: 1, seq, atUs: seq, run: 'r', traceId: T, ...body }))
  }
  const oneOf = (name = ''): NetworkFailure => (name.length % 2 ? 'ECONNRESET' : 'ETIMEDOUT')

  test('nor add a line, a participant or markup', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostile, { minLength: 6, maxLength: 6 }),
        fc.boolean(),
        async (names, broken) => {
          const text = sequenceOf(trace(names, broken), T)
          expect(await mermaid.parse(text)).toMatchObject({ diagramType: 'sequence', config: {} })
          const people = new Set(names.slice(0, 2)).size
          expect(text.trimEnd().split(/[\n\r\u2028\u2029]/)).toHaveLength(1 + people + 5)
          expect(text.match(/^ {2}participant /gm)).toHaveLength(people)
          expect(text).not.toMatch(/[<{`"$]|%%/)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('and all that was in it can be read again, but for line breaks and what is too long', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (name) => {
        const [, , line = ''] = sequenceOf(trace(['a', name, 'GET', '/', '', ''], false), T).split('\n  ')
        const shown = line
          .replace(/^participant p2 as /, '')
          .replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        const plain = name.replace(/\p{Cc}+/gu, ' ').trim()
        fc.pre(name !== 'a')
        expect(shown).toBe(plain === '' ? '(no name)' : plain)
      }),
    )
  })
})
