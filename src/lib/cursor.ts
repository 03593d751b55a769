/** The place after which the next page of a list begins: a time in epoch milliseconds and an id that breaks ties. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

/** The cursor as an opaque text for clients. */
export function formatCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

/** The cursor in `text`, or undefined when this service did not make it. */
export function parseCursor(text: string): Cursor | undefined {
  const [, at, id] = /^(\d{1,15}):(\w{1,80})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined) return undefined;
  const cursor = { at: Number(at), id };
  return formatCursor(cursor) === text ? cursor : undefined;
}
