export type { EdmType, Kind } from './model/edm.ts';
export { targetOf, type Entity, type Model, type Navigation, type Property } from './model/entity.ts';
export { readModel } from './model/read-model.ts';
export type { ActionParameters, Actions } from './actions.ts';
export { pathAndQuery } from './request.ts';
export { answerOData } from './service.ts';
export type { Value, Values, WritableSet, Writing } from './writing/writable.ts';
