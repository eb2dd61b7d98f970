import { z } from "zod";
import { recordId } from "../common.ts";
import * as needs from "../needs.ts";
import { all, desk, endpoint } from "./endpoint.ts";

const id = z.object({ id: recordId });

/** What is owed to callers who were not served. */
export const needsTable = {
  needs: endpoint(
    "GET",
    "/api/needs",
    all,
    "Who is to be called back, by weight and deadline; closed ones newest first.",
    {
      query: needs.needQuery,
      gives: needs.needs,
    },
  ),
  need: endpoint("GET", "/api/needs/:id", all, "One, with its history, calls and messages.", {
    params: id,
    gives: needs.needRecord,
  }),
  takeNeed: endpoint("POST", "/api/needs/:id/take", desk, "Somebody deals with it.", {
    params: id,
    body: needs.takeNeed,
    gives: needs.need,
  }),
  giveBackNeed: endpoint("POST", "/api/needs/:id/give-back", desk, "Nobody deals with it any more.", {
    params: id,
    gives: needs.need,
  }),
  noteNeed: endpoint("POST", "/api/needs/:id/note", desk, "Notes something of it.", {
    params: id,
    body: needs.noteNeed,
    gives: needs.need,
  }),
  closeNeed: endpoint("POST", "/api/needs/:id/close", desk, "Closes it, with its messages, a reason and a note.", {
    params: id,
    body: needs.closeNeed,
    gives: needs.need,
  }),
  reopenNeed: endpoint("POST", "/api/needs/:id/reopen", desk, "Opens it again, with its messages.", {
    params: id,
    gives: needs.need,
  }),
  callBack: endpoint(
    "GET",
    "/api/call-back/:token",
    "everyone",
    "What the link of a letter stands for; asking takes nothing.",
    {
      params: needs.callBackToken,
      gives: needs.callBack,
      perMinute: 60,
    },
  ),
  acceptCallBack: endpoint(
    "POST",
    "/api/call-back/:token",
    "everyone",
    "Whoever was asked by that letter deals with it.",
    {
      params: needs.callBackToken,
      gives: needs.callBack,
      perMinute: 30,
    },
  ),
  closeCallBack: endpoint(
    "POST",
    "/api/call-back/:token/close",
    "everyone",
    "Whoever took it by that letter says what came of it.",
    {
      params: needs.callBackToken,
      body: needs.closeNeed,
      gives: needs.callBack,
      perMinute: 30,
    },
  ),
} as const;
