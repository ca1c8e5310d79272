import { xml } from '../../local-org/metadata/testing';
import { zipOf } from '../../local-org/deploy/testing';

/**
 * A deployment of a validation rule of the org's own, which the computer runs into with hand-offs whose reason is "Resist".
 * @param moment formula that says when they refuse
 */
export const resistingRule = (moment: string, active: boolean): Uint8Array =>
  zipOf(
    { ValidationRule: ['Hand_Off__c.Resist'] },
    {
      'objects/Hand_Off__c.object': xml(
        'CustomObject',
        `<validationRules><fullName>Resist</fullName><active>${active}</active>
         <errorConditionFormula>AND(${moment}, Manual_Reason__c = "Resist")</errorConditionFormula><errorMessage>No.</errorMessage></validationRules>`
      )
    }
  );
