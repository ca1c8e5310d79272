import type { OrgMetadata } from '../../metadata/types';
import type { LocalOrg } from '../../open';
import { type AccessPolicy, SYSTEM_ACCESS } from '../../soql/types';
import { openFixtureOrg } from '../testing';
import { objectModel } from './object-model';

describe('related lists', () => {
  let org: LocalOrg;

  beforeAll(() => {
    org = openFixtureOrg();
  });
  afterAll(() => org.close());

  /** Which related lists of a lead let one make a record. */
  const createable = (metadata: OrgMetadata = org.metadata, limits: Partial<AccessPolicy> = {}): Record<string, boolean> => {
    const lead = org.schema.object('Lead');
    if (!lead) throw new Error('The fixture has no Lead.');
    const { relatedLists } = objectModel(metadata, lead, { ...SYSTEM_ACCESS, ...limits });
    return Object.fromEntries(relatedLists.map((list) => [list.relatedListId, list.createable]));
  };

  it('let one make a record, but not a link to a record that exists', () => {
    expect(createable()).toMatchObject({ Gadgets__r: true, CampaignMembers: false });
  });

  it('let nobody make a record who may not, or may not point it to the page’s record', () => {
    expect(createable(org.metadata, { canCreateObject: ({ apiName }) => apiName !== 'Gadget__c' })).toMatchObject({ Gadgets__r: false });
    expect(createable(org.metadata, { canCreateField: ({ apiName }) => apiName !== 'Lead__c' })).toMatchObject({ Gadgets__r: false });
  });

  it('have no button that the layout takes away', () => {
    const without = (excludeButtons: readonly string[]): OrgMetadata => ({
      ...org.metadata,
      layouts: org.metadata.layouts.map((layout) => ({
        ...layout,
        relatedLists: layout.relatedLists.map((list) => ({ ...list, excludeButtons }))
      }))
    });
    expect(createable(without(['New']))).toMatchObject({ Gadgets__r: false });
    expect(createable(without(['Change Owner']))).toMatchObject({ Gadgets__r: true });
  });
});

describe('the page of an object without a layout', () => {
  it('leaves out what repeats other fields, such as the fiscal year', () => {
    const org = openFixtureOrg();
    try {
      const opportunity = org.schema.object('Opportunity');
      if (!opportunity) throw new Error('The fixture has no Opportunity.');
      const fields = objectModel(org.metadata, opportunity, SYSTEM_ACCESS).layout.flatMap(({ columns }) =>
        columns.flat().map(({ field }) => field)
      );
      expect(fields).toEqual(expect.arrayContaining(['StageName', 'CloseDate', 'Amount']));
      expect(fields).not.toContain('FiscalYear');
      expect(fields).not.toContain('ForecastCategory');
    } finally {
      org.close();
    }
  });
});

describe('lists', () => {
  it('offer no new record of an object whose metadata takes the button away', () => {
    const org = openFixtureOrg();
    const offered = (excludedListButtons: readonly string[], limits: Partial<AccessPolicy> = {}): boolean => {
      const lead = org.schema.object('Lead');
      if (!lead) throw new Error('The fixture has no Lead.');
      return objectModel(org.metadata, Object.assign(Object.create(lead), { excludedListButtons }), { ...SYSTEM_ACCESS, ...limits })
        .newButton;
    };
    expect(offered([])).toBe(true);
    expect(offered(['New'])).toBe(false);
    expect(offered(['Accept'])).toBe(true);
    expect(offered([], { canCreateObject: () => false })).toBe(false);
    org.close();
  });
});
