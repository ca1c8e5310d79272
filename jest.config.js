'use strict';

const { jestConfig: lwcJest } = require('@salesforce/sfdx-lwc-jest/config');

/** TypeScript that runs in Node: one esbuild transform, extensionless imports. */
const nodeProject = (displayName, testMatch, more = {}) => ({
  displayName,
  testEnvironment: 'node',
  testMatch,
  // jose is published as ES modules only, which Jest does not load: it goes through the same transform.
  transform: { '\\.ts$|/node_modules/jose/.+\\.js$': '<rootDir>/tests/support/typescript-transform.cjs' },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.local-org/'],
  ...more
});

module.exports = {
  // Opening an org compiles the whole package: seconds where nothing is cached and the machine is busy.
  testTimeout: 60_000,
  // Apex counts its own lines; Salesforce asks for 75 % of them, Lockstep for 90.
  collectCoverageFrom: ['force-app/**/*.{cls,trigger}'],
  coverageThreshold: { global: { lines: 90 } },
  coverageReporters: ['text-summary', 'lcovonly'],
  projects: [
    {
      ...lwcJest,
      displayName: 'lwc',
      testMatch: ['<rootDir>/force-app/**/lwc/**/__tests__/*.test.ts'],
      moduleFileExtensions: ['ts', 'js', 'html'],
      moduleNameMapper: { '^lightning/modal$': '<rootDir>/tests/support/lightning-modal/modal.ts' },
      modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.local-org/'],
      setupFilesAfterEnv: [...(lwcJest.setupFilesAfterEnv ?? []), '<rootDir>/tests/support/accessibility.cjs']
    },
    nodeProject('embedded org', ['<rootDir>/local-org/**/*.test.ts']),
    nodeProject('apex', ['<rootDir>/force-app/**/classes/**/*Test.cls'], {
      globalSetup: '<rootDir>/local-org/apex/testing/choose-moment.cjs',
      transform: {
        '\\.ts$|/node_modules/jose/.+\\.js$': '<rootDir>/tests/support/typescript-transform.cjs',
        '\\.cls$': '<rootDir>/local-org/apex/testing/apex-transform.cjs'
      },
      moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'cls']
    }),
    nodeProject('scripts', ['<rootDir>/scripts/**/*.test.ts']),
    nodeProject('clients', ['<rootDir>/tests/clients/**/*.test.ts']),
    nodeProject('browser', ['<rootDir>/tests/browser/**/*.test.ts'])
  ]
};
