/* The letter viewer: words of each page as SVG text over the image, marks of a search, zoom, turn, keys. */
"use strict";

(() => {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const SVG = "http://www.w3.org/2000/svg";
  const stage = viewer.querySelector(".viewer-stage");
  const sheets = [...viewer.querySelectorAll(".sheet")];
  const rail = new Map([...viewer.querySelectorAll("[data-goto]")].map((link) => [Number(link.dataset.goto), link]));
  const sheetOf = new Map(sheets.map((sheet) => [Number(sheet.dataset.number), sheet]));
  const state = { zoom: 1, turn: 0, page: 0, hits: [], hit: -1 };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* Words and marks ------------------------------------------------------------------------------ */

  function svgElement(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function rectangle(sheet, box, css, margin) {
    const { width, height } = sheet.dataset;
    const [x, y] = [box.x0 * width - margin, box.y0 * height - margin];
    return svgElement("rect", { class: css, x, y, width: box.x1 * width + margin - x, height: box.y1 * height + margin - y });
  }

  function wordElement(sheet, word) {
    const { width, height } = sheet.dataset;
    const tall = (word.y1 - word.y0) * height;
    const text = svgElement("text", {
      x: word.x0 * width,
      y: word.y1 * height - tall * 0.18,
      "font-size": tall,
      textLength: Math.max(1, (word.x1 - word.x0) * width),
      lengthAdjust: "spacingAndGlyphs",
      "data-line": word.l,
    });
    text.textContent = word.t;
    return text;
  }

  async function fetchJson(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  }

  const tell = (element, name, detail) => element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));

  function draw(sheet) {
    sheet.drawn ??= fetchJson(sheet.dataset.words).then((answer) => {
      sheet.words = answer.words;
      sheet.querySelector(".overlay")?.append(...answer.words.map((word) => wordElement(sheet, word)));
      drawMarks(sheet);
      tell(sheet, "page-words", answer);
    }).catch(() => Object.assign(sheet, { drawn: undefined, title: viewer.dataset.sayUnread }));
    return sheet.drawn;
  }

  async function drawAnew(sheet) {
    sheet.drawn = undefined;
    sheet.querySelectorAll(".overlay text, .overlay .region").forEach((old) => old.remove());
    viewer.querySelectorAll(".mark").forEach((old) => old.remove());
    await Promise.all([draw(sheet), fetchHits()]);
    sheets.forEach(drawMarks);
    showHitCount();
  }

  function drawMarks(sheet) {
    const overlay = sheet.querySelector(".overlay");
    if (!overlay || !sheet.words) return;
    for (const hit of state.hits.filter((one) => one.page === Number(sheet.dataset.number) && !one.rects)) {
      hit.rects = hit.words.filter((at) => sheet.words[at]).map((at) => rectangle(sheet, sheet.words[at], "mark", 3));
      overlay.prepend(...hit.rects);
    }
  }

  function runs(page, positions) {
    const found = [];
    for (const at of positions) {
      const last = found.at(-1);
      if (last && last.words.at(-1) === at - 1) last.words.push(at);
      else found.push({ page, words: [at] });
    }
    return found;
  }

  async function fetchHits() {
    if (!viewer.dataset.query) return [];
    const { pages } = await fetchJson(`${viewer.dataset.marksUrl}?q=${encodeURIComponent(viewer.dataset.query)}`);
    state.hits = pages.flatMap((page) => runs(page.number, page.marks));
    return pages;
  }

  async function loadHits() {
    if (!viewer.dataset.query) return;
    const pages = await fetchHits();
    for (const page of pages) {
      const badge = rail.get(page.number)?.querySelector("[data-rail-marks]");
      if (badge && page.marks.length) Object.assign(badge, { hidden: false, textContent: runs(page.number, page.marks).length });
    }
    sheets.forEach(drawMarks);
    showHitCount();
    const first = state.hits.findIndex((hit) => hit.page >= Number(viewer.dataset.page));
    if (state.hits.length) await goHit(first < 0 ? 0 : first);
  }

  function showHitCount() {
    const say = state.hits.length ? viewer.dataset.sayHit : viewer.dataset.sayNone;
    viewer.querySelector("[data-hit-now]").textContent = say.replace("{n}", state.hit + 1).replace("{total}", state.hits.length);
  }

  async function goHit(index) {
    const total = state.hits.length;
    if (!total) return;
    state.hits[state.hit]?.rects?.forEach((rect) => rect.classList.remove("mark-now"));
    state.hit = (index + total) % total;
    const hit = state.hits[state.hit];
    showHitCount();
    await draw(sheetOf.get(hit.page));
    if (hit !== state.hits[state.hit]) return; // another one was asked for meanwhile
    hit.rects?.forEach((rect) => rect.classList.add("mark-now"));
    hit.rects?.[0]?.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    showPage(hit.page);
  }

  /* Pages ---------------------------------------------------------------------------------------- */

  function showPage(number) {
    if (number === state.page) return;
    rail.get(state.page)?.removeAttribute("aria-current");
    state.page = number;
    const link = rail.get(number);
    link?.setAttribute("aria-current", "page");
    const strip = link?.parentElement;
    if (strip && strip.scrollHeight > strip.clientHeight) strip.scrollTop = link.offsetTop - strip.offsetTop - strip.clientHeight / 3;
    viewer.querySelector("[data-page-now]").textContent = number;
    const address = new URL(location.href);
    address.searchParams.set("hal", number);
    history.replaceState(null, "", address);
    tell(viewer, "page-shown", number);
  }

  function goPage(number) {
    const sheet = sheetOf.get(Math.min(Math.max(number, 1), sheets.length));
    if (!sheet) return;
    sheet.scrollIntoView({ block: "start", behavior: "instant" });
    showPage(Number(sheet.dataset.number));
  }

  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
  }, { rootMargin: "600px 0px" });

  function pageInView() {
    const middle = stage.getBoundingClientRect().top + Math.min(stage.clientHeight, innerHeight) / 2;
    const sheet = sheets.find((one) => one.getBoundingClientRect().bottom > Math.max(middle, innerHeight * 0.45)) ?? sheets.at(-1);
    if (sheet) showPage(Number(sheet.dataset.number));
  }

  function onScroll() {
    cancelAnimationFrame(state.frame);
    state.frame = requestAnimationFrame(pageInView);
  }

  function showPlace(place) {
    bootstrap.Offcanvas.getInstance("#panel")?.hide();
    const sheet = sheetOf.get(Number(place.number));
    if (!sheet) return;
    const box = Object.fromEntries(["x0", "y0", "x1", "y1"].map((side) => [side, Number(place[side])]));
    const flash = rectangle(sheet, box, "flash", 8);
    sheet.querySelector(".overlay")?.append(flash);
    if (calm) setTimeout(() => flash.remove(), 2600);
    else flash.addEventListener("animationend", () => flash.remove());
    flash.scrollIntoView({ block: "center", inline: "center", behavior: calm ? "instant" : "smooth" });
    showPage(Number(place.number));
  }

  /* Zoom and turn -------------------------------------------------------------------------------- */

  function zoomTo(zoom) {
    const scroller = stage.scrollHeight > stage.clientHeight + 1 ? stage : document.scrollingElement;
    const middle = (scroller.scrollTop + scroller.clientHeight / 2) / scroller.scrollHeight;
    const across = (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth;
    state.zoom = Math.min(5, Math.max(0.25, zoom));
    viewer.style.setProperty("--zoom", state.zoom);
    viewer.querySelector("[data-zoom-now]").textContent = `${Math.round(state.zoom * 100)}%`;
    scroller.scrollTop = middle * scroller.scrollHeight - scroller.clientHeight / 2;
    stage.scrollLeft = across * stage.scrollWidth - stage.clientWidth / 2;
  }

  function turnTo(degrees) {
    state.turn = degrees % 360;
    viewer.dataset.turn = state.turn;
    const lying = state.turn % 180 === 90;
    for (const sheet of sheets) {
      const [leaf, box] = [sheet.querySelector(".leaf"), sheet.querySelector(".sheet-box")];
      if (!leaf) continue;
      const ratio = sheet.dataset.width / sheet.dataset.height;
      box.style.aspectRatio = lying ? `${1 / ratio}` : "";
      leaf.style.width = lying ? `${ratio * 100}%` : "";
    }
    goPage(state.page);
  }

  const actions = {
    nextPage: () => goPage(state.page + 1),
    previousPage: () => goPage(state.page - 1),
    nextHit: () => goHit(state.hit + 1),
    previousHit: () => goHit(state.hit - 1),
    zoomIn: () => zoomTo(state.zoom * 1.25),
    zoomOut: () => zoomTo(state.zoom / 1.25),
    fit: () => zoomTo(1),
    rotate: () => turnTo(state.turn + 90),
  };
  const keys = { n: "nextHit", p: "previousHit", ArrowRight: "nextPage", ArrowLeft: "previousPage", "+": "zoomIn", "=": "zoomIn", "-": "zoomOut", 0: "fit", r: "rotate" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector(".modal.show")) return;
    if (event.key in keys) event.preventDefault();
    actions[keys[event.key]]?.();
    if (/^[1-9]$/.test(event.key)) document.querySelector(`[data-key="${event.key}"]`)?.click();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
    const link = event.ctrlKey || event.metaKey ? null : event.target.closest("[data-goto]");
    if (link) { event.preventDefault(); goPage(Number(link.dataset.goto)); }
    const place = event.target.closest("[data-place]");
    if (place) showPlace(place.dataset);
  });

  stage.addEventListener("words-changed", (event) => drawAnew(event.target));

  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(state.zoom * Math.exp(-event.deltaY / 400));
  }, { passive: false });

  sheets.forEach((sheet) => near.observe(sheet));
  stage.addEventListener("scroll", onScroll, { passive: true });
  addEventListener("scroll", onScroll, { passive: true });
  if (Number(viewer.dataset.page) > 1) goPage(Number(viewer.dataset.page));
  else showPage(1);
  loadHits().catch(() => { viewer.querySelector("[data-hit-now]").textContent = "–"; });
})();
