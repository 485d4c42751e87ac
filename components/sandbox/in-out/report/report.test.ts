import { expect, test } from 'vitest'
import { recordFirstRun } from '../../record.ts'
import { reportOf } from './report.ts'

const recorded = await recordFirstRun()

test('a report has the request, the answer, the diagram, and what changed', () => {
  const text = reportOf(recorded)
  expect(text).toMatch(/^# POST \/v1\/orders\n/)
  expect(text).toContain('201 Created · microservices · 5 hops · ')
  expect(text).toContain("```sh\ncurl 'https://api.bookshop.example/v1/orders'")
  expect(text).toContain('```http\nHTTP/1.1 201\n')
  expect(text).toContain('```mermaid\nsequenceDiagram')
  expect(text).toMatch(/\| inventory \| \w+ \| 9780441478125 \| changed \|/)
})

test('nothing that a service writes gets out of its block', () => {
  const text = '```\n<script>alert(1)</script>\n````'
  const { outcome } = recorded
  if (outcome.kind !== 'answered') throw new Error('the recorded run was answered')
  const report = reportOf({ ...recorded, outcome: { ...outcome, content: { bytes: text.length, text } } })
  expect(report).toContain(`\`\`\`\`\`\n${text}\n\`\`\`\`\``)
})
