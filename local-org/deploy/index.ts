export { OrgDeployments } from './deployments';
export type { DeploymentHost } from './host';
export { OrgFiles } from './org-files';
export * from './types';
export { HIGHEST_API_VERSION, LOWEST_API_VERSION } from './versions';
