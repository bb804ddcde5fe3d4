/** Injection tokens of what is no class. */
export const SETTINGS = Symbol('settings');
export const CLOCK = Symbol('clock');
export const CONSTRAINTS = Symbol('constraints');
/** A small pool of database connections beside the requests' own, for intake and health: requests that wait for locks cannot use it up. */
export const BACKGROUND = Symbol('background connections');
export const SERVICE_NAME = Symbol('service name');

/** Answers the present instant; services pass it on as an argument. */
export type Clock = () => Date;
