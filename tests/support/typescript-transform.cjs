'use strict';

const { createHash } = require('node:crypto');
const esbuild = require('esbuild');

/** Compiles TypeScript for Jest: CommonJS, inline source maps, no type check (`npm run lint` does that). */
module.exports = {
  canInstrument: false,
  getCacheKey: (source, file, { configString }) =>
    createHash('sha1').update([source, file, configString, esbuild.version].join('\0')).digest('hex'),
  process: (source, file) =>
    esbuild.transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      sourcefile: file
    })
};
