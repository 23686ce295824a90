const swc = [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** @type {(name: string, match: string[], extra?: object) => object} */
const project = (name, match, extra = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testMatch: match.map((glob) => `<rootDir>/test/${glob}`),
  testEnvironment: 'node',
  // The SDK as it is packed for the phone: its own `main` is another build, with another XML reader.
  moduleNameMapper: { '^cos-wx-sdk-v5$': '<rootDir>/miniprogram/miniprogram_npm/cos-wx-sdk-v5/index.js' },
  transform: { '^.+\\.[cm]?ts$': swc },
  modulePathIgnorePatterns: [
    '<rootDir>/miniprogram/miniprogram_npm/',
    '<rootDir>/.sandbox/',
    '<rootDir>/dist/',
  ],
  setupFilesAfterEnv: ['<rootDir>/test/setup/no-unexpected-console.ts'],
  ...extra,
});

/** @type {import('jest').Config} */
module.exports = {
  // Jest would leave one of two cores to its parent, which only waits.
  maxWorkers: 2,
  // Long enough for a machine that is busy with something else: only a test that hangs runs into it.
  testTimeout: 60_000,
  // The end of a worker's process takes longer than Jest's half a second there: only a worker that hangs is ended.
  workerGracefulExitTimeout: 20_000,
  reporters: ['default', '<rootDir>/test/setup/summary-reporter.cjs'],
  projects: [
    project('unit', [
      'miniprogram/{kit,models,services,utils,i18n,config}/**/*.test.ts',
      'guards/**/*.test.ts',
      'sandbox/**/*.test.ts',
      'bench/**/*.test.ts',
      'scripts/**/*.test.ts',
    ]),
    project('server', ['server/**/*.test.ts']),
    project('contract', ['contract/**/*.test.ts']),
    project('chaos', ['chaos/**/*.test.ts']),
    project('component', ['miniprogram/{components,pages}/**/*.test.ts'], { testEnvironment: 'jsdom' }),
    project('browser', ['e2e/**/*.test.ts'], {
      globalSetup: '<rootDir>/test/setup/built-phone.ts',
      globalTeardown: '<rootDir>/test/setup/remove-built-phone.ts',
    }),
  ],
};
