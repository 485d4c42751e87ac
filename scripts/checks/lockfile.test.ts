import { describe, expect, test } from 'vitest'
import { lockfileProblems } from './lockfile.ts'

const manifest = { dependencies: { next: '16.4.5' } }
const next = { version: '16.4.5', integrity: 'sha512-x', optionalDependencies: { 'swc-mac': '1.0.0' } }
const swc = { version: '1.0.0', integrity: 'sha512-y' }
const lock = (packages: object) => ({
  lockfileVersion: 3,
  packages: { '': manifest, 'node_modules/next': next, 'node_modules/swc-mac': swc, ...packages },
})

describe('lock file', () => {
  test('is fine when every version is exact, hashed and free of hosts', () => {
    expect(lockfileProblems(manifest, lock({}))).toEqual([])
  })
  test('takes a package under another name, at an exact version', () => {
    const aliased = { devDependencies: { old: 'npm:@scope/pkg@1.2.3' } }
    const locked = (version: string) => ({
      lockfileVersion: 3,
      packages: { '': aliased, 'node_modules/old': { version, integrity: 'sha512-z' } },
    })
    expect(lockfileProblems(aliased, locked('1.2.3'))).toEqual([])
    expect(lockfileProblems(aliased, locked('1.2.4')).join()).toContain('node_modules/old is not 1.2.3')
  })
  test('names a range', () => {
    expect(lockfileProblems({ dependencies: { next: '^16.4.5' } }, lock({})).join()).toContain('"^16.4.5"')
  })
  test('names a version that is not the one in the lock file', () => {
    expect(lockfileProblems({ dependencies: { next: '16.4.6' } }, lock({})).join()).toContain(
      'not locked at 16.4.6',
    )
  })
  test('names a host', () => {
    const resolved = 'https://registry.example.test/next.tgz'
    expect(lockfileProblems(manifest, lock({ 'node_modules/next': { ...next, resolved } })).join()).toContain(
      'registry.example.test',
    )
  })
  test('names a package without checksum', () => {
    expect(
      lockfileProblems(manifest, lock({ 'node_modules/swc-mac': { version: '1.0.0' } })).join(),
    ).toContain('has no checksum')
  })
  test("names another platform's package that was lost", () => {
    const { 'node_modules/swc-mac': _, ...rest } = lock({}).packages
    expect(lockfileProblems(manifest, { lockfileVersion: 3, packages: rest }).join()).toContain(
      'lost swc-mac',
    )
  })
  test('finds a package nested below the one that needs it', () => {
    const { 'node_modules/swc-mac': _, ...rest } = lock({}).packages
    const nested = { ...rest, 'node_modules/next/node_modules/swc-mac': swc }
    expect(lockfileProblems(manifest, { lockfileVersion: 3, packages: nested })).toEqual([])
  })
})
