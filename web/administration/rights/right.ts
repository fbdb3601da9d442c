import type { Privilege } from '../../service/administration.ts';

/** A right, and how it was delivered where the operator changed it; null: as delivered. */
export interface Right extends Privilege {
  readonly delivered: string | null;
}
