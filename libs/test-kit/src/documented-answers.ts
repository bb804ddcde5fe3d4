/** Holds what a service answers against what its OpenAPI document says of it. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

/** Answers what is wrong with an answer, in words, or null. */
export type AnswerCheck = (method: string, path: string, answer: { status: number; type: string; body: unknown }) => string | null;

export function answerCheck(document: OpenApi): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', components: document.components });
  const compiled = new Map<object, ValidateFunction>();
  const routes = Object.entries(document.paths).map(([path, item]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    literals: path.replaceAll(/\{\w+\}/g, '').length,
    item,
  }));
  return (method, path, { status, type, body }) => {
    const [route] = routes.filter(({ pattern }) => pattern.test(path)).sort((a, b) => b.literals - a.literals);
    const operation = route?.item[method.toLowerCase()];
    if (!operation) return null;
    const schema = operation.responses[status]?.content?.[type]?.schema;
    if (!schema) return `${method} ${path} answered ${status} with ${type}, of which its documentation tells no schema`;
    const check = compiled.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object);
    compiled.set(schema, check);
    return check(body) ? null : `${method} ${path} answered otherwise than documented: ${ajv.errorsText(check.errors)}`;
  };
}
