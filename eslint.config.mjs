import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders of miniprogram/ that a layer may import from: the table of "Layers" in CONTRIBUTING.md. */
const layers = {
  models: ['models'],
  utils: ['utils'],
  kit: ['kit', 'i18n', 'utils'],
  config: ['config'],
  i18n: ['i18n', 'models', 'utils'],
  services: ['services', 'models', 'config', 'utils'],
  components: ['components', 'kit', 'models', 'i18n', 'utils'],
  pages: ['kit', 'services', 'models', 'components', 'i18n', 'config', 'utils'],
};
const everyFolder = Object.keys(layers);

/** @returns the rule that keeps a layer inside its table row. */
const layerRule = (layer) => {
  const forbidden = everyFolder.filter((folder) => !layers[layer].includes(folder));
  const patterns = forbidden.map((folder) => ({
    group: [`**/${folder}`, `**/${folder}/**`],
    message: `${layer}/ may not import from ${folder}/.`,
  }));
  patterns.push({ group: ['**/server/**', '**/test/**'], message: 'miniprogram/ stands alone.' });
  if (layer !== 'services') {
    patterns.push({
      group: ['cos-wx-sdk-v5', '@rgrove/parse-xml'],
      message: 'Only services/ talks to the cloud.',
    });
  }
  return {
    files: [`miniprogram/${layer}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
};

/** Not there, or not to count on, in WeChat's JavaScript core. */
const missingInWeChat = [
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
  'URL',
  'URLSearchParams',
  'TextDecoder',
  'TextEncoder',
  'structuredClone',
  'Intl',
  'AbortController',
  'queueMicrotask',
  'globalThis',
  'self',
  'Buffer',
  'process',
  'eval',
];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'miniprogram/miniprogram_npm/', '**/dist/', 'coverage/', '.sandbox/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-eval': 'error',
      'no-implied-eval': 'off',
    },
  },
  {
    files: ['miniprogram/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...missingInWeChat],
      'no-restricted-properties': [
        'error',
        { object: 'Promise', property: 'allSettled', message: 'Not in every WeChat core: see utils/.' },
        { property: 'replaceAll', message: 'Not in every WeChat core.' },
        { property: 'toLocaleString', message: 'Needs Intl.' },
        { property: 'toLocaleDateString', message: 'Needs Intl.' },
        { property: 'toLocaleTimeString', message: 'Needs Intl.' },
        { property: 'localeCompare', message: 'Needs Intl.' },
        { property: 'at', message: 'Not in every WeChat core.' },
      ],
    },
  },
  ...everyFolder.map(layerRule),
  {
    files: ['server/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/miniprogram/**', '**/test/**'], message: 'server/ stands alone.' }] },
      ],
    },
  },
  {
    files: ['test/sandbox/cloud/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/miniprogram/**', '**/server/**'],
              message:
                'The stand-ins are written from the API documents: they share no code, and no misreading.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.test.ts'],
    rules: {
      // jest's asymmetric matchers are typed `any`.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'readonly', require: 'readonly', __dirname: 'readonly', process: 'readonly' },
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  {
    files: ['miniprogram/**/*.wxs'],
    languageOptions: {
      ecmaVersion: 5,
      sourceType: 'commonjs',
      globals: { module: 'readonly', require: 'readonly', getRegExp: 'readonly', getDate: 'readonly' },
    },
  },
);
