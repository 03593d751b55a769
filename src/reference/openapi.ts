import fastify, { type FastifySchema, type RouteOptions } from 'fastify';
import { declaredProblems, type Server } from '../http/index.ts';
import type { Say } from '../i18n/index.ts';
import { describeService } from './description.ts';
import type { Document, Operation } from './document.ts';
import { readExamples } from './examples.ts';
import { headers } from './headers.ts';
import { completeOperation } from './operation.ts';
import type { ProblemAnswers } from './problem-responses.ts';
import { foldSchemas, type Schemas } from './schemas.ts';

/** Makes the OpenAPI document, once; the server must be ready. */
export type OpenApi = () => Promise<object>;

/** Collects the routes whose schemas make the OpenAPI document. Must be called before any route is added. */
export function collectOpenApi(app: Server, publicUrl: string): OpenApi {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD' && route.schema?.hide !== true) routes.push(route);
  });
  let document: Promise<object> | undefined;
  return () => {
    document ??= makeDocument(routes, publicUrl, app.texts.in('en'));
    return document;
  };
}

async function makeDocument(routes: readonly RouteOptions[], publicUrl: string, say: Say): Promise<object> {
  const recorded = await readExamples(publicUrl);
  const answers: ProblemAnswers = { say, recorded, responses: {}, examples: {} };
  const schemaOf = new Map(routes.map(({ schema = {} }) => [schema.operationId, schema]));
  const { paths, components, ...described } = await describeRoutes(routes, publicUrl);
  const complete = (method: string, operation: Operation) =>
    completeOperation(
      operation,
      declaredProblems(method.toUpperCase(), schemaOf.get(operation.operationId) ?? {}),
      answers,
    );
  const completed = mapEntries(paths, (methods) =>
    mapEntries(methods, (operation, method) => complete(method, operation)),
  );
  const schemas: Schemas = {};
  const folded = foldSchemas({ paths: completed, responses: answers.responses }, schemas);
  return {
    ...described,
    paths: folded.paths,
    components: {
      ...components,
      schemas: inOrder(schemas),
      responses: inOrder(folded.responses),
      headers,
      examples: inOrder(answers.examples),
    },
  };
}

/** Made by the plugin in a separate server on first use: few processes ever need it. */
async function describeRoutes(routes: readonly RouteOptions[], publicUrl: string): Promise<Document> {
  const { default: swagger } = await import('@fastify/swagger');
  const compile = () => () => () => '';
  const maker = fastify({
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: { buildValidator: compile, buildSerializer: compile } },
  });
  await maker.register(swagger, { openapi: describeService(publicUrl) });
  for (const { method, url, schema } of routes) {
    maker.route({ method, url, ...(schema && { schema: documentedPart(schema) }), handler: () => undefined });
  }
  await maker.ready();
  const document = maker.swagger() as unknown as Document;
  await maker.close();
  return document;
}

/** The schema as far as the plugin describes it; it would take some of the rest for its own. */
function documentedPart({ problems: _problems, ...schema }: FastifySchema): FastifySchema {
  return schema;
}

function mapEntries<From, To>(
  entries: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value, key)]));
}

/** The same entries by name, so that a new route changes the document in one place. */
function inOrder<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)));
}
