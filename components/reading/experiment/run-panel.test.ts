import { expect, test } from 'vitest'
import { runPanel } from './run-panel.ts'

test('a panel that shows the wire gets the watched exchange, as HTTP/1.1 writes it', async () => {
  const { wire } = await runPanel('broken-message', { wrong: 'accept' })
  expect(wire?.request).toMatch(/^POST \/v1\/orders HTTP\/1\.1\n/)
  expect(wire?.request).toContain('accept: text/csv')
  expect(wire?.response).toMatch(/^HTTP\/1\.1 406 Not Acceptable\n/)
})

test('a panel that does not show it carries none of it', async () => {
  expect(await runPanel('retry-amplification')).not.toHaveProperty('wire')
})

test('a token is cut short on the wire, and says how long it is', async () => {
  const { wire } = await runPanel('refused-requests', { request: 'small-token' })
  expect(wire?.request).toMatch(/^authorization: Bearer \S{25}… \(\d{3} characters in all\)$/m)
})

test('content that is no text is shown in hexadecimal', async () => {
  const { wire } = await runPanel('stock-spelled', { form: 'connect-binary' })
  expect(wire?.request).toMatch(/\n\n0a 0d 39 37 38 30 34 34 31 34 37 38 31 32 35$/)
  expect(wire?.response).toMatch(/\n\n0a 13 0a 0d 39 [0-9a-f ]+$/)
})
