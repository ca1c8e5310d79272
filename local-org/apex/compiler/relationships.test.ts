import { evaluate } from '../testing/language';

const NULL_POINTER = 'System.NullPointerException: Attempt to de-reference a null object';

describe('a parent that is not there', () => {
  it.each([
    ['a field', 'return new Contact().Account.Name;', 'null'],
    ['a field of its own parent', 'return new Contact().Account.Owner.Name;', 'null'],
    ['its id', 'return new Contact().Account.Id;', 'null'],
    ['a field of several kinds of parents', 'return new Task().Who.Name + new Task().What.Id + new Lead().Owner.Type;', 'nullnullnull'],
    ['its children', 'return new Contact().Account.Contacts;', 'null'],
    ['one of a list', 'List<Contact> l = new List<Contact>{ new Contact() }; return l[0].Account.Name;', 'null'],
    ['one behind a method', 'return made().Account.Name;', 'null'],
    ['one behind ?.', 'Contact c; return c?.Account.Name;', 'null'],
    ['a condition on it', "return new Contact().Account.Name == 'x';", 'false'],
    ['a number of it', 'return new Contact().Account.AnnualRevenue > 1;', 'false']
  ])('gives null for %s', (_name, body, expected) => {
    expect(evaluate(body, { members: 'static Contact made() { return new Contact(); }' })).toBe(expected);
  });

  it.each([
    ['a field is written', "Contact c = new Contact(); c.Account.Name = 'x'; return c;"],
    ['a field is counted up', 'Contact c = new Contact(); c.Account.AnnualRevenue += 1; return c;'],
    ['a method is called', "return new Contact().Account.get('Name');"],
    ['a method of its field is called', 'return new Contact().Account.Name.length();'],
    ['a Boolean of it is a condition', 'return new Contact().Account.IsDeleted ? 1 : 2;'],
    ['it is kept in a variable first', 'Account a = new Contact().Account; return a.Name;'],
    ['the child itself is not there', 'Contact c; return c.Account.Name;']
  ])('is an exception where %s', (_name, body) => {
    expect(evaluate(body)).toBe(NULL_POINTER);
  });

  it('changes nothing where it is', () => {
    const body =
      "Contact c = new Contact(Account = new Account(Name = 'Acme')); c.Account.Name += '!'; return c.Account.Name + c.Account.Contacts.size();";
    expect(evaluate(body)).toBe('Acme!0');
  });
});
