/** Who may import whom (docs/architecture.md). Tests and test data may reach further than the product. */
const tests = '\\.(test|factory)\\.tsx?$|/testing/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'contract-imports-nobody',
      severity: 'error',
      from: { path: '^packages/contract/' },
      to: { path: '^(apps|packages/(?!contract/)[^/]+|demo|bench|measure|e2e|db)/' },
    },
    {
      name: 'client-imports-contract',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^(apps|packages/ui|demo|bench|measure|e2e|db)/' },
    },
    {
      name: 'ui-imports-contract',
      severity: 'error',
      from: { path: '^packages/ui/' },
      to: { path: '^(apps|packages/client|demo|bench|measure|e2e|db)/' },
    },
    {
      name: 'front-ends-stand-alone',
      severity: 'error',
      from: { path: '^apps/(console|phone)/' },
      to: { path: '^(apps/(server|(?!$1/)[^/]+)/|demo/|bench/|measure/|db/)', pathNot: '^apps/$1/' },
    },
    {
      name: 'features-stand-alone',
      severity: 'error',
      from: { path: '^apps/(console|phone)/src/features/([^/]+)/' },
      to: { path: '^apps/$1/src/features/', pathNot: '^apps/$1/src/features/$2/' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^apps/server/src/platform/', pathNot: tests },
      to: { path: '^(apps/server/src/(modules/|app|server|worker|main)|demo/)' },
    },
    {
      name: 'modules-through-their-index',
      severity: 'error',
      from: { path: '^apps/server/src/modules/([^/]+)/', pathNot: tests },
      to: { path: '^apps/server/src/modules/([^/]+)/', pathNot: '^apps/server/src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'modules-know-no-app',
      severity: 'error',
      from: { path: '^apps/server/src/modules/', pathNot: tests },
      to: { path: '^(apps/server/src/(app|server|worker|main)|demo/|bench/|measure/)' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^apps/server/src/modules/matters/(kinds|actions)/', pathNot: tests },
      to: { path: '(platform/(db|http|queue|wakeup)|\\.store\\.ts$|\\.queries\\.ts$|\\.load\\.ts$)' },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/|\\.css$|\\?' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
