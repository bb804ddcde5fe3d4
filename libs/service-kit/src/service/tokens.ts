/** Injection tokens of what is no class. */
export const SETTINGS = Symbol('settings');
export const CLOCK = Symbol('clock');
export const CONSTRAINTS = Symbol('constraints');
export const SERVICE_NAME = Symbol('service name');

/** Answers the present instant; services pass it on as an argument. */
export type Clock = () => Date;
