// What a screen reader is told: what has changed, once, and little, because the microphone may hear it.

import { say } from "../given.js";
import { kindOf } from "./words.js";

// A speaker who pauses often is not told of every countdown.
const COUNTDOWN_REST_MS = 8000;
const LONGEST = 600; // characters that are read out in one go

/** The voice that was waited for will not come: now the question is read out. */
const gaveUp = (before, after) => before?.asked?.awaits_voice && !after.asked.awaits_voice && !after.asked.spoken;

const counts = (stage) => stage?.moment?.countdown != null;
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

/** Writes into two live regions: what can wait, and what cannot. */
export function createNews(polite, urgent) {
  let toldOfCountdown = -Infinity;
  let wasLost = false;

  function tell(region, lines) {
    const text = lines.filter(Boolean).map(short).join(" ");
    if (text) region.textContent = text;
  }

  /** The countdown comes and goes; only its start is told. */
  function tellOfCountdown(before, after) {
    if (!counts(after) || counts(before) || performance.now() - toldOfCountdown < COUNTDOWN_REST_MS) return;
    toldOfCountdown = performance.now();
    tell(urgent, [say("news.countdown", { n: Math.max(Math.ceil(after.moment.countdown), 1) })]);
  }

  return {
    follow(before, after) {
      const moved = before?.step !== after.step;
      tell(polite, [
        ...(moved || gaveUp(before, after) ? (PHASES[after.phase]?.(after, before) ?? []) : []),
        ...fresh(moved ? [] : before?.reminders, after.reminders),
        ...(before ? fresh(before.notices, after.notices) : []),
      ]);
      if (moved && ["stuck", "failed"].includes(after.phase)) tell(urgent, [after.problem]);
      if (!moved) tellOfCountdown(before, after);
    },
    connection(state, lostText) {
      if (state === "broken" && !wasLost) tell(polite, [lostText]);
      if (state === "open" && wasLost) tell(polite, [say("news.back")]);
      wasLost = state !== "open";
    },
  };
}

/** What a phase begins with. */
const PHASES = {
  starting: () => [say("starting.title")],
  asking: ({ asked }) => {
    const kind = kindOf(asked);
    // What is being spoken is not said a second time at once: two voices are understood worse than one.
    if (asked.awaits_voice) return [say("news.asking_awaited", { kind })];
    return [asked.spoken ? say("news.asking", { kind }) : say("news.asking_shown", { kind, text: asked.text })];
  },
  listening: () => [say("news.listening")],
  waiting: ({ ended, waiting_for }, before) => [ended !== before?.ended && ended, waiting_for],
  feedback: ({ feedback }) => [
    say("feedback.title"),
    ...feedback.core.map(({ tone, text }) => say(`news.feedback_${tone}`, { text })),
  ],
  choosing: ({ last, feedback, ended }) => [!feedback && ended, say(last ? "choosing.last" : "choosing.next")],
  ended: ({ closing }) => [say(closing.asked ? "ended.kept" : "ended.nothing_asked"), closing.strength, closing.habit],
};

/** The lines that were not there before; old ones may have been dropped at the front. */
function fresh(before = [], after = []) {
  const known = new Set(before);
  return after.filter((line) => !known.has(line));
}
