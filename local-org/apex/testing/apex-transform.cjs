'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const suite = path.join(__dirname, 'apex-suite');
const ownHash = createHash('sha1').update(readFileSync(__filename)).digest('hex');

/** Makes a Jest test file of an Apex test class: its methods run on the embedded org. */
module.exports = {
  canInstrument: false,
  getCacheKey: (source, file, { configString }) =>
    createHash('sha1').update([source, file, configString, ownHash].join('\0')).digest('hex'),
  process: (_source, file, { config }) => ({
    code: `require(${JSON.stringify(suite)}).describeApexTests(${JSON.stringify({ project: config.rootDir, file })});`
  })
};
