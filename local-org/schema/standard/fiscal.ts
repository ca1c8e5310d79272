import { READ_ONLY, SYSTEM, checkbox, date, id, int, lookup, picklist, systemModstamp, text } from '../fields';
import type { StandardObjectSpec } from '../specification';
import { KEPT_BY_PLATFORM } from './organization';

/** One row for each fiscal year that is defined. Made in Setup only: DML refuses it. */
export const fiscalYearSettings: StandardObjectSpec = {
  apiName: 'FiscalYearSettings',
  label: 'Fiscal Year Settings',
  pluralLabel: 'Fiscal Year Settings',
  keyPrefix: '022',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    lookup('PeriodId', 'Period', null, READ_ONLY),
    date('StartDate', READ_ONLY),
    date('EndDate', READ_ONLY),
    text('Name', 80, SYSTEM, { nameField: true, idLookup: true }),
    checkbox('IsStandardYear', SYSTEM),
    picklist('YearType', ['Standard', 'Custom'], { restricted: true }, READ_ONLY),
    picklist('QuarterLabelScheme', ['NumberByYear', 'Custom'], { restricted: true }, READ_ONLY, { label: 'Quarter Name Scheme' }),
    picklist('PeriodLabelScheme', ['NumberByYear', 'NumberByQuarter', 'StandardMonths', 'Custom'], { restricted: true }, READ_ONLY, {
      label: 'Period Name Scheme'
    }),
    picklist('WeekLabelScheme', ['NumberByYear', 'NumberByQuarter', 'NumberByPeriod'], { restricted: true }, READ_ONLY, {
      label: 'Week Name Scheme'
    }),
    picklist('QuarterPrefix', ['Q', 'FQ'], {}, READ_ONLY, { length: 255 }),
    picklist('PeriodPrefix', ['P', 'FP'], {}, READ_ONLY, { length: 255 }),
    int('WeekStartDay', READ_ONLY),
    text('Description', 255, READ_ONLY),
    systemModstamp()
  ]
};

/** The years, quarters, months (or periods) and weeks of those fiscal years. `EndDate` is the last day. */
export const period: StandardObjectSpec = {
  apiName: 'Period',
  label: 'Period',
  pluralLabel: 'Periods',
  keyPrefix: '026',
  ...KEPT_BY_PLATFORM,
  setupObject: true,
  fields: [
    id(),
    lookup('FiscalYearSettingsId', 'FiscalYearSettings', 'Periods', READ_ONLY),
    picklist('Type', ['Month', 'Quarter', 'Week', 'Year'], { restricted: true }, READ_ONLY),
    date('StartDate', SYSTEM),
    date('EndDate', SYSTEM),
    systemModstamp(),
    checkbox('IsForecastPeriod', SYSTEM),
    picklist('QuarterLabel', [], {}, READ_ONLY, { label: 'Quarter Name', length: 255 }),
    picklist('PeriodLabel', [], {}, READ_ONLY, { label: 'Period Name', length: 255 }),
    int('Number', READ_ONLY),
    text('FullyQualifiedLabel', 80, READ_ONLY, { filterable: false, sortable: false })
  ]
};
