import * as z from 'zod'

const Dependencies = z.record(z.string(), z.string()).default({})
const Manifest = z.object({
  dependencies: Dependencies,
  devDependencies: Dependencies,
  optionalDependencies: Dependencies,
})
const Lock = z.object({
  lockfileVersion: z.number(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      dependencies: Dependencies,
      devDependencies: Dependencies,
      optionalDependencies: Dependencies,
    }),
  ),
})
/** A version, or a package under another name at a version: `npm:other@1.2.3`. */
const EXACT = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?(\d+\.\d+\.\d+(?:-[\w.]+)?)$/

/**
 * Says why `npm ci` might not give everybody the same packages: a range instead of a version, a registry's host in the
 * lock file, a package without checksum, or another platform's binary that the lock file lost.
 */
export function lockfileProblems(packageJson: unknown, packageLock: unknown): string[] {
  const manifest = Manifest.parse(packageJson)
  const { packages } = Lock.parse(packageLock)
  const problems: string[] = []
  const root = packages['']
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    for (const [name, version] of Object.entries(manifest[kind])) {
      if (!EXACT.test(version))
        problems.push(`package.json: ${name} is "${version}"; name one exact version.`)
      if (root?.[kind][name] !== version) {
        problems.push(
          `package-lock.json: ${name} is not locked at ${version}. Run: npm install --package-lock-only`,
        )
      }
      const exact = EXACT.exec(version)?.[1]
      if (exact && packages[`node_modules/${name}`]?.version !== exact) {
        problems.push(`package-lock.json: node_modules/${name} is not ${exact}.`)
      }
    }
  }
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue
    if (entry.resolved?.includes('://')) {
      problems.push(`package-lock.json: ${path} names a host (${new URL(entry.resolved).host}). See .npmrc.`)
    }
    if (!entry.integrity) problems.push(`package-lock.json: ${path} has no checksum.`)
    for (const name of Object.keys(entry.optionalDependencies)) {
      if (!isLocked(packages, path, name)) {
        problems.push(
          `package-lock.json: ${path} lost ${name}; "npm ci" fails on the platform that needs it.`,
        )
      }
    }
  }
  return problems
}

/** Whether a package can be found from a place in the tree, as Node looks for it: here, then one folder up, and so on. */
function isLocked(packages: Readonly<Record<string, unknown>>, from: string, name: string): boolean {
  for (let path = from; ; path = path.slice(0, path.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    if (`${path}/node_modules/${name}`.replace(/^\//, '') in packages) return true
    if (path === '') return false
  }
}
