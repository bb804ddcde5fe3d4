export * from './market-entities/market-entities.consumer.ts';
export * from './market-entities/market-entity.migration.ts';
export * from './market-entities/market-entity.store.ts';
export * from './persons/person.migration.ts';
export * from './persons/person.ts';
export * from './persons/persons.controller.ts';
export * from './persons/persons.dto.ts';
export * from './persons/persons.service.ts';
