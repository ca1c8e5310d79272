import fs from 'node:fs';
import path from 'node:path';

interface Configuration {
  readonly queues: readonly { readonly developerName: string; readonly members: readonly string[] }[];
  readonly users: readonly { readonly username: string; readonly permissionSets: readonly string[] }[];
}
interface HandOffs {
  readonly settings: { readonly Fallback_Queue__c: string };
  readonly routing: readonly { readonly rule: { readonly Queue__c?: string } }[];
}

const read = <T>(file: string): T => JSON.parse(fs.readFileSync(file, 'utf8')) as T;
const configuration = read<Configuration>('config/embedded-org.json');
const handOffs = read<HandOffs>('data/hand-offs.json');

/** Whether a permission set lets its users change hand-offs, without which nobody can accept one. */
function editsHandOffs(permissionSet: string): boolean {
  const xml = fs.readFileSync(path.join('force-app/main/front/permissionsets', `${permissionSet}.permissionset-meta.xml`), 'utf8');
  return [...xml.matchAll(/<objectPermissions>.*?<\/objectPermissions>/gs)].some(
    ([block]) => block.includes('<object>Hand_Off__c</object>') && block.includes('<allowEdit>true</allowEdit>')
  );
}

const queues = [handOffs.settings.Fallback_Queue__c, ...handOffs.routing.flatMap(({ rule }) => rule.Queue__c ?? [])];

it.each([...new Set(queues)])('the members of %s can take what the sample company offers it', (name) => {
  const members = configuration.queues.find(({ developerName }) => developerName === name)?.members ?? [];
  expect(members).not.toEqual([]);
  const cannot = members.filter(
    (member) => !configuration.users.find(({ username }) => username === member)?.permissionSets.some(editsHandOffs)
  );
  expect(cannot).toEqual([]);
});
