import { asFault, Fault, type FaultCode } from "../kernel/fault.ts";

/** What went wrong below, by SQLite's code or the system's, in a sentence that tells a person what to do. */
const known: Readonly<Record<string, readonly [FaultCode, string]>> = {
  SQLITE_CORRUPT: ["store.corrupt", "The database is damaged; restart the appliance, it repairs what it can"],
  SQLITE_NOTADB: ["store.corrupt", "The file is not a database or its beginning is damaged"],
  SQLITE_FULL: ["store.disk-full", "The disk is full; make room and try again"],
  ENOSPC: ["store.disk-full", "The disk is full; make room and try again"],
  EDQUOT: ["store.disk-full", "The disk quota is used up; make room and try again"],
  SQLITE_READONLY: ["store.read-only", "The data folder can't be written to; check the disk and its rights"],
  SQLITE_CANTOPEN: ["store.read-only", "The database can't be opened for writing; check that its folder exists"],
  EROFS: ["store.read-only", "The data folder is on a disk that can only be read"],
  EACCES: ["store.read-only", "The data folder may not be written to; check its rights"],
  EPERM: ["store.read-only", "The data folder may not be written to; check its rights"],
  ENOTDIR: ["store.read-only", "The data folder can't be used: something that is no folder is in its place"],
  EEXIST: ["store.read-only", "The data folder can't be used: something that is no folder is in its place"],
  SQLITE_BUSY: ["store.busy", "Another program kept the database locked; try again"],
  SQLITE_LOCKED: ["store.busy", "Another program kept the database locked; try again"],
  SQLITE_IOERR: ["store.disk", "The disk failed to read or write; check it"],
  EIO: ["store.disk", "The disk failed to read or write; check it"],
  ENXIO: ["store.disk", "The disk failed to read or write; check it"],
  ENODEV: ["store.disk", "The disk failed to read or write; check it"],
  ESTALE: ["store.disk", "The disk failed to read or write; check it"],
  ENOENT: ["store.read-only", "The data folder is not there; check the disk that it is on"],
  SQLITE_PERM: ["store.read-only", "The data folder may not be written to; check its rights"],
  EMFILE: ["store.busy", "Too many files are open; it is tried again"],
  ENFILE: ["store.busy", "Too many files are open; it is tried again"],
  SQLITE_NOMEM: ["store.busy", "There is too little memory; it is tried again"],
  ENOMEM: ["store.busy", "There is too little memory; it is tried again"],
  SQLITE_PROTOCOL: ["store.busy", "Another program kept the database locked; try again"],
  SQLITE_CONSTRAINT: ["store.conflict", "This does not fit what is already stored"],
};

/** Any error of SQLite or of the file system as a Fault. */
export function storeFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const entry = known[code];
  return entry ? new Fault(entry[0], entry[1], thrown) : asFault(thrown, "store.failed");
}

const ofTheDisk = new Set<string>(["store.disk-full", "store.read-only", "store.busy", "store.disk", "store.corrupt"]);

/** Whether the disk is to blame, so that the same writing may succeed later; otherwise what was written is. */
export const blamesDisk = (fault: Fault): boolean => ofTheDisk.has(fault.code);
