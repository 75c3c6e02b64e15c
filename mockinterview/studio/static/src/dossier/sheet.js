// What the form holds, what the file held when it was filled, and what of it is kept: no page, no network.

import { BLOCKS } from "./chapters.js";
import { GIVEN } from "../given.js";

let made = 0;

function entryOf(value, { fresh = false, like = null } = {}) {
  made += 1;
  return { id: like?.id ?? `e${made}`, value, fresh, open: like?.open ?? fresh };
}

const isList = (block) => ["list", "said", "paper"].includes(block.kind);

function emptyEntry(block, values = {}) {
  if (!block.parts) return "";
  const blank = Object.entries(block.parts).map(([name, kind]) => [
    name,
    kind === "choice" ? GIVEN.choices[name][name === "kind" ? GIVEN.choices.kind.length - 1 : 0] : "",
  ]);
  return { ...Object.fromEntries(blank), ...values };
}

function shown(block, value) {
  if (!block.parts) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, block.parts[name] === "words" ? part.join(", ") : part]),
  );
}

function sent(block, value) {
  if (!block.parts) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      block.parts[name] === "words" ? part.split(",").map(tidy).filter(Boolean) : part,
    ]),
  );
}

const tidy = (text) => text.replaceAll(/\s+/g, " ").trim();

/** Whether an entry says nothing yet; what sorts it does not count. */
export function isEmpty(block, value) {
  if (!block.parts) return !tidy(value);
  return Object.entries(block.parts).every(([name, kind]) => kind === "choice" || !tidy(value[name]));
}

/** What the file will make of a value, so that two of them can be compared. */
function meant(block, value) {
  if (!isList(block)) return tidy(value);
  const entries = value.map((entry) =>
    block.parts
      ? Object.fromEntries(Object.entries(entry).map(([k, v]) => [k, Array.isArray(v) ? v.map(tidy) : tidy(v)]))
      : tidy(entry),
  );
  return JSON.stringify(entries.filter((entry) => !isEmpty(block, shown(block, entry))));
}

export class Sheet {
  constructor(values) {
    this.held = {};
    this.seen = {};
    this.kept = {};
    this.refused = {};
    this.taken = {};
    this.removed = {};
    this.misfits = new Map();
    for (const place of Object.keys(BLOCKS)) this.fill(place, values[place]);
  }

  /** Take what the file holds. */
  fill(place, value) {
    const block = BLOCKS[place];
    const before = Array.isArray(this.held[place]) ? this.held[place] : [];
    this.seen[place] = value;
    this.held[place] = isList(block)
      ? value.map((entry, i) => entryOf(shown(block, entry), { like: before[i] }))
      : value;
    if (block.kind === "said") this.#completeSaid(place, block);
    this.kept[place] = JSON.stringify(this.value(place));
    delete this.refused[place];
    delete this.taken[place];
    this.#forgetMisfits(place);
  }

