export { EXPIRED_COOKIE, SESSION_COOKIE, callerOf, findCaller, sessionCookie, type Caller } from './auth/authenticate';
export { DEFAULT_CONNECTED_APPS, type ConnectedApp } from './auth/connectedApps';
export { Credentials } from './auth/credentials';
export { loginByPassword, openSession, type Login } from './auth/login';
export { type Session } from './auth/sessions';
export { content, empty, json, type ApiReply, type OpenCall } from './http/call';
export { createApiServer, type ApiServer } from './server';
export { ApiServices } from './services';
export { type ApiServerOptions } from './types';
