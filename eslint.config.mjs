import lwcConfig from '@salesforce/eslint-config-lwc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const LWC_TESTS = 'force-app/**/lwc/**/__tests__/**/*.ts';

export default tseslint.config(
  { ignores: ['**/node_modules/', 'build/', '.local-org/', 'coverage/', 'local-org/preview/fixture/'] },
  {
    files: ['{local-org,scripts,tests,checks}/**/*.ts', LWC_TESTS],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      // Naming what a rest leaves out is what it is named for.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error'
    }
  },
  {
    files: ['**/*.test.ts'],
    languageOptions: { globals: globals.jest }
  },
  {
    files: ['force-app/**/lwc/**/*.ts'],
    ignores: [LWC_TESTS],
    extends: [lwcConfig.configs.recommendedTs],
    rules: {
      // These read types as if they were variables; the compiler finds what they look for.
      'no-undef': 'off',
      'no-unused-vars': 'off',
      'no-restricted-globals': 'off',
      // How a promise that nobody waits for says so.
      'no-void': ['error', { allowAsStatement: true }],
      // The org's clock decides, and the server tells what it says. How much time has passed since then says performance.now().
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Use the moment that the controller gives.' }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use the moment that the controller gives.' }
      ]
    }
  },
  {
    // The one place with an interval: everybody else takes it from here, with the function that ends it.
    files: ['force-app/main/base/lwc/lockstepRepetition/lockstepRepetition.ts'],
    rules: { '@lwc/lwc/no-async-operation': 'off' }
  }
);
