export { createApiServer, type ApiServer } from './server';
export type { ConnectedApp } from './auth/connected-apps';
