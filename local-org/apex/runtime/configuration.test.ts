import { checkbox, number, schemaWith, text } from '../../schema/testing';
import { ApexTestOrg } from './testing';

const schema = schemaWith([
  { apiName: 'Switches__c', customSettingsType: 'Hierarchy', fields: [checkbox('Off__c'), number('Size__c', 4, 0)] },
  { apiName: 'Rule__mdt', fields: [text('Text__c', 40)] }
]);

const SOURCES = {
  ConfigurationTest: `@IsTest private class ConfigurationTest {
    @IsTest static void asSomebodyElse() {
      User other = [SELECT Id FROM User WHERE Username = 'rep@example.com'];
      Id me = UserInfo.getUserId();
      System.runAs(other) {
        Assert.areEqual(other.Id, UserInfo.getUserId());
        Assert.areEqual('Europe/Berlin', UserInfo.getTimeZone().getID());
        insert new Account(Name = 'Made by a rep');
      }
      Assert.areEqual(me, UserInfo.getUserId());
      Assert.areEqual(other.Id, [SELECT CreatedById FROM Account].CreatedById);
    }
  }`
};

describe('configuration and users', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schema, SOURCES, {
      labels: [
        { fullName: 'Greeting', value: 'Hello', language: 'en_US', shortDescription: 'Greeting' },
        { fullName: 'Greeting', value: 'Hallo', language: 'de', shortDescription: 'Greeting' }
      ]
    });
    org.db.run(
      "INSERT INTO Rule__mdt (Id, DeveloperName, MasterLabel, QualifiedApiName, Text__c) VALUES ('m00000000000001AAA', 'First', 'First', 'First', 'one')"
    );
    org.addUser({ id: '005000000000002AAA', username: 'rep@example.com', timeZone: 'Europe/Berlin' });
  });
  afterAll(() => org.close());

  it('reads custom metadata without a query', () => {
    expect(
      org.run(`
        System.debug(Rule__mdt.getInstance('first').Text__c);
        System.debug(Rule__mdt.getInstance('Nothing'));
        System.debug(Rule__mdt.getAll().keySet() + ' ' + Limits.getQueries());`)
    ).toEqual(['one', 'null', '{First} 0']);
  });

  it('lays the settings of the user over those of the org, field by field', () => {
    expect(
      org.run(`
        System.debug(Switches__c.getInstance().Size__c + ' ' + Switches__c.getInstance().Off__c);
        insert new Switches__c(SetupOwnerId = UserInfo.getOrganizationId(), Size__c = 5, Off__c = true);
        System.debug(Switches__c.getInstance().Size__c + ' ' + Switches__c.getOrgDefaults().Off__c);
        insert new Switches__c(SetupOwnerId = UserInfo.getUserId(), Size__c = 7);
        System.debug(Switches__c.getInstance().Size__c + ' ' + Switches__c.getValues(UserInfo.getProfileId()));`)
    ).toEqual(['null false', '5 true', '7 null']);
  });

  it('reads labels in the language of the user', () => {
    expect(org.run('System.debug(System.Label.Greeting + Label.greeting);')).toEqual(['HelloHello']);
  });

  it('reads labels whose name is known only when the code runs', () => {
    expect(org.run("System.debug(Label.get('', 'greeting') + System.Label.get(null, 'Greeting'));")).toEqual(['HelloHello']);
    expect(() => org.run("Label.get('', 'Nothing');")).toThrow('External string does not exist: Nothing');
    expect(() => org.run("Label.get('other', 'Greeting');")).toThrow('External string does not exist: other.Greeting');
    expect(() => org.run("Label.get('', '');")).toThrow('The label name cannot be null or empty.');
  });

  it('runs as somebody else inside of tests only', () => {
    const outcomes = org.rehearse((tx) => org.engine.runTests(tx, org.engine.testMethods()));
    expect(outcomes).toMatchObject([{ outcome: 'Pass', message: null }]);
    expect(() => org.run("User u = [SELECT Id FROM User LIMIT 1]; System.runAs(u) { System.debug('x'); }")).toThrow(
      'System.runAs is only allowed in test methods'
    );
  });
});
