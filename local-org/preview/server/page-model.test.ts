import type { LocalOrg } from '../../open';
import { USER_MODE } from '../../security/types';
import type { PageComponent, PageModel } from '../page-types';
import { openFixtureOrg } from '../testing';
import { appModel, currentApp } from './apps';
import { pageModel } from './page-model';
import type { FormFactor } from './page-model';

describe('what is on a page', () => {
  let org: LocalOrg;
  let leadId: string;

  beforeAll(() => {
    org = openFixtureOrg();
    const admin = org.user('admin@example.com');
    leadId = org.transact(admin, (tx) => {
      const object = org.schema.object('Lead');
      if (!object) throw new Error('The fixture has no Lead.');
      const result = org.apex.executeAnonymous(tx, "insert new Lead(LastName = 'Lovelace', Company = 'Engines');");
      if (!result.success) throw new Error(String(result.exceptionMessage ?? result.compileProblem));
      const query = org.queries.execute(tx, 'SELECT Id FROM Lead', { access: org.security.policy(tx, admin, USER_MODE) });
      return String(Object.values(query.rows[0] ?? {})[0]);
    });
  });
  afterAll(() => org.close());

  const page = (address: string, username = 'admin@example.com', formFactor: FormFactor = 'Large'): PageModel =>
    org.transact(org.user(username), (tx) =>
      pageModel(
        { org, tx, access: org.security.policy(tx, org.user(username), USER_MODE), app: currentApp(org.metadata, undefined), formFactor },
        address
      )
    );

  const record = (model: PageModel): Extract<PageModel, { kind: 'record' }> => {
    if (model.kind !== 'record') throw new Error(`Not a record page: ${JSON.stringify(model)}`);
    return model;
  };

  const component = (model: PageModel, name: string): PageComponent | undefined =>
    record(model)
      .regions.flatMap(({ components }) => components)
      .find((candidate) => candidate.name === name);

  it('takes the regions of the page that the app assigns to the object, without its facets', () => {
    const model = record(page(`/lightning/r/Lead/${leadId}/view`));
    expect(model.regions.map(({ name }) => name)).toEqual(['header', 'main', 'sidebar']);
    expect(model.title).toBe('Lovelace | Lead');
  });

  it('puts facets into the tabs that name them', () => {
    const tabs = component(page(`/lightning/r/Lead/${leadId}/view`), 'flexipage:tabset')?.tabs ?? [];
    expect(tabs.map(({ title, active, components }) => [title, active, components.map(({ name }) => name)])).toEqual([
      ['Details', true, ['force:detailPanel']],
      ['Things', false, ['force:relatedListContainer']]
    ]);
  });

  it('gives components their properties in the declared types, with defaults', () => {
    expect(component(page(`/lightning/r/Lead/${leadId}/view`), 'c:probe')?.properties).toEqual({ limit: 7, loud: true, word: 'word' });
  });

  it('carries visibility rules to the page', () => {
    expect(component(page(`/lightning/r/Lead/${leadId}/view`), 'flexipage:richText')?.visibility).toMatchObject({
      booleanFilter: '1 AND NOT 2',
      criteria: [{ leftValue: '{!Record.Company}', operator: 'CONTAINS', rightValue: 'Secret' }, {}]
    });
  });

  it('shows the standard page on a form factor that no page is assigned for', () => {
    expect(record(page(`/lightning/r/Lead/${leadId}/view`, 'admin@example.com', 'Small')).regions.map(({ name }) => name)).toEqual([
      'header',
      'main'
    ]);
  });

  it('finds the object of a record by its id', () => {
    expect(page(`/lightning/r/${leadId}/view`)).toMatchObject({ kind: 'record', recordId: leadId });
    expect(page(`/lightning/r/sObject/${leadId.slice(0, 15)}/view`)).toMatchObject({ kind: 'record', recordId: leadId });
  });

  it('describes layout, related lists with their columns and order, and the path', () => {
    const { object } = record(page(`/lightning/r/Lead/${leadId}/view`));
    expect(object.layout[0]?.columns[0]?.map(({ field }) => field)).toEqual(['Name', 'Company', 'Points__c']);
    expect(object.pathField).toBe('Status');
    const gadgets = object.relatedLists.find(({ relatedListId }) => relatedListId === 'Gadgets__r');
    expect(gadgets).toMatchObject({ onLayout: true, sortBy: '-Gadget__c.Price__c', icon: 'custom:custom39' });
    expect(gadgets?.columns.map(({ field, linkField }) => [field, linkField])).toEqual([
      ['Name', 'Id'],
      ['Price__c', undefined]
    ]);
  });

  it('lists the members of a campaign by their names', () => {
    const model = page('/lightning/o/Campaign/list');
    const members =
      model.kind === 'list' ? model.object.relatedLists.find(({ relatedListId }) => relatedListId === 'CampaignMembers') : null;
    expect(members?.columns.map(({ field }) => field)).toEqual(['Name', 'CompanyOrAccount', 'Status', 'FirstRespondedDate']);
  });

  it.each([
    ['/lightning/r/Lead/00Q000000000000AAA/view', 'is not the id of a record'],
    ['/lightning/r/Lead/nonsense/view', 'is not the id of a record'],
    ['/lightning/r/Contact/LEAD/view', 'is not the id of a record of Contact'],
    ['/lightning/r/Lead/LEAD/print', 'no page print'],
    ['/lightning/o/Nope/list', 'There is no object Nope'],
    ['/lightning/o/Lead/list?filterName=Nope', 'no list view Nope'],
    ['/lightning/o/Lead/kanban', 'no page kanban'],
    ['/lightning/n/Nope', 'There is no tab Nope'],
    ['/lightning/%E0%A4%A/x', 'There is no page'],
    ['/elsewhere', 'There is no page']
  ])('says that %s is not found', (address, message) => {
    expect(page(address.replace('LEAD', leadId))).toMatchObject({ kind: 'notFound', message: expect.stringContaining(message) });
  });

  it('does not tell a user apart a record that does not exist from one they may not see', () => {
    const hidden = page(`/lightning/r/Lead/${leadId}/view`, 'guest@example.com');
    expect(hidden).toMatchObject({ kind: 'notFound', message: 'This record does not exist, or you may not see it.' });
  });

  it('names an object’s list views, and shows the one asked for', () => {
    expect(page('/lightning/o/Lead/list?filterName=My_Leads')).toMatchObject({
      kind: 'list',
      filterName: 'My_Leads',
      listViews: expect.arrayContaining([{ apiName: 'My_Leads', label: 'My Leads' }])
    });
  });

  it('lists all records of an object without list views', () => {
    const model = page('/lightning/o/Campaign/list');
    expect(model).toMatchObject({ kind: 'list', filterName: 'All', listViews: [{ apiName: 'All', label: 'All Campaigns' }] });
  });

  it('offers only the actions that the user may take', () => {
    expect(page('/lightning/o/Gadget__c/list', 'rep@example.com')).toMatchObject({ object: { createable: true } });
    expect(page('/lightning/o/Gadget__c/list', 'guest@example.com')).toMatchObject({
      kind: 'notFound',
      message: 'You may not see Gadgets.'
    });
  });

  it('shows app pages under their tab', () => {
    expect(page('/lightning/n/Probe_Page')).toMatchObject({ kind: 'regions', title: 'Probe Page' });
  });

  it('gives each user the tabs of what they may see', () => {
    const tabs = (username: string): string[] =>
      org.transact(org.user(username), (tx) =>
        appModel(org.metadata, currentApp(org.metadata, undefined), org.security.policy(tx, org.user(username), USER_MODE), (tab) =>
          org.security.canSeeTab(tx, tx.user.id, tab)
        ).tabs.map(({ label }) => label)
      );
    expect(tabs('admin@example.com')).toEqual(['Home', 'Leads', 'Gadgets', 'Probe Page']);
    expect(tabs('guest@example.com')).toEqual(['Home']);
    expect(page('/lightning/n/Probe_Page', 'guest@example.com')).toMatchObject({
      kind: 'notFound',
      message: 'You may not see Probe Page.'
    });
  });
});
