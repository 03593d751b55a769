import { type Reference, referTo } from './document.ts';

/** Schemas by their names, each as it stands under `components`. */
export type Schemas = Record<string, object>;

/**
 * The same value, in which each schema with a title is a reference to the component of that name; `schemas` receives the
 * components. Throws when two schemas of one name differ.
 */
export function foldSchemas<Value>(value: Value, schemas: Schemas): Value {
  return fold(value, schemas) as Value;
}

function fold(value: unknown, schemas: Schemas): unknown {
  if (Array.isArray(value)) return value.map((item) => fold(item, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const { 'x-documented': narrower, 'x-documented-as': other, ...own } = value as Record<string, unknown>;
  const rest = other === undefined ? own : { title: own.title, ...(other as object) };
  const folded = Object.fromEntries(
    Object.entries({ ...rest, ...(narrower as object | undefined) }).map(([key, inner]) => [
      key,
      key === 'examples' ? inner : fold(inner, schemas),
    ]),
  );
  const { title, ...schema } = folded;
  // A property may be called title too; then it is a schema, not a name.
  return typeof title === 'string' ? nameSchema(title, schema, schemas) : folded;
}

function nameSchema(name: string, schema: object, schemas: Schemas): Reference {
  const known = schemas[name];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two schemas of the OpenAPI document are named ${name}`);
  }
  schemas[name] = schema;
  return referTo('schemas', name);
}
