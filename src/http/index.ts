export { serveAssets } from './asset-routes.ts';
export { type Caller, callerOf, type Guard } from './caller.ts';
export { commonProblems, declaredProblems } from './declared-problems.ts';
export { createDrain, type Drain } from './drain.ts';
export type { Translate } from './error-handler.ts';
export { type Page, sendPage } from './page.ts';
export { pageRequestOf, viewPage } from './pager.ts';
export { defineProblems, type FieldError, Problem, type ProblemType } from './problem.ts';
export { fieldProblem, httpProblems } from './problems.ts';
export { readerOf } from './reader.ts';
export {
  documented,
  documentedAs,
  idPattern,
  idView,
  inviteCodeView,
  messageView,
  nullable,
  type PageQuery,
  page,
  pageQuery,
  payload,
  phoneNumberView,
  secondsView,
  timestamp,
} from './schema.ts';
export {
  bodyBytesMax,
  createServer,
  headersBytesMax,
  type Routes,
  type Server,
  type ServerOptions,
} from './server.ts';
