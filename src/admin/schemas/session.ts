import { z } from "zod";
import { at, language, role } from "./common.ts";

export const userName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@'-]{0,59}$/u, "1 to 60 letters, digits, spaces and . _ @ ' -");
export const password = z.string().min(10).max(200);

export const user = z.object({
  id: z.int(),
  name: z.string(),
  role,
  /** The language of their page. */
  language,
  createdAt: at,
  lastSeenAt: at.nullable(),
});

/** `user` is null without a session. `csrf` goes into the header `x-csrf` of everything that is not a GET. */
export const session = z.object({
  user: user.nullable(),
  csrf: z.string().nullable(),
  /** Whether they are told who called: an auditor is on the days of an audit. */
  seesCallers: z.boolean(),
  /** When it ends, whatever is done. */
  expiresAt: at.nullable(),
  /** When it ends unless something is asked. */
  idleUntil: at.nullable(),
});

/** `open`: who asks may set the first password. `code`: with the code that the box printed at its start. */
export const setup = z.object({
  needed: z.boolean(),
  by: z.enum(["open", "code"]).nullable(),
  openUntil: at.nullable(),
});

export const setUp = z.object({
  name: userName,
  password,
  language: language.default("fr"),
  code: z.string().trim().max(40).optional(),
});

export const signIn = z.object({ name: z.string().trim().min(1).max(60), password: z.string().min(1).max(200) });
export const newPassword = z.object({ current: z.string().max(200), next: password });

export const newLanguage = z.object({ language });

export const users = z.object({ users: z.array(user) });
export const newUser = z.object({ name: userName, role, language: language.default("fr"), password });
export const changedUser = z.object({
  name: userName.optional(),
  role: role.optional(),
  language: language.optional(),
  password: password.optional(),
});

export type User = z.infer<typeof user>;
export type Session = z.infer<typeof session>;
export type Setup = z.infer<typeof setup>;
