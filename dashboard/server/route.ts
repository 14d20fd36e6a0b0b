import { z } from 'zod';
import type { Identity, Role } from '../../gateway/domain/account.ts';
import { Refusal } from './problem.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a handler says back. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it came, before its schemas. */
export interface Request {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly identity: Identity | undefined;
  readonly address: string;
  readonly secure: boolean;
  /** where people have this Vigie: the public address, or the one that was asked */
  readonly origin: string;
  readonly now: number;
}

/** One path of the API: the dispatcher, the tests of rights and the OpenAPI description all walk the same table. */
export interface Route {
  readonly method: Method;
  /** below `/api/v1`, with `:id` */
  readonly path: string;
  readonly summary: string;
  /** `anyone` without signing in, `signed in` in any role */
  readonly roles: 'anyone' | 'signed in' | readonly Role[];
  readonly schemas: { readonly params?: z.ZodType; readonly query?: z.ZodType; readonly body?: z.ZodType };
  readonly success: { readonly status: number; readonly schema?: z.ZodType };
  readonly answer: (request: Request) => Promise<Answer>;
}

interface Description<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>
  extends Omit<Route, 'schemas' | 'answer' | 'roles'> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
}

type Parsed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Omit<
  Request,
  'params' | 'query' | 'body'
> & {
  readonly params: z.infer<P>;
  readonly query: z.infer<Q>;
  readonly body: z.infer<B>;
};

const Nothing = z.unknown();
const NoQuery = z.strictObject({});

/** A path for people and tokens of these roles. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  description: Description<P, Q, B> & { readonly roles: 'signed in' | readonly Role[] },
  handle: (request: Parsed<P, Q, B> & { readonly identity: Identity }) => Promise<Answer> | Answer,
): Route {
  return openRoute({ ...description, roles: description.roles }, (request) => {
    const { identity } = request;
    if (identity === undefined) throw new Refusal(401, 'Sign in first');
    return handle({ ...request, identity });
  });
}

/** A path that also those may call who have not signed in. */
export function openRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  { params, query, body, roles = 'anyone', ...rest }: Description<P, Q, B> & { readonly roles?: Route['roles'] },
  handle: (request: Parsed<P, Q, B>) => Promise<Answer> | Answer,
): Route {
  return {
    ...rest,
    roles,
    schemas: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body }),
    },
    async answer(request) {
      return handle({
        ...request,
        params: parsed('', params ?? Nothing, request.params),
        query: parsed('', query ?? NoQuery, request.query),
        body: parsed('body', body ?? Nothing, request.body),
      } as Parsed<P, Q, B>); // The border between the schemas and their types: an absent schema's type is unknown.
    },
  };
}

function parsed(where: string, schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal(
    400,
    result.error.issues
      .slice(0, 3)
      .map((issue) => sentence(where, issue))
      .join('; '),
  );
}

function sentence(where: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0]?.[0];
    if (closest !== undefined) return sentence(where, { ...closest, path: [...issue.path, ...closest.path] });
  }
  const at = [...(where === '' ? [] : [where]), ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys')
    return `${at === '' ? '' : `${at}: `}unknown ${issue.keys.slice(0, 5).join(', ')}`;
  return `${at}: ${issue.message}`;
}
