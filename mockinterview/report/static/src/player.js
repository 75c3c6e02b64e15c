/** A recording with its waveform, its marks and its buttons. */

import WaveSurfer from "wavesurfer.js";
import Regions from "wavesurfer.js/plugins/regions";

import { clock, fill } from "./texts.js";

/** Seconds heard before and after a marked spot, so that it is heard in its sentence. */
const LEAD_IN = 0.8;
const LEAD_OUT = 0.8;
const STEP_BACK = 5;
const HEIGHT = 120;
const SPOTS = new Set(["filler", "hesitation", "pause"]);

const playing = new Set();

/** Silence every other sound of the page. */
export function claimSound(audio) {
  for (const other of playing) if (other !== audio) other.pause();
  playing.add(audio);
}

/**
 * @param {HTMLElement} root carries `data-duration`, `data-peaks`, `data-marks`, and holds .wave, .controls,
 *   .seek and an <audio>.
 * @param {{texts: Record<string, string>, nonce: string, onTime: (seconds: number) => void}} options
 */
export function createPlayer(root, { texts, nonce, onTime }) {
  const audio = root.querySelector("audio");
  const seek = root.querySelector(".seek");
  const clockText = root.querySelector("[data-clock]");
  const now = root.querySelector("[data-now]");
  const button = (name) => root.querySelector(`[data-do="${name}"]`);
  const duration = Number(root.dataset.duration);
  let gone = null; // the mark that was gone to last
  const marks = JSON.parse(root.dataset.marks).map(([kind, start, end, text]) => ({ kind, start, end, text }));

  const wave = WaveSurfer.create({
    container: root.querySelector(".wave"),
    media: audio,
    peaks: [decodePeaks(root.dataset.peaks)],
    duration,
    height: HEIGHT,
    barWidth: 2,
    barGap: 1,
    barRadius: 2,
    barHeight: 0.58,
    cursorWidth: 2,
    hideScrollbar: true,
    dragToSeek: true,
    cspNonce: nonce,
    ...colours(root),
  });
  const regions = wave.registerPlugin(Regions.create());
  wave.on("ready", () => {
    if (regions.getRegions().length) return;
    for (const mark of marks) addRegion(mark);
  });

  function addRegion({ kind, start, end }) {
    const spot = SPOTS.has(kind);
    const region = regions.addRegion({
      id: kind,
      start,
      end,
      drag: false,
      resize: false,
      color: "transparent", // the style sheet gives it colour and pattern
      content: spot ? undefined : texts[`${kind}_name`],
    });
    if (spot) {
      region.on("click", (event) => {
        event.stopPropagation();
        playSpot(start, end);
      });
    }
  }

  function showTime(seconds) {
    const at = Math.min(seconds, duration);
    clockText.textContent = `${clock(at)} / ${clock(duration)}`;
    seek.value = String(at);
    seek.setAttribute("aria-valuetext", fill(texts.at, { at: clock(at), total: clock(duration) }));
    onTime(at);
  }

  function showState() {
    const isPlaying = !audio.paused;
    root.classList.toggle("playing", isPlaying);
    button("play").querySelector("[data-label]").textContent = isPlaying ? texts.pause : texts.play;
  }

  function start(from, until) {
    claimSound(audio);
    // Always with a place to start from: without one, the player would still stop where the last spot ended.
    const place = from ?? (audio.ended ? 0 : wave.getCurrentTime());
    // A browser may refuse to play; the button then simply stays at Play.
    wave.play(place, until).catch(() => {});
  }

  function playSpot(from, to) {
    start(Math.max(0, from - LEAD_IN), Math.min(duration, to + LEAD_OUT));
  }

  function goToMark(step) {
    const found = marks[indexFrom(wave.getCurrentTime(), step)];
    if (!found) {
      now.textContent = step > 0 ? texts.no_mark_after : texts.no_mark_before;
      return;
    }
    gone = found;
    now.textContent = describe(found);
    if (SPOTS.has(found.kind)) playSpot(found.start, found.end);
    else start(found.start);
  }

  /** Return the index of the mark to go to; of a mark that is being heard, the neighbour. */
  function indexFrom(at, step) {
    if (gone) {
      const last = SPOTS.has(gone.kind) ? gone.end + LEAD_OUT : gone.start + 1;
      if (at > gone.start - LEAD_IN - 0.1 && at < last + 0.2) return marks.indexOf(gone) + step;
    }
    return step > 0 ? marks.findIndex((mark) => mark.start >= at) : marks.findLastIndex((mark) => mark.start < at);
  }

  function describe(mark) {
    const seconds = (mark.end - mark.start).toFixed(1);
    const text = texts[mark.kind === "pause" ? "pause_mark" : mark.kind];
    return fill(text, { at: clock(mark.start), text: mark.text, seconds });
  }

  wave.on("timeupdate", showTime);
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, showState);
  button("play").addEventListener("click", () => (audio.paused ? start() : wave.pause()));
  button("back").addEventListener("click", () => wave.setTime(Math.max(0, wave.getCurrentTime() - STEP_BACK)));
  button("previous")?.addEventListener("click", () => goToMark(-1));
  button("next")?.addEventListener("click", () => goToMark(1));
  button("speed").addEventListener("change", (event) => wave.setPlaybackRate(Number(event.target.value)));
  seek.addEventListener("input", () => wave.setTime(Number(seek.value)));
  showTime(0);
  showState();

  return {
    playFrom: (seconds) => start(Math.min(seconds, duration)),
    playSpot,
    /** Take colours from the style sheet again: the scheme changed, or the page is printed. */
    recolour: () => wave.setOptions(colours(root)),
  };
}

function colours(element) {
  const style = getComputedStyle(element);
  const colour = (name) => style.getPropertyValue(name).trim();
  return { waveColor: colour("--wave"), progressColor: colour("--wave-played"), cursorColor: colour("--accent") };
}

function decodePeaks(base64) {
  return Float32Array.from(atob(base64), (character) => character.charCodeAt(0) / 255);
}
