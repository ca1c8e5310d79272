import type { HandOffSetupFile } from '../../scripts/sample/hand-off-setup';

/** Everything waits in one queue of both reps; three attempts are agreed. */
export const ONE_QUEUE: HandOffSetupFile = {
  agreement: { Name: 'Standard', Version__c: 1, On_Breach__c: 'Notify Only', Marketing_Queue__c: 'Marketing_Nurture' },
  promises: [
    { Name: 'Accept', Side__c: 'Sales', Metric__c: 'Accept', Target__c: 4, Unit__c: 'Business Hours' },
    { Name: 'Try', Side__c: 'Sales', Metric__c: 'Attempts', Target__c: 3, Unit__c: 'Attempts', Within_Days__c: 7 },
    { Name: 'Decide', Side__c: 'Sales', Metric__c: 'Disposition', Target__c: 30, Unit__c: 'Days' },
    { Name: 'Fill in', Side__c: 'Marketing', Metric__c: 'Completeness', Target__c: 50, Unit__c: 'Percent', Required_Fields__c: 'Company' }
  ],
  routing: [{ rule: { Name: 'Inbound', Order__c: 1, Active__c: true, Assign_To__c: 'Queue', Queue__c: 'Inbound_Sales' } }],
  settings: { Fallback_Queue__c: 'Hand_Off_Fallback' }
};
