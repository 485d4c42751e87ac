import { expect, test } from 'vitest'
import { whyNotCallable } from './endpoint-rules.ts'

const whyNot = (url: string) => whyNotCallable(new URL(url))

test.each([
  'https://partner.example/hooks',
  'https://partner.example:8443/hooks?of=spring',
  'https://8.8.8.8/',
  'https://[2606:4700::1111]/',
  'http://localhost:9000/hooks',
  'http://127.0.0.1:9000/hooks',
  'http://[::1]:9000/hooks',
])('a webhook may go to %s', (url) => {
  expect(whyNot(url)).toBeUndefined()
})

test.each([
  'http://partner.example/hooks',
  'ftp://partner.example/hooks',
  'https://ada:secret@partner.example/',
  'https://partner.example/#here',
  'https://inventory.bookshop.internal/stock',
  'https://inventory.bookshop.internal./stock',
  'https://printer.local/',
  'https://router/',
  'https://10.0.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.100.100.200/',
  'https://0.0.0.0/',
  'https://0xa.1/',
  'https://167772161/',
  'https://012.0.0.1/',
  'https://[::]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[64:ff9b::a00:1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[2002:a00:1::]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
])('no webhook may go to %s', (url) => {
  expect(whyNot(url)).toMatch(/^must /)
})
