/** The functions of a file: how long they are, and how many parameters they have. It relies on the formatter's layout. */

export interface FunctionFacts {
  readonly name: string;
  readonly line: number;
  readonly lineCount: number;
}

export interface Signature {
  readonly name: string;
  readonly line: number;
  readonly parameterCount: number;
}

const keywords = new Set(['if', 'for', 'while', 'switch', 'catch', 'with']);
const indentOf = (line: string) => line.search(/\S/);

/** Every function and method with a body of more than one line. */
export function functionsOf(code: string): FunctionFacts[] {
  const lines = withoutStrings(code).split('\n');
  return lines.flatMap((text, index) => {
    const name = nameOf(lines, index);
    if (name === undefined) return [];
    const indent = indentOf(text);
    const end = lines.findIndex(
      (later, at) =>
        at > index && indentOf(later) === indent && /^\s*[}\])]/.test(later) && !later.endsWith('{'),
    );
    return end < 0 ? [] : [{ name, line: index + 1, lineCount: end - index + 1 }];
  });
}

/** The name of the function whose body, or whose list of parameters, begins at the end of this line. */
function nameOf(lines: readonly string[], index: number): string | undefined {
  const text = lines[index] ?? '';
  const declared = /^\s*(?:export )?(?:async )?function\*? (\w+)/.exec(text)?.[1];
  if (declared !== undefined) return declared;
  if (/=> [({[]+$/.test(text)) return /\b(?:const )?(\w+)\b(?: =|:)/.exec(text)?.[1] ?? 'a function';
  const method = /^\s+(?:async |static |private |get )*(\w+)(?:<.*>)?\(.*\{$/.exec(text)?.[1];
  return method === undefined || keywords.has(method) ? undefined : method;
}

/** Every list of parameters: of functions, methods, arrow functions and the types of them. */
export function signaturesOf(code: string): Signature[] {
  const text = withoutStrings(code);
  return [...text.matchAll(/\(/g)].flatMap(({ index }) => {
    const end = closingOf(text, index);
    const before = /(\w*)(?:<[^()]*>)?$/.exec(text.slice(Math.max(0, index - 200), index))?.[1] ?? '';
    const after = text.slice(end + 1, end + 4);
    const isSignature = /^:|^ =>/.test(after) || (after.startsWith(' {') && before !== '');
    if (!isSignature || keywords.has(before)) return [];
    const line = text.slice(0, index).split('\n').length;
    return [{ name: before || 'a function', line, parameterCount: countOf(text.slice(index + 1, end)) }];
  });
}

/** Where the bracket that opens at `start` closes. */
function closingOf(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    if ('([{'.includes(text.charAt(index))) depth += 1;
    else if (')]}'.includes(text.charAt(index))) depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}

function countOf(list: string): number {
  let depth = 0;
  let count = list.trim() === '' ? 0 : 1;
  for (const [index, character] of [...list].entries()) {
    if ('([{<'.includes(character)) depth += 1;
    else if (')]}'.includes(character) || (character === '>' && list[index - 1] !== '=')) depth -= 1;
    else if (character === ',' && depth === 0 && list.slice(index + 1).trim() !== '') count += 1;
  }
  return count;
}

/** The code with every string and pattern emptied; line ends stay. */
function withoutStrings(code: string): string {
  return code.replace(
    /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g,
    (found) => `''${found.replace(/[^\n]/g, '')}`,
  );
}
