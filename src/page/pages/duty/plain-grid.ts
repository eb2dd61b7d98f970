/**
 * The calendar calls itself a table, without the rows that a table must have: screen readers would stumble over it.
 * Without those roles it is a group of named buttons; the week as a list is what is read in order.
 */
export function plainGrid(element: Element): () => void {
  const claims = ["table", "rowgroup", "row", "rowheader", "columnheader", "cell"];
  const wrong = claims.map((role) => `[role="${role}"]`).join(",");
  const strip = () => {
    for (const part of element.querySelectorAll(wrong)) part.removeAttribute("role");
    for (const part of element.querySelectorAll("[aria-colindex]")) part.removeAttribute("aria-colindex");
  };
  const watch = new MutationObserver(strip);
  watch.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["role"] });
  strip();
  return () => watch.disconnect();
}
