// What the server wrote into the page for its script: texts, and values.

const { texts, given } = document.body.dataset;

const TEXTS = JSON.parse(texts);

export const GIVEN = JSON.parse(given);

/** The text of a dotted key with its {placeholders} filled; `one` and `other` are chosen by the value n. */
export function say(key, values = {}) {
  let text = key.split(".").reduce((table, part) => table[part], TEXTS);
  if (typeof text === "object") text = values.n === 1 ? text.one : text.other;
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);
}
