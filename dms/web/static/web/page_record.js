/* The record of the page in view, its regions (stamps, codes …) outlined on it, and the picture that was read. */
"use strict";

(() => {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const SVG = "http://www.w3.org/2000/svg";
  const toggle = viewer.querySelector("[data-regions-toggle]");
  const state = { page: 0, timer: 0 };
  const PATIENCE = 60;

  const sheetOf = (number) => viewer.querySelector(`#hal-${number}`);
  const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

  /* The record follows the page in view ------------------------------------------------------------ */

  function showRecord(number) {
    const record = document.getElementById("page-record");
    const address = sheetOf(number)?.dataset.record;
    if (record && address && Number(record.dataset.number) !== number) htmx.ajax("GET", address, { target: record, swap: "outerHTML" });
  }

  viewer.addEventListener("page-shown", (event) => {
    clearTimeout(state.timer);
    state.page = event.detail;
    state.timer = setTimeout(() => showRecord(state.page), 350);
  });

  document.addEventListener("htmx:afterSettle", () => {
    const record = document.getElementById("page-record");
    const sheet = record && sheetOf(record.dataset.number);
    if (!sheet) return;
    sheet.classList.toggle("is-under-way", "underWay" in record.dataset);
    pressed(sheet);
  });

  /* Regions ---------------------------------------------------------------------------------------- */

  function outline(sheet, region) {
    const { width, height } = sheet.dataset;
    const group = document.createElementNS(SVG, "g");
    const [title, rect] = ["title", "rect"].map((name) => document.createElementNS(SVG, name));
    title.textContent = [region.name, region.text].filter(Boolean).join(": ");
    const box = { x: region.x0 * width, y: region.y0 * height, width: (region.x1 - region.x0) * width, height: (region.y1 - region.y0) * height };
    for (const [key, value] of Object.entries(box)) rect.setAttribute(key, value);
    group.setAttribute("class", `region region-${region.kind}`);
    group.append(title, rect);
    return group;
  }

  viewer.addEventListener("page-words", (event) => {
    const sheet = event.target;
    sheet.querySelector(".overlay")?.prepend(...(event.detail.regions ?? []).map((region) => outline(sheet, region)));
  });

  function toggleRegions() {
    const isOn = viewer.classList.toggle("has-regions");
    toggle.setAttribute("aria-pressed", isOn);
  }

  /* The picture that was read ---------------------------------------------------------------------- */

  async function isReady(address) {
    for (let tries = 0; tries < PATIENCE; tries += 1) {
      const answer = await fetch(address, { method: "HEAD", credentials: "same-origin" });
      if (answer.status !== 202) return answer.ok;
      await wait(1000);
    }
    return false;
  }

  function pressed(sheet) {
    const button = document.querySelector("#page-record [data-prepared]");
    button?.setAttribute("aria-pressed", sheet.classList.contains("is-prepared"));
  }

  async function showPrepared(sheet, address) {
    const picture = sheet.querySelector(".leaf img");
    sheet.classList.add("is-fetching");
    const isThere = await isReady(address).catch(() => false);
    sheet.classList.remove("is-fetching");
    if (!isThere) {
      document.getElementById("messages").textContent = viewer.dataset.sayNoPicture;
      return;
    }
    picture.dataset.page ??= picture.getAttribute("src");
    picture.src = address;
    sheet.classList.add("is-prepared");
    pressed(sheet);
  }

  function showPage(sheet) {
    const picture = sheet.querySelector(".leaf img");
    picture.src = picture.dataset.page;
    sheet.classList.remove("is-prepared");
    pressed(sheet);
  }

  function togglePrepared() {
    const button = document.querySelector("#page-record [data-prepared]");
    const sheet = button && sheetOf(document.getElementById("page-record").dataset.number);
    if (!sheet || sheet.classList.contains("is-fetching")) return;
    bootstrap.Offcanvas.getInstance("#panel")?.hide();
    if (sheet.classList.contains("is-prepared")) showPage(sheet);
    else showPrepared(sheet, button.dataset.prepared);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-regions-toggle]")) toggleRegions();
    if (event.target.closest("[data-prepared]")) togglePrepared();
    const back = event.target.closest("[data-prepared-back]");
    if (back) showPage(back.closest(".sheet"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector(".modal.show")) return;
    if (event.key === "b") toggleRegions();
    if (event.key === "g") togglePrepared();
  });
})();
