import type { Org } from '../org';
import { oauthRoutes } from './auth/oauth';
import { apexRestRoutes } from './rest/apex';
import { bulkRoutes } from './bulk/resource';
import { doorRoutes } from './doors/resource';
import type { Dispatcher } from './http/dispatcher';
import { Routes } from './http/routes';
import { lwcRoutes } from './lwc/apex';
import { metadataRestRoutes } from './metadata/rest';
import { metadataSoapRoutes } from './metadata/soap';
import { collectionRoutes } from './rest/collections';
import { compositeRoutes } from './rest/composite';
import { notificationRoutes } from './rest/notifications';
import { queryRoutes } from './rest/query';
import { refusedRoutes } from './rest/refused';
import { searchRoutes } from './rest/search';
import { sobjectRoutes } from './rest/sobjects';
import { treeRoutes } from './rest/tree';
import { versionRoutes } from './rest/versions';
import { soapApexRoutes } from './soap/apex';
import { soapRoutes } from './soap/partner';
import { toolingRoutes } from './tooling/resource';
import { uiRoutes } from './ui/resource';

/** All resources of the API in one table. @param replaceOrg puts another org in the place of the one served */
export function resources(dispatcher: () => Dispatcher, replaceOrg: (next: Org) => void): Routes {
  const routes = new Routes();
  oauthRoutes(routes);
  soapRoutes(routes);
  soapApexRoutes(routes);
  metadataSoapRoutes(routes);
  metadataRestRoutes(routes);
  versionRoutes(routes);
  queryRoutes(routes);
  searchRoutes(routes);
  sobjectRoutes(routes);
  collectionRoutes(routes);
  treeRoutes(routes);
  compositeRoutes(routes, dispatcher);
  bulkRoutes(routes);
  toolingRoutes(routes);
  uiRoutes(routes);
  lwcRoutes(routes);
  notificationRoutes(routes);
  apexRestRoutes(routes);
  doorRoutes(routes, replaceOrg);
  refusedRoutes(routes);
  return routes;
}
