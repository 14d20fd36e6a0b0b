import { z } from 'zod';
import { Problem } from '../contract/problem.ts';
import { apiRoot } from './dispatch.ts';
import type { Route } from './route.ts';

/** The API described in OpenAPI 3.1, made from the table of routes and their schemas. */
export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = apiRoot + route.path.replaceAll(/:(\w+)/g, '{$1}');
    const operations = paths[path] ?? {};
    paths[path] = operations;
    operations[route.method] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vigie',
      version,
      description:
        'What a territory’s buildings and machines measure. Times are ISO 8601 in UTC; lists go on with `cursor`.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'vigie' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function operationOf({ method, path, summary, roles, schemas, success }: Route): object {
  const open = roles === 'anyone';
  return {
    operationId: `${method}${path.replaceAll(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(open
      ? { security: [] }
      : {
          security: [{ session: [] }, { token: [] }],
          description: `Roles: ${typeof roles === 'string' ? 'all' : roles.join(', ')}.`,
        }),
    parameters: [...parametersOf(schemas.params, 'path'), ...parametersOf(schemas.query, 'query')],
    ...(schemas.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(schemas.body, 'input') } } },
        }),
    responses: {
      [success.status]: {
        description: 'Done',
        ...(success.schema === undefined
          ? {}
          : { content: { 'application/json': { schema: schemaOf(success.schema, 'output') } } }),
      },
      default: {
        description: 'Refused, with one line of reason (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: one,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
