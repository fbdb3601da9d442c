export type { Model } from './model/entity.ts';
export { readModel } from './model/read-model.ts';
export { answerOData } from './service.ts';
