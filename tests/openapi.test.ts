import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { operationsIn } from '#mocks/http/openapi.contract.ts'
import { PROBLEM_BASE, PROBLEMS } from '#mocks/http/problem.ts'
import { SERVICE_NAMES } from '#mocks/systems/map.ts'
import { publishedDocuments } from '../scripts/checks/openapi.ts'

const ROOT = join(import.meta.dirname, '..')
const FILES = [
  'mocks/systems/openapi.json',
  ...SERVICE_NAMES.filter((name) => name !== 'gateway').map((name) => `mocks/services/${name}/openapi.json`),
]
const documentIn = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

describe('what is committed is what is published', () => {
  let published: Awaited<ReturnType<typeof publishedDocuments>>
  beforeAll(async () => {
    published = await publishedDocuments()
  })

  test('there is one document for each service, and none that nobody publishes', () => {
    expect(Object.keys(published).sort()).toEqual([...FILES].sort())
  })

  test.each(FILES)('%s (or run: node scripts/openapi.ts)', (file) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toBe(published[file])
  })
})

describe.each(FILES)('%s', (file) => {
  const document = documentIn(file)
  const operations = operationsIn(document)

  test('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(
      structuredClone(z.record(z.string(), z.unknown()).parse(document)),
    )
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  test('names every operation once, and only problems that exist', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const named = [
      ...JSON.stringify(document).matchAll(/`https:\/\/api\.bookshop\.example\/problems\/([\w-]+)`/g),
    ].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(ids.length)
    for (const name of named) expect(Object.keys(PROBLEMS)).toContain(name)
    expect(PROBLEM_BASE).toBe('https://api.bookshop.example/problems/')
  })

  test('every operation fills in all that its example request needs', () => {
    for (const { path, operation } of operations) {
      const { parameters, requestBody } = operation
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
        inPath,
      )
      for (const parameter of parameters.filter(({ required }) => required))
        expect(parameter.example, parameter.name).toBeDefined()
      if (requestBody) expect(Object.values(requestBody.content)[0]?.example).toBeDefined()
    }
  })
})

test('every example of a request fits the schema of that request', () => {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  let examples = 0
  for (const document of FILES.map(documentIn)) {
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), Requested)) })
      .parse(document)
    for (const { requestBody } of Object.values(paths).flatMap((methods) => Object.values(methods))) {
      if (!requestBody) continue
      const [{ schema, example } = { schema: {}, example: undefined }] = Object.values(requestBody.content)
      expect(ajv.validate(schema, example), ajv.errorsText()).toBe(true)
      examples++
    }
  }
  expect(examples).toBeGreaterThanOrEqual(6)
})

const Requested = z.object({
  requestBody: z
    .object({
      content: z.record(
        z.string(),
        z.object({ schema: z.record(z.string(), z.unknown()), example: z.unknown() }),
      ),
    })
    .optional(),
})

test('the validator finds what is wrong', async () => {
  const document = z.record(z.string(), z.unknown()).parse(documentIn(FILES[0] ?? ''))
  const { valid } = await new Validator().validate({ ...document, paths: { books: {} } })
  expect(valid).toBe(false)
})
