import { z } from "zod";
import { done } from "../common.ts";
import * as session from "../session.ts";
import { admin, all, endpoint } from "./endpoint.ts";

const userId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
/** Signing in, and who may. */
export const signInTable = {
  health: endpoint("GET", "/api/health", "everyone", "Whether the server answers.", {
    gives: z.object({ ok: z.literal(true) }),
  }),
  setup: endpoint("GET", "/api/setup", "everyone", "Whether the first password is still to be set.", {
    gives: session.setup,
  }),
  setUp: endpoint("POST", "/api/setup", "everyone", "Sets the first password, and signs in.", {
    body: session.setUp,
    gives: session.session,
    perMinute: 20,
  }),
  session: endpoint("GET", "/api/session", "everyone", "Who is signed in, if anybody.", { gives: session.session }),
  signIn: endpoint("POST", "/api/session", "everyone", "Signs in.", {
    body: session.signIn,
    gives: session.session,
    perMinute: 30,
  }),
  signOut: endpoint("DELETE", "/api/session", all, "Signs out.", { gives: done }),
  changePassword: endpoint("PUT", "/api/session/password", all, "Changes one's own password.", {
    body: session.newPassword,
    gives: session.session,
    perMinute: 20,
  }),
  changeLanguage: endpoint("PUT", "/api/session/language", all, "Changes the language of one's own page.", {
    body: session.newLanguage,
    gives: session.user,
  }),
  users: endpoint("GET", "/api/users", admin, "Who may sign in.", { gives: session.users }),
  addUser: endpoint("POST", "/api/users", admin, "Lets someone sign in.", {
    body: session.newUser,
    gives: session.user,
    perMinute: 60,
  }),
  changeUser: endpoint("PUT", "/api/users/:id", admin, "Changes a user; their sessions end.", {
    params: userId,
    body: session.changedUser,
    gives: session.user,
    perMinute: 60,
  }),
  signOutUser: endpoint("DELETE", "/api/users/:id/sessions", admin, "Ends every session of a user.", {
    params: userId,
    gives: done,
  }),
  removeUser: endpoint("DELETE", "/api/users/:id", admin, "Removes a user; the last admin stays.", {
    params: userId,
    gives: done,
  }),
} as const;
