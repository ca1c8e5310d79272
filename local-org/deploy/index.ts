export { OrgDeployments } from './deployments';
export * from './types';
