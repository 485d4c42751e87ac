import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { CATALOGUE } from '../scenarios/catalogue.ts'
import { ANSWER_WORDS } from './answer-words.ts'

const SERVICES = join(import.meta.dirname, '../../mocks/services')

/** What the documents of all services promise: the fields of their answers, and the statuses. */
function promised() {
  const fields = new Set<string>()
  const statuses = new Set<number>()
  let read = 0
  for (const service of readdirSync(SERVICES)) {
    const document = documentOf(service)
    if (!document) continue
    read++
    for (const operations of Object.values(document.paths))
      for (const operation of Object.values(operations))
        for (const [status, answer] of Object.entries(operation?.responses ?? {})) {
          if (/^\d+$/.test(status)) statuses.add(Number(status))
          for (const name of Object.keys(answer.headers ?? {})) fields.add(name.toLowerCase())
        }
  }
  return { fields, statuses, read }
}

interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses?: Record<string, { headers?: Record<string, unknown> }> } | undefined>
  >
}

function documentOf(service: string): Document | undefined {
  try {
    return JSON.parse(readFileSync(join(SERVICES, service, 'openapi.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs in which fields are sent that no document names, such as Age and Date. */
const SEEN_IN = ['yesterdays-price', 'tokens-refused', 'recommendations-down', 'one-key-for-everything']

test('every field and status that the bookshop sends, or promises to, is explained', async () => {
  const { fields, statuses, read } = promised()
  expect(read).toBeGreaterThan(10)
  for (const { symptom } of CATALOGUE.filter(({ id }) => SEEN_IN.includes(id)))
    for (const event of (await runScenario(symptom.scenario)).events)
      if (event.kind === 'response') {
        statuses.add(event.message.status)
        for (const [name] of event.message.fields) fields.add(name.toLowerCase())
      }
  // What scripts on other origins are told that they may read is sent as well.
  const cors = readFileSync(join(SERVICES, 'gateway/cors.ts'), 'utf8')
  const exposed = /const EXPOSED = \[([^\]]*)\]/.exec(cors)?.[1] ?? ''
  for (const [, name] of exposed.matchAll(/'([^']+)'/g)) if (name) fields.add(name)
  for (const [, name] of cors.matchAll(
    /'(access-control-(?:allow|expose|max)-[a-z-]+|access-control-max-age)'/g,
  ))
    if (name) fields.add(name)
  expect(fields.size).toBeGreaterThan(30)

  const explained = new Set(ANSWER_WORDS.fields.map(({ name }) => name))
  expect([...fields].filter((name) => !explained.has(name))).toEqual([])
  const known = new Set(ANSWER_WORDS.statuses.map(({ status }) => status))
  expect([...statuses].filter((status) => !known.has(status))).toEqual([])
})

test('nothing is explained twice', () => {
  const names = [
    ...ANSWER_WORDS.fields.map(({ name }) => name),
    ...ANSWER_WORDS.statuses.map(({ status }) => status),
  ]
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
