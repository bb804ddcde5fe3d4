export * from './cause.ts';
export * from './citizen-id.ts';
export * from './date.ts';
export * from './machine.ts';
export * from './money.ts';
export * from './refusal.ts';
export * from './reporting-period.ts';
export * from './uscc.ts';
