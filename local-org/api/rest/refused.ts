import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';

/** Resources of the platform that the embedded org does not have, by what they are. */
const REFUSED: readonly (readonly [path: string, feature: string])[] = [
  ['actions', 'invocable actions over REST'],
  ['analytics', 'this resource of the Reports and Dashboards API'],
  ['appMenu', 'the app menu'],
  ['chatter', 'Chatter'],
  ['connect', 'this resource of Connect REST'],
  ['consent', 'the Consent API'],
  ['dedupe', 'duplicate jobs'],
  ['eventTopics', 'event topics'],
  ['graphql', 'the GraphQL API'],
  ['knowledgeManagement', 'Knowledge'],
  ['licensing', 'licensing'],
  ['process', 'approvals and process rules'],
  ['quickActions', 'quick actions'],
  ['recent', 'recently viewed records'],
  ['scheduling', 'scheduling'],
  ['support', 'support resources'],
  ['tabs', 'tabs over REST; UI API has apps'],
  ['theme', 'themes'],
  ['wave', 'CRM Analytics']
];

export function refusedRoutes(routes: Routes): void {
  for (const [path, feature] of REFUSED) routes.refuse(`${DATA}/${path}`, feature).refuse(`${DATA}/${path}/*`, feature);
  routes.refuse('/services/Soap/*', 'this SOAP API').refuse('/cometd/*', 'the Streaming API');
}
