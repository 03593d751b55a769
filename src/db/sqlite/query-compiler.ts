import { type LimitNode, SqliteQueryCompiler, ValueNode } from 'kysely';

/**
 * Writes a numeric limit into the text. SQLite plans by its value, so it would prepare a statement with a bound limit
 * again at each execution, which takes three times as long as running it.
 */
export class QueryCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node;
    if (ValueNode.is(limit) && typeof limit.value === 'number') this.append(`limit ${limit.value}`);
    else super.visitLimit(node);
  }
}
