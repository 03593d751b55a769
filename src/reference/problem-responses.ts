import { commonProblems, type ProblemType } from '../http/index.ts';
import type { Say } from '../i18n/index.ts';
import { type Reference, type Response, type Responses, referTo } from './document.ts';
import type { Examples } from './examples.ts';
import { problemHeaders } from './headers.ts';
import { problemSchema } from './problem-schema.ts';

/** The components of the document that the answers of operations refer to, as far as they have been made. */
export interface ProblemAnswers {
  readonly say: Say;
  readonly recorded: Examples;
  readonly responses: Record<string, Response>;
  readonly examples: Record<string, object>;
}

/**
 * The responses of problems by status. Problems that share a status become one response that names each code; one that is
 * alone becomes a component.
 */
export function problemResponses(answers: ProblemAnswers, types: readonly ProblemType[]): Responses {
  const byStatus: Record<string, Response | Reference> = {};
  for (const [status, alike] of Map.groupBy(types, (type) => type.status)) {
    const [only, ...others] = alike;
    const response = problemResponse(answers, alike);
    byStatus[status] =
      only === undefined || others.length > 0 ? response : nameResponse(answers, only.code, response);
  }
  return byStatus;
}

/** What every operation may also answer with, by range of statuses. */
export function commonResponses(answers: ProblemAnswers): Responses {
  const inRange = (name: string, first: number) => {
    const types = commonProblems.filter(({ status }) => Math.floor(status / 100) === first);
    const { description, ...response } = problemResponse(answers, types);
    return nameResponse(answers, name, {
      description: `Any request may also fail with:\n\n${description}`,
      ...response,
    });
  };
  return { '4XX': inRange('client_error', 4), '5XX': inRange('server_error', 5) };
}

function problemResponse(answers: ProblemAnswers, types: readonly ProblemType[]): Response {
  const { say } = answers;
  return {
    description: types.map(({ code }) => `- \`${code}\`: ${say(`problem.${code}.detail`)}`).join('\n'),
    headers: problemHeaders(types.map(({ status }) => status)),
    content: {
      'application/problem+json': { schema: problemSchema(types), examples: problemExamples(answers, types) },
    },
  };
}

function problemExamples(
  { say, recorded, examples }: ProblemAnswers,
  types: readonly ProblemType[],
): Record<string, Reference> {
  const known = types.filter(({ code }) => recorded.problems[code] !== undefined);
  for (const { code } of known) {
    const [title, detail] = [say(`problem.${code}.title`), say(`problem.${code}.detail`)];
    // In the words of this instance: they name values of its settings.
    examples[code] = { summary: title, value: { ...recorded.problems[code], title, detail } };
  }
  return Object.fromEntries(known.map(({ code }) => [code, referTo('examples', code)]));
}

function nameResponse({ responses }: ProblemAnswers, code: string, response: Response): Reference {
  const name = code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  responses[name] = response;
  return referTo('responses', name);
}
