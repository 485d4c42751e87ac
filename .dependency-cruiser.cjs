// Who may import whom. The rules are patterns, so the service or component that somebody writes next year is covered on
// its first day. docs/architecture.md explains them; tests/layers.test.ts plants violations and expects red.

/** Contracts are tests that are written once and run everywhere; what ships imports neither (see below). */
const TESTS = '([.](test|spec)|[/.]contract)[.]tsx?$'
/** The composites among the components; every other folder of components/ is a leaf. */
const COMPOSITES = '^components/(sandbox|lab|quiz|reading|home)/'
const OURS = '^(app|bench|components|content|docs|learner|mocks|scripts|tests)/'

/** A folder may import, of our own folders, only these. Its tests may import more, except where a rule says so. */
const folder = (name, from, mayImport, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: TESTS },
  to: { path: OURS, pathNot: mayImport },
})

module.exports = {
  forbidden: [
    folder(
      'log-imports-only-itself',
      '^mocks/log/',
      ['^mocks/log/'],
      'Everyone may import the run log; it imports nobody.',
    ),
    folder(
      'simulation-imports-only-itself',
      '^mocks/simulation/',
      ['^mocks/simulation/'],
      'The core is pure.',
    ),
    folder(
      'storage-imports',
      '^mocks/storage/',
      ['^mocks/(storage|log)/'],
      'Stores know records and the log.',
    ),
    folder('http-imports', '^mocks/http/', ['^mocks/(http|log|storage)/'], 'The manners all services share.'),
    folder(
      'network-imports',
      '^mocks/network/',
      ['^mocks/(network|simulation|log)/'],
      'A hop knows no service.',
    ),
    {
      name: 'core-has-no-packages',
      severity: 'error',
      comment: 'The run log and the simulation run anywhere: no package, no Node module.',
      from: { path: '^mocks/(log|simulation)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'] },
    },
    {
      name: 'http-takes-only-storage-types',
      severity: 'error',
      comment: 'Shared manners may name the type of a store; only a system hands one out.',
      from: { path: '^mocks/http/', pathNot: TESTS },
      to: { path: '^mocks/storage/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'service-imports-no-other-service',
      severity: 'error',
      comment:
        'Share nothing, talk over HTTP: a service knows another one by its published contract alone. Tests too.',
      from: { path: '^mocks/services/([^/]+)/' },
      to: { path: '^mocks/services/', pathNot: '^mocks/services/$1/' },
    },
    folder(
      'service-imports',
      '^mocks/services/',
      ['^mocks/(services|http|simulation|log|storage)/'],
      'A service is handed its network, its clock and its store; it never reaches for them.',
    ),
    {
      name: 'service-takes-only-types-of-what-it-is-handed',
      severity: 'error',
      comment: 'Clock, randomness and store are parameters: a service may name their types, not build them.',
      from: { path: '^mocks/services/', pathNot: TESTS },
      to: { path: '^mocks/(simulation|storage)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'service-packages',
      severity: 'error',
      comment: 'The packages of the trade. A new one is a decision: add it here.',
      from: { path: '^mocks/(services|http|storage)/', pathNot: TESTS },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(hono|zod|jose|graphql|graphql-[^/]+|dataloader|eventsource-parser|structured-headers|rfc6902|fast-xml-parser|@connectrpc/[^/]+|@bufbuild/[^/]+|@noble/hashes|@remix-run/multipart-parser|fast-png|fflate)/',
      },
    },
    {
      name: 'service-has-no-node',
      severity: 'error',
      comment:
        'A service is a function from Request to Response that runs in a page, a worker and Node alike.',
      from: { path: '^mocks/(services|http|network|systems)/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    folder(
      'systems-import',
      '^mocks/systems/',
      ['^mocks/(systems|services|network|simulation|http|storage|log)/'],
      'A system links services; where it runs is not its business.',
    ),
    folder(
      'runtimes-import',
      '^mocks/runtimes/',
      ['^mocks/'],
      'A runtime knows the system and what is below it.',
    ),
    {
      name: 'msw-only-in-runtimes',
      severity: 'error',
      comment: 'One catch-all handler is the whole bridge to the service worker.',
      from: { path: OURS, pathNot: ['^mocks/runtimes/', '^scripts/', TESTS] },
      to: { path: 'node_modules/msw/' },
    },
    folder(
      'content-imports',
      '^content/',
      ['^content/', '^mocks/(systems|log)/'],
      'What we teach may name a system, its settings and its log.',
    ),
    folder(
      'learner-imports',
      '^learner/',
      ['^(learner|content)/', '^mocks/(systems|log)/'],
      'Progress and grading.',
    ),
    {
      name: 'leaf-component-imports',
      severity: 'error',
      comment: 'A leaf shows what it is given: itself, components/ui, the run log and the types of content.',
      from: { path: '^components/([^/]+)/', pathNot: [COMPOSITES, TESTS] },
      to: { path: OURS, pathNot: ['^components/$1/', '^components/ui/', '^mocks/log/', '^content/'] },
    },
    {
      name: 'composite-component-imports',
      severity: 'error',
      comment: 'A composite uses leaves, the learner and the runtimes.',
      from: { path: COMPOSITES, pathNot: TESTS },
      to: {
        path: OURS,
        pathNot: ['^components/', '^learner/', '^content/', '^mocks/(runtimes|systems|log)/'],
      },
    },
    {
      name: 'composites-never-import-each-other',
      severity: 'error',
      comment: 'What two composites share is a leaf.',
      from: { path: '^components/(sandbox|lab|quiz|reading|home)/' },
      to: { path: COMPOSITES, pathNot: '^components/$1/' },
    },
    {
      name: 'components-take-only-content-types',
      severity: 'error',
      comment: 'Content reaches a component as props; the loader reads files and stays out of the page.',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: '^content/', dependencyTypesNot: ['type-only'] },
    },
    folder(
      'app-imports',
      '^app/',
      ['^(app|components|content|learner)/'],
      'Routes ask for data and compose components.',
    ),
    {
      name: 'nobody-imports-a-route-or-a-tool',
      severity: 'error',
      comment: 'app/, scripts/, bench/ and tests/ are ends, not libraries for the house.',
      from: { path: '^(components|content|learner|mocks)/', pathNot: TESTS },
      to: { path: '^(app|scripts|bench|tests)/' },
    },
    {
      name: 'nothing-that-ships-imports-a-test',
      severity: 'error',
      comment: 'Tests and contracts know the house; the house does not know them.',
      from: { path: '^(app|components|content|learner|mocks)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'A cycle has no first page to read.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere, or whose package is not in package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      comment: 'A package that only another package brought along may be gone tomorrow.',
      from: { path: OURS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-tools-in-the-site',
      severity: 'error',
      comment: 'What ships may not import a development package; its types it may.',
      from: { path: '^(app|components|content|learner|mocks)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // With TypeScript 7 the default parser reads no module at all, and so finds no violation. swc also reports imports
    // of types alone, with tsPreCompilationDeps off.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](css|mdx|svg|json|woff2)$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
