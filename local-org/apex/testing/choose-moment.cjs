'use strict';

const { randomMoment } = require('./moment.cjs');

/** Jest calls this once, before the workers start: they inherit the variable. */
module.exports = () => {
  const given = process.env.APEX_TEST_MOMENT;
  if (given && Number.isNaN(Date.parse(given))) throw new Error(`APEX_TEST_MOMENT=${given} is not a moment such as 2027-03-28T00:59:00Z.`);
  const { at, kind } = given ? { at: Date.parse(given), kind: 'as given' } : randomMoment(Date.now());
  const moment = new Date(at).toISOString().replace('.000', '');
  process.env.APEX_TEST_MOMENT = moment;
  console.log(`\nApex tests run now and at ${moment} (${kind}). To repeat it: APEX_TEST_MOMENT=${moment}`);
};
