export { createApiServer, type ApiServer } from './server';
export type { ConnectedApp } from './auth/connectedApps';
export type { ApiServerOptions } from './types';
