'use strict';

/** The official command line against the embedded org: part of `npm run check`, which installs it. */
module.exports = {
  rootDir: '../..',
  displayName: 'sf',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/sf/**/*.test.ts'],
  transform: { '\\.ts$|/node_modules/jose/.+\\.js$': '<rootDir>/tests/support/typescript-transform.cjs' },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.local-org/'],
  testTimeout: 180_000
};
