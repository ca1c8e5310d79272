import type { Credentials } from '../security/credentials';
import type { IdGenerator } from '../database/ids';
import { insertRow } from '../database/rows';
import type { Database } from '../database/types';
import type { ObjectDef, Schema } from '../schema/types';
import { PROFILES } from '../security/profiles';
import type { OrgValue } from '../values';
import type { BusinessHoursSettings, OrgConfiguration } from './configuration';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Writes the rows a new org has before anyone works in it: organisation, profiles, roles, users, queues, business hours. */
export class OrganizationRows {
  private readonly audit: Record<string, OrgValue>;
  private readonly adminId: string;
  private readonly userIds = new Map<string, string>();
  private readonly roleIds = new Map<string, string>();

  constructor(
    private readonly db: Database,
    private readonly schema: Schema,
    private readonly ids: IdGenerator,
    private readonly credentials: Credentials,
    private readonly configuration: OrgConfiguration,
    now: number
  ) {
    for (const { username } of configuration.users) this.userIds.set(username, ids.next(this.object('User').keyPrefix));
    this.adminId = this.userId(configuration.previewUser);
    this.audit = {
      CreatedDate: now,
      CreatedById: this.adminId,
      LastModifiedDate: now,
      LastModifiedById: this.adminId,
      SystemModstamp: now
    };
  }

  write(): void {
    this.writeOrganization();
    this.writeRoles();
    this.writeUsers();
    this.writeQueues();
    this.writeBusinessHours(this.configuration.businessHours, true);
    for (const hours of this.configuration.furtherBusinessHours ?? []) this.writeBusinessHours(hours, false);
  }

  /**
   * Gives each sample user the permission sets of the configuration. After the metadata's rows, because it names them.
   * @param ofAdministrators permission sets that System Administrators get besides
   * @throws Error for a permission set that the metadata does not have
   */
  assignPermissionSets(ofAdministrators: readonly string[]): void {
    for (const user of this.configuration.users) {
      const names = user.profile === 'System Administrator' ? [...user.permissionSets, ...ofAdministrators] : user.permissionSets;
      for (const name of names) {
        const id = this.db.get('SELECT Id FROM PermissionSet WHERE Name = ?', [name])?.['Id'];
        if (typeof id !== 'string') throw new Error(`${user.username}: there is no permission set named ${name}`);
        this.insert('PermissionSetAssignment', { AssigneeId: this.userId(user.username), PermissionSetId: id });
      }
    }
  }

  private writeOrganization(): void {
    const { name, timeZone, locale, language } = this.configuration.organization;
    this.insert('Organization', {
      Name: name,
      TimeZoneSidKey: timeZone,
      DefaultLocaleSidKey: locale,
      LanguageLocaleKey: language,
      OrganizationType: 'Developer Edition',
      InstanceName: 'LOCAL',
      IsSandbox: false
    });
  }

  private writeRoles(): void {
    for (const { developerName, name, parent } of this.configuration.roles) {
      const id = this.insert('UserRole', { Name: name, DeveloperName: developerName, ParentRoleId: this.roleId(parent) });
      this.roleIds.set(developerName, id);
      for (const type of ['Role', 'RoleAndSubordinates']) this.insert('Group', { DeveloperName: developerName, RelatedId: id, Type: type });
    }
    this.insert('Group', { DeveloperName: 'AllInternalUsers', Type: 'Organization' });
  }

  private writeUsers(): void {
    const profileIds = new Map<string, string>();
    const license = { LicenseDefinitionKey: 'SFDC', Name: 'Salesforce', MasterLabel: 'Salesforce', Status: 'Active' };
    const UserLicenseId = this.insert('UserLicense', { ...license, TotalLicenses: 100, UsedLicenses: this.configuration.users.length });
    for (const { name, userPermissions } of PROFILES) {
      const permissions = Object.fromEntries(userPermissions.map((permission) => [`Permissions${permission}`, true]));
      profileIds.set(name, this.insert('Profile', { Name: name, UserType: 'Standard', UserLicenseId, ...permissions }));
    }
    const { timeZone, locale, language } = this.configuration.organization;
    for (const user of this.configuration.users) {
      const profileId = profileIds.get(user.profile);
      if (!profileId) throw new Error(`${user.username}: there is no profile named ${user.profile}`);
      const id = this.userId(user.username);
      this.insert('User', {
        Id: id,
        Username: user.username,
        FirstName: user.firstName,
        LastName: user.lastName,
        Name: `${user.firstName} ${user.lastName}`,
        Alias: user.username.split('@')[0]?.slice(0, 8) ?? user.username,
        CommunityNickname: user.username.split('@')[0] ?? user.username,
        Email: user.username,
        Title: user.title,
        IsActive: true,
        ProfileId: profileId,
        UserRoleId: this.roleId(user.role),
        ManagerId: user.manager ? this.userId(user.manager) : null,
        UserType: 'Standard',
        TimeZoneSidKey: timeZone,
        LocaleSidKey: locale,
        LanguageLocaleKey: language,
        EmailEncodingKey: 'UTF-8'
      });
      this.credentials.set(id, this.configuration.password);
    }
  }

  private writeQueues(): void {
    for (const queue of this.configuration.queues) {
      const id = this.insert('Group', { Name: queue.name, DeveloperName: queue.developerName, Type: 'Queue' });
      for (const object of queue.objects) this.insert('QueueSobject', { QueueId: id, SobjectType: object });
      for (const member of queue.members) this.insert('GroupMember', { GroupId: id, UserOrGroupId: this.userId(member) });
    }
  }

  private writeBusinessHours({ name, timeZone, days }: BusinessHoursSettings, isDefault: boolean): void {
    const times: Record<string, OrgValue> = {};
    for (const day of DAYS) {
      const [start, end] = (days[day] ?? '').split('-').map(timeOfDay);
      times[`${day}StartTime`] = start ?? null;
      times[`${day}EndTime`] = end ?? null;
    }
    this.insert('BusinessHours', { Name: name, IsActive: true, IsDefault: isDefault, TimeZoneSidKey: timeZone, ...times });
  }

  private insert(objectName: string, values: Record<string, OrgValue>): string {
    const object = this.object(objectName);
    const id = typeof values['Id'] === 'string' ? values['Id'] : this.ids.next(object.keyPrefix);
    const audit = Object.fromEntries(Object.entries(this.audit).filter(([name]) => object.field(name)));
    insertRow(this.db, object, { ...audit, ...values, Id: id });
    return id;
  }

  private object(name: string): ObjectDef {
    const object = this.schema.object(name);
    if (!object) throw new Error(`The schema lacks ${name}`);
    return object;
  }

  private roleId(developerName: string | undefined): string | null {
    if (!developerName) return null;
    const id = this.roleIds.get(developerName);
    if (!id) throw new Error(`There is no role named ${developerName} above where it is used`);
    return id;
  }

  private userId(username: string): string {
    const id = this.userIds.get(username);
    if (!id) throw new Error(`There is no sample user named ${username}`);
    return id;
  }
}

/** @returns milliseconds since midnight; `null` for an empty text */
function timeOfDay(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  return match ? (Number(match[1]) * 60 + Number(match[2])) * 60_000 : null;
}
