export * from './bad-input.ts';
export * from './database.ts';
export * from './deadlock.ts';
export * from './eventually.ts';
export * from './issuer.ts';
export * from './service.ts';
export * from './urls.ts';
