import type { FieldValues } from '../../scripts/sample/company';
import type { HandOffSetupFile } from '../../scripts/sample/hand-off-setup';

/** A promise of Sales; what is not given applies to every cell. */
export const sales = (metric: string, target: number, unit: string, more: FieldValues = {}): FieldValues => ({
  Name: metric,
  Side__c: 'Sales',
  Metric__c: metric,
  Target__c: target,
  Unit__c: unit,
  ...more
});

/** Ten hand-offs a month, without which no agreement is two-sided. */
export const MONTHLY: FieldValues = { ...sales('Hand-Offs per Month', 10, 'Hand-Offs'), Side__c: 'Marketing' };

/** An agreement for tests: accept within 4 working hours, first touch within 8, 3 attempts in 7 days, decided within 14; two reps in turn. */
export const HAND_OFF_SETUP: HandOffSetupFile = {
  agreement: { Name: 'Clocks', Version__c: 1, On_Breach__c: 'Reroute', At_Risk_Percent__c: 75 },
  promises: [
    MONTHLY,
    sales('Accept', 4, 'Business Hours'),
    sales('First Touch', 8, 'Business Hours'),
    sales('Attempts', 3, 'Attempts', { Within_Days__c: 7 }),
    sales('Disposition', 14, 'Days')
  ],
  routing: [
    {
      rule: { Name: 'Everybody', Order__c: 1, Active__c: true, Assign_To__c: 'Round Robin' },
      members: [
        { username: 'rep@lockstep.local', Active__c: true },
        { username: 'rep2@lockstep.local', Active__c: true }
      ]
    }
  ],
  settings: { Fallback_Queue__c: 'Hand_Off_Fallback' }
};
