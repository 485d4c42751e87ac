import { describe, expect, it } from 'vitest'
import { Measure } from '#content/questions/measure.ts'
import { Question } from '#content/questions/schema.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { createKeepingSink, createRunLog } from '#mocks/log/log.ts'
import { order, predict, single } from './make-question.ts'
import { measure, measureNumber, type Run } from './measure.ts'
import { confirm, prepareQuestion } from './prepare.ts'

const TRACE = 'a'.repeat(32)

/** A run that took these hops, and was answered with this status and content. */
function makeRun(
  hops: readonly (readonly [from: string, to: string])[],
  status = 200,
  content = '{"available":4}',
): Run {
  const { sink, events } = createKeepingSink()
  let nowUs = 0
  const log = createRunLog({ run: 'r', nowUs: () => nowUs++, sinks: [sink] })
  const text = (value: string) => ({ bytes: value.length, text: value })
  const request = { method: 'GET', url: 'https://api.bookshop.example/v1/x', fields: [], content: text('') }
  const response = { status, fields: [['Content-Type', 'application/json'] as const], content: text(content) }
  hops.forEach(([from, to], at) => {
    const spanId = String(at).padStart(16, '0')
    log.append({ kind: 'request', from, to, message: request, traceId: TRACE, spanId })
    log.append({ kind: 'response', from, to, message: response, traceId: TRACE, spanId })
  })
  const kept: readonly RunEvent[] = events()
  return { events: kept, exchanges: [{ traceId: TRACE, request, response, startUs: 10, endUs: 90 }] }
}

describe('measuring a run', () => {
  const run = makeRun([
    ['client', 'gateway'],
    ['gateway', 'catalog'],
  ])

  it.each([
    [{ of: 'status', request: 0 }, 200],
    [{ of: 'hops', request: 0 }, 2],
    [{ of: 'hop-list', request: 0 }, 'client → gateway, gateway → catalog'],
    [{ of: 'value', request: 0, pointer: '/available' }, 4],
    [{ of: 'field', request: 0, name: 'content-type' }, 'application/json'],
    [{ of: 'method', request: 0 }, 'GET'],
    [{ of: 'duration', request: 0 }, 80],
  ])('%o is %o', (what, value) => {
    expect(measure(run, Measure.parse(what))).toBe(value)
  })

  it('says what is missing', () => {
    expect(() => measure(run, { of: 'status', request: 3 })).toThrow('number 3 does not exist')
    expect(() => measure(run, { of: 'value', request: 0, pointer: '/sold' })).toThrow('"/sold"')
    expect(() => measureNumber(run, { of: 'method', request: 0 })).toThrow('expected to be a number')
  })
})

describe('confirming checks', () => {
  const one = makeRun([['client', 'monolith']])
  const two = makeRun([
    ['client', 'gateway'],
    ['gateway', 'catalog'],
  ])
  const status = { label: 'Status', measure: { of: 'status' as const, request: 0 } }
  const hops = { label: 'Hops', measure: { of: 'hops' as const, request: 0 } }
  const hold = (...checks: Parameters<typeof confirm>[0]) =>
    confirm(checks, [one, two]).map(({ holds }) => holds)

  it('compares runs', () => {
    expect(hold({ ...status, expect: 'same' }, { ...hops, expect: 'different' })).toEqual([true, true])
    expect(hold({ ...status, expect: 'different' }, { ...hops, expect: 'same' })).toEqual([false, false])
  })

  it('holds every run against a value', () => {
    expect(hold({ ...status, expect: { equals: 200 } }, { ...hops, expect: { equals: 2 } })).toEqual([
      true,
      false,
    ])
  })
})

describe('preparing a question', () => {
  const asWritten = (question: typeof single | typeof order | typeof predict, change: object = {}) => {
    const { cases, ...rest } = question
    const [{ demo }] = cases
    return Question.parse({
      ...rest,
      ...('options' in rest ? { demo } : { cases: cases.map(({ id }) => ({ id, demo })) }),
      ...change,
    })
  }

  it('reads the order of steps off the run', async () => {
    const run = makeRun([
      ['r', 'z'],
      ['p', 'z'],
    ])
    const { cases } = await prepareQuestion(asWritten(order), async () => run)
    expect(cases[0].key).toEqual({ kind: 'order', steps: ['r', 'p'] })
  })

  it('fails when a hop has no step', async () => {
    const run = makeRun([['someone', 'else']])
    await expect(prepareQuestion(asWritten(order), async () => run)).rejects.toThrow(
      'no step stands for the hop someone → else',
    )
  })

  it('fails when a check does not hold', async () => {
    const [{ demo }] = single.cases
    const checks = [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 201 } }]
    const question = asWritten(single, { demo: { ...demo, checks } })
    await expect(prepareQuestion(question, async () => makeRun([]))).rejects.toThrow(
      'Question "single", case "only": the engine disagrees with "Status": it measured 200.',
    )
  })

  it('fails when no choice explains what the run gives', async () => {
    const question = asWritten(predict, {
      computed: {
        after: { measure: { of: 'hops', request: 0 } },
        taken: { measure: { of: 'hops', request: 0 } },
      },
    })
    await expect(prepareQuestion(question, async () => makeRun([], 404))).rejects.toThrow(
      'no choice explains why that is right',
    )
    await expect(prepareQuestion(question, async () => makeRun([], 503))).resolves.toMatchObject({
      id: 'predict',
    })
  })

  it('fails when a text asks for a word that no case has', async () => {
    const question = asWritten(single, { stem: 'How many {things}?' })
    await expect(prepareQuestion(question, async () => makeRun([]))).rejects.toThrow('{things}')
  })
})
