import type { AuditDetails } from '../audit/index.ts';
import { Problem, type ProblemType } from '../http/index.ts';

/** A Problem that a rule decided. Thrown inside the transaction that it undoes; written down once that is undone. */
export class Refusal extends Problem {
  /** The name of the limit or rule: in settings, audit and metrics. */
  readonly rule: string;
  readonly inputs: AuditDetails;

  constructor(type: ProblemType, rule: string, inputs: AuditDetails, retryAfterSeconds?: number) {
    super(type, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
    this.rule = rule;
    this.inputs = inputs;
  }
}
