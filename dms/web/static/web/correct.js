/* Putting right what was read: a word or line is chosen (or a box drawn) on the page, its text typed, Enter saves. */
"use strict";

(() => {
  const viewer = document.querySelector("[data-viewer]");
  const form = document.getElementById("correct");
  if (!viewer || !form) return;
  const SVG = "http://www.w3.org/2000/svg";
  const UNSURE = 0.75;
  const toggle = viewer.querySelector("[data-correct-toggle]");
  const text = form.querySelector("[name=text]");
  const chosen = { sheet: null, words: [], box: null, frame: null };
  const drawn = { sheet: null, from: null, rect: null };

  const isOn = () => viewer.classList.contains("is-correcting");
  const wordsOf = (sheet) => [...sheet.querySelectorAll(".overlay text")];

  /* Where the form stands -------------------------------------------------------------------------- */

  function around(words) {
    const of = (edge, pick) => pick(...words.map((word) => word[edge]));
    return { x0: of("x0", Math.min), y0: of("y0", Math.min), x1: of("x1", Math.max), y1: of("y1", Math.max) };
  }

  function outline(sheet, box, css) {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", css);
    fit(sheet, rect, box);
    sheet.querySelector(".overlay").append(rect);
    return rect;
  }

  function fit(sheet, rect, box) {
    const { width, height } = sheet.dataset;
    const place = { x: box.x0 * width, y: box.y0 * height, width: (box.x1 - box.x0) * width, height: (box.y1 - box.y0) * height };
    for (const [key, value] of Object.entries(place)) rect.setAttribute(key, value);
  }

  function open(sheet, box, words) {
    close();
    Object.assign(chosen, { sheet, box, words, frame: outline(sheet, box, "correct-frame") });
    const lines = Map.groupBy(words, (word) => word.l);
    text.value = [...lines.values()].map((line) => line.map((word) => word.t).join(" ")).join("\n");
    text.rows = Math.max(1, lines.size);
    for (const edge of ["x0", "y0", "x1", "y1"]) form.elements[edge].value = box[edge].toFixed(5);
    form.setAttribute("hx-post", sheet.dataset.correct);
    form.action = sheet.dataset.correct;
    htmx.process(form);
    sheet.querySelector(".leaf").append(form);
    form.style.top = `${box.y1 * 100}%`;
    form.style.left = `${Math.min(box.x0, 0.45) * 100}%`;
    form.hidden = false;
    form.scrollIntoView({ block: "nearest", inline: "nearest" });
    text.focus();
    text.select();
  }

  function close() {
    form.hidden = true;
    document.getElementById("correct-fault-place").replaceChildren();
    chosen.frame?.remove();
    Object.assign(chosen, { sheet: null, words: [], box: null, frame: null });
  }

  function openWords(sheet, words) {
    if (words.length) open(sheet, around(words), words);
  }

  function widenToLine() {
    const { sheet, words } = chosen;
    if (!words.length) return;
    openWords(sheet, sheet.words.filter((word) => words.some((one) => one.l === word.l)));
  }

  /* From one doubtful word to the next ------------------------------------------------------------- */

  function goUnsure(step) {
    const sheet = chosen.sheet ?? [...viewer.querySelectorAll(".sheet")].find((one) => one.words?.length);
    if (!sheet) return;
    const unsure = sheet.words.filter((word) => word.c < UNSURE);
    if (!unsure.length) return;
    const now = chosen.words.length ? sheet.words.indexOf(chosen.words.at(step > 0 ? -1 : 0)) : -1;
    const places = unsure.map((word) => sheet.words.indexOf(word));
    const next = step > 0 ? places.find((at) => at > now) ?? places[0] : places.findLast((at) => at < now) ?? places.at(-1);
    openWords(sheet, [sheet.words[next]]);
  }

  function markUnsure(sheet) {
    wordsOf(sheet).forEach((element, at) => element.classList.toggle("is-unsure", (sheet.words?.[at]?.c ?? 1) < UNSURE));
  }

  function switchMode() {
    toggle.setAttribute("aria-pressed", viewer.classList.toggle("is-correcting"));
    if (!isOn()) return close();
    viewer.querySelectorAll(".sheet").forEach(markUnsure);
    viewer.querySelector(".viewer-stage").focus({ preventScroll: true });
  }

  /* Choosing on the page --------------------------------------------------------------------------- */

  function pointOn(sheet, event) {
    const matrix = sheet.querySelector(".overlay").getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return { x: point.x / sheet.dataset.width, y: point.y / sheet.dataset.height };
  }

  function boxBetween(from, to) {
    return { x0: Math.min(from.x, to.x), y0: Math.min(from.y, to.y), x1: Math.max(from.x, to.x), y1: Math.max(from.y, to.y) };
  }

  viewer.addEventListener("pointerdown", (event) => {
    const sheet = isOn() && event.button === 0 && !event.target.closest("#correct") && event.target.closest(".sheet");
    if (!sheet || !event.target.closest(".overlay")) return;
    event.preventDefault();
    Object.assign(drawn, { sheet, from: pointOn(sheet, event), rect: null });
  });

  viewer.addEventListener("pointermove", (event) => {
    if (!drawn.sheet) return;
    const box = boxBetween(drawn.from, pointOn(drawn.sheet, event));
    if (!drawn.rect && Math.max(box.x1 - box.x0, box.y1 - box.y0) < 0.01) return;
    drawn.rect ??= outline(drawn.sheet, box, "correct-frame");
    fit(drawn.sheet, drawn.rect, box);
  });

  document.addEventListener("pointerup", (event) => {
    const { sheet, from, rect } = drawn;
    if (!sheet) return;
    rect?.remove();
    drawn.sheet = null;
    const to = pointOn(sheet, event);
    const box = rect ? boxBetween(from, to) : { x0: to.x, x1: to.x, y0: to.y, y1: to.y };
    const inside = (word) => (word.x0 + word.x1) / 2 > box.x0 && (word.x0 + word.x1) / 2 < box.x1 && (word.y0 + word.y1) / 2 > box.y0 && (word.y0 + word.y1) / 2 < box.y1;
    const under = (word) => word.x0 <= to.x && to.x <= word.x1 && word.y0 <= to.y && to.y <= word.y1;
    const words = (sheet.words ?? []).filter(rect ? inside : under);
    if (words.length) openWords(sheet, words);
    else if (rect) open(sheet, box, []);
  });

  /* After saving ----------------------------------------------------------------------------------- */

  document.addEventListener("page-corrected", (event) => {
    const sheet = viewer.querySelector(`#hal-${event.detail.page}`);
    if (chosen.sheet === sheet) close();
    viewer.append(form);
    if (sheet) sheet.dispatchEvent(new CustomEvent("words-changed", { bubbles: true }));
  });

  viewer.addEventListener("page-words", (event) => { if (isOn()) markUnsure(event.target); });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
    if (event.key === "Escape") { event.stopPropagation(); close(); viewer.querySelector(".viewer-stage").focus(); }
    if (event.key === "Tab" && event.target === text) { event.preventDefault(); goUnsure(event.shiftKey ? -1 : 1); }
    if (event.altKey && event.key.toLowerCase() === "b") { event.preventDefault(); widenToLine(); }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-correct-toggle]")) switchMode();
    if (event.target.closest("[data-correct-line]")) widenToLine();
    if (event.target.closest("[data-correct-close]")) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector(".modal.show")) return;
    if (event.key === "e") switchMode();
    if (event.key === "Tab" && isOn() && form.hidden && event.target.closest(".viewer-stage")) { event.preventDefault(); goUnsure(1); }
  });
})();
