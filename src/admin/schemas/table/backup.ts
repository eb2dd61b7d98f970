import * as backup from "../backup.ts";
import { done } from "../common.ts";
import { admin, endpoint } from "./endpoint.ts";

/** Backups, and the way back. Whoever has one has everything: for admins alone. */
export const backupTable = {
  backup: endpoint("GET", "/api/backup", admin, "How backups stand.", { gives: backup.backup }),
  makeBackup: endpoint("POST", "/api/backup", admin, "Begins to make one; encrypted where a password is given.", {
    body: backup.makeBackup,
    gives: done,
    perMinute: 20,
  }),
  backupFile: endpoint("GET", "/api/backup/file", admin, "The one that was made last.", {
    gives: "application/octet-stream",
  }),
  beginRestore: endpoint("POST", "/api/restore", admin, "Makes way for the file of a backup.", {
    body: backup.beginRestore,
    gives: backup.restoreBegun,
    perMinute: 30,
  }),
  restorePart: endpoint("PUT", "/api/restore/part", admin, "The next part of it, from this byte on.", {
    query: backup.partQuery,
    takes: "application/octet-stream",
    largest: backup.PART,
    gives: backup.partTaken,
  }),
  checkRestore: endpoint("POST", "/api/restore/check", admin, "Begins to check it; nothing is replaced.", {
    body: backup.checkRestore,
    gives: done,
    perMinute: 20,
  }),
  replaceAll: endpoint("POST", "/api/restore/replace", admin, "Replaces everything, when no call is going on.", {
    body: backup.replaceAll,
    gives: done,
    perMinute: 20,
  }),
  endRestore: endpoint("DELETE", "/api/restore", admin, "Leaves everything as it is.", { gives: done }),
} as const;
