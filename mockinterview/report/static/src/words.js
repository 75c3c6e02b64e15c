/** The words of an answer: the one being spoken is lit, and each plays from its place. */

/**
 * @param {HTMLElement} element holds words that carry their time in seconds as `data-s`.
 * @param {(seconds: number) => void} playFrom called for a word that is clicked or entered.
 * @returns {{follow: (seconds: number) => void}}
 */
export function createWords(element, playFrom) {
  const words = [...element.querySelectorAll("[data-s]")];
  const starts = words.map((word) => Number(word.dataset.s));
  let lit = null;
  let reachable = null;

  // Only one word at a time is in the tab order and a button: to a screen reader the rest stays plain text.
  function makeReachable(word) {
    if (!word || word === reachable) return;
    if (reachable) {
      reachable.removeAttribute("tabindex");
      reachable.removeAttribute("role");
    }
    word.tabIndex = 0;
    word.setAttribute("role", "button");
    reachable = word;
  }

  function go(index) {
    const word = words[Math.min(Math.max(index, 0), words.length - 1)];
    makeReachable(word);
    word.focus();
  }

  const wordOf = (event) => {
    const word = event.target.closest("[data-s]");
    return word && element.contains(word) ? word : null;
  };

  element.addEventListener("click", (event) => {
    const word = wordOf(event);
    if (!word || String(document.getSelection())) return; // somebody is marking text to copy it
    makeReachable(word);
    playFrom(Number(word.dataset.s));
  });

  element.addEventListener("keydown", (event) => {
    const index = words.indexOf(wordOf(event));
    if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const rightToLeft = getComputedStyle(element).direction === "rtl";
    const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
    const backward = rightToLeft ? "ArrowRight" : "ArrowLeft";
    if (event.key === "Enter" || event.key === " ") playFrom(starts[index]);
    else if (event.key === forward || event.key === "ArrowDown") go(index + 1);
    else if (event.key === backward || event.key === "ArrowUp") go(index - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(words.length - 1);
    else return;
    event.preventDefault();
  });

  makeReachable(words[0]);

  return {
    follow(seconds) {
      const word = words[lastAtOrBefore(starts, seconds + 0.02)] ?? null;
      if (word === lit) return;
      lit?.classList.remove("lit");
      word?.classList.add("lit");
      lit = word;
    },
  };
}

/** Return the index of the last of the ascending numbers that is not above `limit`, -1 for none. */
export function lastAtOrBefore(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
