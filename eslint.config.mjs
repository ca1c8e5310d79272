import lwcConfig from '@salesforce/eslint-config-lwc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', '.local-org/', 'coverage/', 'local-org/preview/fixture/'] },
  {
    files: ['{local-org,scripts,tests,examples}/**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: 'error'
    }
  },
  {
    files: ['**/*.test.ts'],
    languageOptions: { globals: globals.jest }
  },
  {
    files: ['force-app/**/lwc/**/*.ts'],
    ignores: ['force-app/**/lwc/**/__tests__/**'],
    extends: [lwcConfig.configs.recommendedTs]
  }
);