  // Every key fact has its own field, whether it was told or not.
  #completeSaid(place, block) {
    for (const about of GIVEN.choices.about) {
      const there = this.held[place].some((entry) => entry.value.about === about);
      if (about !== "other" && !there) this.held[place].push(entryOf(emptyEntry(block, { about })));
    }
  }

  /** What would be sent of a place; an entry that was only just added is not there yet. */
  value(place) {
    const block = BLOCKS[place];
    if (!isList(block)) return this.held[place];
    return this.held[place].filter((entry) => !entry.fresh).map((entry) => sent(block, entry.value));
  }

  isKept(place) {
    return JSON.stringify(this.value(place)) === this.kept[place];
  }

  get unkept() {
    return Object.keys(BLOCKS).filter((place) => !this.isKept(place));
  }

  /** What should be sent now: what waits for the person (a misfit, a clash) waits. */
  changes() {
    return this.unkept
      .filter((place) => !(place in this.taken) && JSON.stringify(this.value(place)) !== this.refused[place])
      .map((place) => ({ place, seen: this.seen[place], value: this.value(place) }));
  }

  /** The ids of the entries in the order in which they are sent. */
  ids(place) {
    return isList(BLOCKS[place]) ? this.held[place].filter((entry) => !entry.fresh).map((entry) => entry.id) : [];
  }

  /** Take in what became of changes; `ids` are those of their entries, `busy` says where somebody is typing. */
  answered(changes, ids, answer, busy) {
    for (const { place, value } of changes) this.#answeredOne(place, value, ids[place], answer, busy);
    const asked = new Set(changes.map(({ place }) => place));
    for (const [place, value] of Object.entries(answer.values)) {
      const differs = JSON.stringify(value) !== JSON.stringify(this.seen[place]);
      if (!asked.has(place) && differs && this.isKept(place)) this.fill(place, value);
    }
  }

  #answeredOne(place, value, ids, answer, busy) {
    this.#forgetMisfits(place);
    const theirs = answer.values[place];
    const misfits = answer.misfits.filter(({ way }) => way[0] === place);
    for (const { way, text } of misfits) {
      const entry = way.length > 1 && this.held[place].find(({ id }) => id === ids[way[1]]);
      if (entry) entry.open = true;
      this.misfits.set(way.length > 1 ? [place, ids[way[1]], ...way.slice(2)].join("/") : place, text);
    }
    if (misfits.length) this.refused[place] = JSON.stringify(value);
    else if (answer.taken.includes(place)) this.taken[place] = theirs;
    else {
      this.kept[place] = JSON.stringify(value);
      this.seen[place] = theirs;
      delete this.refused[place];
      const block = BLOCKS[place];
      const other = meant(block, value) !== meant(block, theirs);
      if (other && this.isKept(place) && (isList(block) || !busy(place))) this.fill(place, theirs);
    }
  }

  /** Show a value as the file holds it, once nobody types there any more. */
  settle(place) {
    if (this.isKept(place) && this.held[place] !== this.seen[place]) this.fill(place, this.seen[place]);
  }

  takeTheirs(place) {
    this.fill(place, this.taken[place]);
  }

  keepMine(place) {
    this.seen[place] = this.taken[place];
    delete this.taken[place];
  }

  #forgetMisfits(place) {
    for (const key of this.misfits.keys()) {
      if (key === place || key.startsWith(`${place}/`)) this.misfits.delete(key);
    }
  }

  // --- entries of lists

  entries(place) {
    return this.held[place];
  }

  add(place, values) {
    const entry = entryOf(emptyEntry(BLOCKS[place], values), { fresh: true });
    this.held[place].push(entry);
    return entry;
  }

  remove(place, id) {
    const index = this.held[place].findIndex((entry) => entry.id === id);
    const [entry] = this.held[place].splice(index, 1);
    this.removed[place] = isEmpty(BLOCKS[place], entry.value) ? undefined : { index, entry };
    return index;
  }

  undo(place) {
    const { index, entry } = this.removed[place];
    this.held[place].splice(index, 0, entry);
    this.removed[place] = undefined;
    return entry;
  }

  move(place, id, by) {
    const entries = this.held[place];
    const from = entries.findIndex((entry) => entry.id === id);
    const to = from + by;
    if (to < 0 || to >= entries.length) return;
    [entries[from], entries[to]] = [entries[to], entries[from]];
  }

  /** Put other texts into a list of texts. */
  replace(place, values) {
    this.removed[place] = undefined;
    this.held[place] = values.map((value) => entryOf(value));
  }

  /** How much a chapter holds. */
  count(chapter) {
    return chapter.blocks.reduce((sum, block) => {
      if (block.always) return sum;
      if (!isList(block)) return sum + (tidy(this.held[block.place]) ? 1 : 0);
      return sum + this.held[block.place].filter((entry) => !isEmpty(block, entry.value)).length;
    }, 0);
  }
}
