import { type Static, type TObjectOptions, type TProperties, type TSchema, Type } from 'typebox';
import { inviteCodeAlphabet } from '../lib/invite-code.ts';

/**
 * A schema's `title` is its name in the OpenAPI document, where it stands once, under `components`. Validators are made
 * from the whole schema.
 */

/** A request payload. Unknown fields are refused. */
export function payload<Properties extends TProperties>(
  properties: Properties,
  options: TObjectOptions = {},
) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/**
 * What the document says of a schema beside what its validator checks: a narrower rule that is held by code, so that
 * nobody is led to send what would be refused.
 */
export const documented = (narrower: Readonly<Record<string, unknown>>) => ({ 'x-documented': narrower });

/** The same, where the document needs another schema altogether: what it accepts, the validator must accept too. */
export const documentedAs = (schema: TSchema) => ({ 'x-documented-as': schema });

/** A point in time in an answer. */
export const timestamp = (description?: string) =>
  Type.String({
    format: 'date-time',
    examples: ['2026-01-31T12:00:00.000Z'],
    ...(description !== undefined && { description }),
  });

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** An id in an answer, such as `usr_…`. */
export const idView = (prefix: string) =>
  Type.String({ pattern: idPattern(prefix), examples: [`${prefix}_019c13c8a0007d3e9a5b1c2d3e4f5061`] });

export const idPattern = (prefix: string) => `^${prefix}_[0-9a-f]{32}$`;

/** A phone number in an answer. */
export const phoneNumberView = () =>
  Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: 'In E.164.', examples: ['+79991234567'] });

/** An invite code in an answer. */
export const inviteCodeView = (description?: string) =>
  Type.String({
    pattern: `^[${inviteCodeAlphabet}]{6,8}$`,
    examples: ['ABC234'],
    ...(description !== undefined && { description }),
  });

/** A sentence in an answer. */
export const messageView = () =>
  Type.String({ description: 'One sentence for a person, in the language of `Accept-Language`.' });

/** A number of seconds in an answer. */
export const secondsView = (description: string) => Type.Integer({ minimum: 0, description });

/** One page of a list; its name is that of its items and `Page`. */
export const page = <Schema extends TSchema>(item: Schema) =>
  Type.Object(
    {
      data: Type.Array(item),
      next_cursor: nullable(
        Type.String({ description: 'Send it as `after` to get the next page; null on the last page.' }),
      ),
    },
    { title: `${'title' in item ? item.title : ''}Page` },
  );

/** The query of a list. */
export const pageQuery = payload({
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 20,
      description: 'The maximum number of items on the page.',
    }),
  ),
  after: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The `next_cursor` of the page before. Leave it out for the first page.',
    }),
  ),
});
export type PageQuery = Static<typeof pageQuery>;
