import * as privacy from "../privacy.ts";
import { admin, endpoint, readers } from "./endpoint.ts";

/** What strangers are owed: who sees callers, what there is about one, and that it can be forgotten. */
export const privacyTable = {
  auditorAccess: endpoint("GET", "/api/auditor-access", readers, "Whether auditors see who called, and until when.", {
    gives: privacy.auditorAccess,
  }),
  openToAuditors: endpoint("PUT", "/api/auditor-access", admin, "Shows callers to auditors for some days.", {
    body: privacy.openToAuditors,
    gives: privacy.auditorAccess,
  }),
  closeToAuditors: endpoint("DELETE", "/api/auditor-access", admin, "Shows them no more.", {
    gives: privacy.auditorAccess,
  }),
  aboutCaller: endpoint("POST", "/api/callers/about", admin, "Everything that is kept about a caller.", {
    body: privacy.callerAsked,
    gives: privacy.aboutCaller,
    perMinute: 20,
  }),
  forgetCaller: endpoint("POST", "/api/callers/forget", admin, "Forgets a caller: calls, messages, lists, copies.", {
    body: privacy.callerAsked,
    gives: privacy.forgotten,
    perMinute: 20,
  }),
} as const;
