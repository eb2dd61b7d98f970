import { done } from "../common.ts";
import * as texts from "../texts.ts";
import { admin, desk, endpoint } from "./endpoint.ts";

/** Text messages that came by a mobile line. */
export const textsTable = {
  texts: endpoint("GET", "/api/texts", desk, "Text messages that came, newest first.", {
    query: texts.textsQuery,
    gives: texts.texts,
  }),
  readText: endpoint("POST", "/api/texts/:id/read", desk, "Somebody has read it.", {
    params: texts.textKey,
    gives: texts.text,
  }),
  callBackText: endpoint("POST", "/api/texts/:id/call-back", desk, "Whoever wrote it is to be called back.", {
    params: texts.textKey,
    gives: texts.text,
  }),
  removeText: endpoint("DELETE", "/api/texts/:id", admin, "Deletes it for good, where its sender is owed nothing.", {
    params: texts.textKey,
    gives: done,
  }),
} as const;
