import { type LimitNode, SqliteQueryCompiler, ValueNode } from 'kysely';

/**
 * Writes a limit that is a number into the text: SQLite plans by its value, and would prepare a statement with a bound
 * one again at each execution, which takes three times as long as to run it.
 */
export class QueryCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node;
    if (ValueNode.is(limit) && typeof limit.value === 'number') this.append(`limit ${limit.value}`);
    else super.visitLimit(node);
  }
}
