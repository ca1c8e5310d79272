import { salesforceModule } from './salesforce-modules';
import { TestProject } from './test-project';

const project = new TestProject();
const { names } = project.request();
afterAll(() => project.remove());

const made = (specifier: string): unknown => salesforceModule(specifier, names);

describe('modules of @salesforce', () => {
  it('returns field and object tokens in the platform’s format', () => {
    expect(made('@salesforce/schema/Lead')).toEqual({ source: 'export default {"objectApiName":"Lead"};' });
    expect(made('@salesforce/schema/Lead.Name')).toEqual({ source: 'export default {"fieldApiName":"Name","objectApiName":"Lead"};' });
  });

  it('follows relationships to every target object', () => {
    expect(made('@salesforce/schema/Lead.Owner.Email')).toEqual({
      source: 'export default {"fieldApiName":"Owner.Email","objectApiName":"Lead"};'
    });
  });

  it.each([
    ['@salesforce/schema/Leed.Name', 'there is no object Leed'],
    ['@salesforce/schema/Lead.Nmae', 'Lead has no field Nmae'],
    ['@salesforce/schema/Lead.Boss.Name', 'Lead has no relationship Boss'],
    ['@salesforce/schema/Lead.Owner.Nope', 'User, Group has no field Nope'],
    ['@salesforce/label/c.Nope', 'there is no such custom label'],
    ['@salesforce/resourceUrl/nope', 'there is no such static resource'],
    ['@salesforce/customPermission/Nope', 'there is no such custom permission'],
    ['@salesforce/apex/Method', 'does not name a class and a method'],
    ['@salesforce/user/Name', '@salesforce/user/Name']
  ])('refuses %s by name', (specifier, reason) => {
    expect(made(specifier)).toEqual({ refusal: expect.stringContaining(reason) });
  });

  it('includes every translation of a label, and selects one in the page', () => {
    expect(made('@salesforce/label/c.Greeting')).toEqual({ source: expect.stringContaining('labelText({"en_US":"Hello","de":"Hallo"})') });
  });

  it('names namespace, class and method of an Apex import', () => {
    expect(made('@salesforce/apex/Scores.read')).toEqual({ source: expect.stringContaining('apexMethod("", "Scores", "read")') });
    expect(made('@salesforce/apex/ns.Scores.read')).toEqual({ source: expect.stringContaining('apexMethod("ns", "Scores", "read")') });
  });

  it('does not replace the base components’ own labels and flags', () => {
    expect(made('@salesforce/label/LightningControl.required')).toBeUndefined();
    expect(made('@salesforce/gate/bc.258.enableMaxEditLimit')).toBeUndefined();
    expect(made('@salesforce/i18n/number.numberFormat')).toBeUndefined();
  });

  it('reads locale and time zone from the session', () => {
    expect(made('@salesforce/i18n/timeZone')).toEqual({ source: expect.stringContaining('session.i18n.timeZone') });
  });
});
