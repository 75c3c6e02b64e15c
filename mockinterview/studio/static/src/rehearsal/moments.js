// The running answer, about ten times a second: only what has changed is touched, and only by transforms and text.

import { say } from "../given.js";
import { clock } from "./words.js";

// Quieter than this is a still room, louder than that is a voice close to the microphone; dB of full scale.
const QUIET_DB = -60;
const LOUD_DB = -12;

const NOTHING_YET = { elapsed: 0, level_db: -100, speaking: false, waiting: 0, countdown: null, text: "" };

const share = (value, whole) => Math.min(Math.max(value / whole, 0), 1);

/** Shows moments in the parts of `root` that are marked with data-… (see listening.js). */
export function createMoments(root) {
  let parts = {};
  let longest = 0; // seconds that the running countdown began with

  function write(part, text) {
    if (part && part.textContent !== text) part.textContent = text;
  }

  function showSilence(countdown) {
    const counts = countdown !== null;
    longest = counts ? Math.max(longest, countdown) : 0;
    parts.deck.classList.toggle("counting", counts);
    const n = Math.max(Math.ceil(countdown), 1);
    write(parts.countdown, counts ? say("listening.countdown", { n }) : say("listening.hint"));
    if (!counts) return;
    parts.left.style.transform = `scaleX(${share(countdown, longest).toFixed(3)})`;
  }

  function state({ speaking, waiting }) {
    if (speaking) return "speaking";
    return waiting === null ? "pause" : "begin";
  }

  return {
    /** Finds the parts anew after the structure has changed. */
    attach() {
      parts = {};
      for (const part of root.querySelectorAll("[data-part]")) parts[part.dataset.part] = part;
      if (!parts.meter) parts.deck?.classList.remove("counting");
    },
    show(moment, asked) {
      if (!parts.meter) return;
      moment ??= NOTHING_YET;
      const level = share(moment.level_db - QUIET_DB, LOUD_DB - QUIET_DB);
      parts.meter.style.setProperty("--level", level.toFixed(2));
      parts.meter.classList.toggle("speaking", moment.speaking);
      write(parts.state, say(`listening.${state(moment)}`));
      write(parts.clock, clock(moment.elapsed));
      const [low, high] = asked.zone;
      parts.elapsed.setAttribute("transform", `scale(${share(moment.elapsed, scaleOf(asked.zone)).toFixed(4)} 1)`);
      const where = moment.elapsed < low ? "short_of_zone" : moment.elapsed <= high ? "in_zone" : "past_zone";
      write(parts.where, say(`listening.${where}`, { low: clock(low), high: clock(high) }));
      parts.transcript.classList.toggle("empty", !moment.text);
      write(parts.words, moment.text);
      showSilence(moment.countdown);
    },
  };
}

/** How many seconds the bar of time holds: a good half more than the longest good answer. */
export const scaleOf = ([, high]) => high * 1.5;
