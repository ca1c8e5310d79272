import fs from 'node:fs';
import type { Org } from '../../local-org/org';
import type { FieldValues } from './company';
import { dayIn } from './definition';
import { RecordWriter } from './record-writer';
import { signAsBothSides } from './signatures';

/** How leads pass from Marketing to Sales, as a file: the agreement, who gets what, and the settings. */
export interface HandOffSetupFile {
  readonly agreement: FieldValues;
  readonly promises: readonly FieldValues[];
  readonly routing: readonly RoutingFile[];
  /** Fields of the org's Lockstep settings. */
  readonly settings: FieldValues;
}

interface RoutingFile {
  readonly rule: FieldValues;
  /** People of a round robin, by username. */
  readonly members?: readonly (FieldValues & { readonly username: string })[];
}

export function readHandOffSetup(file: string): HandOffSetupFile {
  const setup: HandOffSetupFile = JSON.parse(fs.readFileSync(file, 'utf8'));
  return setup;
}

/**
 * Writes the agreement as a draft and proposes it, lets both sides sign it, and sets up routing. The agreement takes effect today, as
 * the calendar is where its author is. Whether hand-off is switched on is the settings' business.
 * @param author username of who writes and proposes it
 * @param more values for the agreement that a file cannot know, such as the id of a campaign
 * @returns id of the agreement
 */
export function setUpHandOffs(org: Org, file: HandOffSetupFile, author: string, more: FieldValues = {}): string {
  const user = org.user(author);
  const id = org.transact(user, (tx) => {
    const writer = new RecordWriter(org, tx);
    const [agreementId = ''] = writer.insert('Service_Level_Agreement__c', [
      { ...file.agreement, ...more, Status__c: 'Draft', Effective_From__c: dayIn(user.timeZone, org.clock.now()) }
    ]);
    writer.insert(
      'SLA_Promise__c',
      file.promises.map((promise) => ({ ...promise, Service_Level_Agreement__c: agreementId }))
    );
    writer.update('Service_Level_Agreement__c', [{ Id: agreementId, Status__c: 'Proposed' }]);
    writeRouting(org, writer, file.routing);
    writer.insert('Lockstep_Settings__c', [{ ...file.settings, SetupOwnerId: org.organizationId }]);
    if (file.settings['Automatic_Hand_Off_On__c'] === true) {
      writer.insert('Automatic_Hand_Off_State__c', [{ Turned_On_At__c: org.clock.now(), SetupOwnerId: org.organizationId }]);
    }
    return agreementId;
  });
  signAsBothSides(org, 'Service_Level_Agreement__c', id);
  return id;
}

function writeRouting(org: Org, writer: RecordWriter, routing: readonly RoutingFile[]): void {
  const ruleIds = writer.insert(
    'Hand_Off_Routing_Rule__c',
    routing.map(({ rule }) => rule)
  );
  writer.insert(
    'Hand_Off_Routing_Member__c',
    routing.flatMap(({ members = [] }, index) =>
      members.map(({ username, ...member }) => ({
        ...member,
        Hand_Off_Routing_Rule__c: ruleIds[index] ?? null,
        User__c: org.user(username).id
      }))
    )
  );
}
