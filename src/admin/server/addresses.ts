import { BlockList, isIP } from "node:net";

/** Addresses of a home's or an office's own network: RFC 1918, 3927, 4193, 4291, and the machine itself. */
const local = new BlockList();
for (const [net, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
] as const)
  local.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  local.addSubnet(net, bits, "ipv6");

/** Whether a visitor comes from the office's own network. */
export function isLocal(address: string): boolean {
  const bare = (address.split("%")[0] ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(bare);
  return family !== 0 && local.check(bare, family === 4 ? "ipv4" : "ipv6");
}

const OF_A_NETWORK =
  /^(localhost|[a-z0-9-]+|([a-z0-9-]+\.)+(local|lan|home|internal|localdomain|fritz\.box|home\.arpa))$/;

/**
 * Whether the page may be asked for under this name: an address, a name of a local network, or one that is set up.
 * Any other is a site of somebody else that was pointed here, to have its visitors' browsers do what it likes
 * ("DNS rebinding").
 */
export function isOurs(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined) return false;
  const name = host
    .toLowerCase()
    .replace(/:\d{1,5}$/, "")
    .replace(/\.$/, "");
  if (isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0) return true;
  return OF_A_NETWORK.test(name) || names.some((each) => each.toLowerCase() === name);
}

/**
 * By what an address counts where something is counted: an IPv4 address by itself, also one that is written as IPv6; an
 * IPv6 address by its first 64 bits, for whoever has one has all of those (RFC 6177).
 */
export function countedAs(address: string | undefined): string {
  const bare = (address?.split("%")[0] ?? "").toLowerCase();
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (four !== undefined) return four;
  if (isIP(bare) !== 6) return "gone";
  const [head = "", tail] = bare.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill("0"), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
