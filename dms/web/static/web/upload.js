/* Giving files: drag and drop of files and folders, three at a time; chosen again, those that arrived are skipped. */
"use strict";

(() => {
  const area = document.querySelector("[data-upload]");
  if (!area) return;
  const part = (name) => area.querySelector(`[data-${name}]`);
  const [zone, list, status, total] = ["dropzone", "upload-list", "upload-status", "upload-total"].map(part);
  const LANES = 3;
  const PAUSES_MS = [1000, 4000, 10000];
  const ROWS_A_TIME = 200;
  const byName = new Intl.Collator("id", { numeric: true });
  const rows = [];
  const queue = [];
  let lanes = 0;
  let paused = false;
  let begun = 0;
  let opening = null;
  let shown = 0;
  let refreshTimer = 0;
  let statusFrame = 0;

  const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), area.dataset[key]);
  const { number, ask, send, token } = window.telusurSending;
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  /* What was dropped or chosen -------------------------------------------------------------------- */

  async function entriesOf(folder) {
    const reader = folder.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((good, bad) => reader.readEntries(good, bad));
      if (!some.length) return found;
      found.push(...some);
    }
  }

  async function filesOf(entry) {
    if (entry.isFile) {
      const file = await new Promise((good, bad) => entry.file(good, bad));
      return [{ file, path: entry.fullPath.replace(/^\//, "") }];
    }
    const inside = [];
    for (const child of await entriesOf(entry)) inside.push(...await filesOf(child));
    return inside;
  }

  async function droppedFiles(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
    return (await Promise.all(entries.map(filesOf))).flat();
  }

  const folderOf = (path) => path.split("/").slice(0, -1).join("/");

  function groupsOf(given) {
    const grouping = area.querySelector("[name=grouping]:checked").value;
    const sorted = [...given].sort((a, b) => byName.compare(a.path, b.path));
    if (grouping === "each") return sorted.map((one) => [one]);
    const groups = new Map();
    for (const one of sorted) {
      const key = grouping === "all" ? "" : folderOf(one.path);
      groups.set(key, groups.get(key) ?? []);
      groups.get(key).push(one);
    }
    return [...groups].flatMap(([folder, files]) => (grouping === "folder" && !folder ? files.map((one) => [one]) : [files]));
  }

  async function take(given) {
    if (!given.length) return;
    part("upload-state").hidden = false;
    const groups = groupsOf(given).map((files) => files.map(({ file, path }) => ({ file, path, state: "waiting" })));
    const taken = groups.flat();
    groups.forEach((group) => group.forEach((row) => { row.group = group; }));
    number(taken);
    rows.push(...taken);
    showRows();
    showStatus();
    await openBatch();
    if (!area.dataset.partUrl) return;
    await ask(taken, area.dataset.knownUrl);
    taken.filter((row) => row.item).forEach((row) => { row.known = true; setState(row, "done", say("sayKnown")); });
    queue.push(...groups.filter((group) => group.length > 1 || !group[0].item));
    startLanes();
  }

  /* The batch is made when the first file comes --------------------------------------------------- */

  function openBatch() {
    if (area.dataset.partUrl) return null;
    opening ??= makeBatch().finally(() => { opening = null; });
    return opening;
  }

  async function makeBatch() {
    const form = document.getElementById("batch-form");
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.querySelector("[data-upload]");
    if (!made?.dataset.partUrl) return form.requestSubmit();
    for (const name of ["partUrl", "knownUrl", "joinUrl"]) area.dataset[name] = made.dataset[name];
    for (const id of ["batch-head", "batch-live"]) document.getElementById(id).replaceWith(page.getElementById(id));
    htmx.process(document.getElementById("batch-live"));
    history.replaceState(null, "", answer.url);
    document.title = page.title;
    return undefined;
  }

  /* Sending --------------------------------------------------------------------------------------- */

  function startLanes() {
    begun ||= Date.now();
    while (lanes < LANES && queue.length && !paused) {
      lanes += 1;
      lane().finally(() => { lanes -= 1; });
    }
  }

  async function lane() {
    while (queue.length && !paused) await sendGroup(queue.shift());
    refreshSoon();
  }

  async function sendGroup(group) {
    for (const row of group) if (!row.item) await sendPatiently(row);
    if (paused && group.some((row) => row.state === "waiting")) queue.unshift(group);
    if (group.length < 2 || !group.every((row) => row.item) || group.joined) return;
    const body = new FormData();
    group.forEach((row) => body.append("item", row.item));
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    const answer = await fetch(area.dataset.joinUrl, { method: "POST", body, headers }).catch(() => null);
    group.joined = Boolean(answer?.ok);
    group.forEach((row) => setState(row, group.joined ? "done" : "failed", group.joined ? say("sayJoined") : say("sayFailed")));
  }

  async function sendPatiently(row) {
    for (let attempt = 0; ; attempt += 1) {
      setState(row, "sending", say("saySending"));
      const answer = await send(row, area.dataset.partUrl, () => !paused, (share) => showSent(row, share));
      if (answer.paused) return setState(row, "waiting", say("sayPaused"));
      if (answer.body.item) {
        row.item = answer.body.item;
        return setState(row, "done", say("sayDone"));
      }
      const passing = answer.status === 0 || answer.status >= 502;
      if (!passing || answer.status === 507 || attempt >= PAUSES_MS.length) return setState(row, "failed", answer.body.message || say("sayFailed"));
      setState(row, "waiting", say("sayOffline"));
      await pause(PAUSES_MS[attempt]);
    }
  }

  /* Showing --------------------------------------------------------------------------------------- */

  /* Rows are made as they are scrolled to: ten thousand at once would hold up the page. A failed one comes to the top. */
  function showRows() {
    const full = list.scrollHeight > list.clientHeight;
    if (full && list.scrollTop + 2 * list.clientHeight < list.scrollHeight) return;
    const some = rows.slice(shown, shown + ROWS_A_TIME);
    shown += some.length;
    list.append(...some.filter((row) => !row.element).map(rowElement));
  }

  function rowElement(row) {
    row.element = part("upload-row").content.firstElementChild.cloneNode(true);
    row.element.querySelector(".upload-name").textContent = row.path;
    row.element.querySelector("progress").setAttribute("aria-label", row.path);
    row.element.querySelector("button").addEventListener("click", () => retry([row]));
    setState(row, row.state, row.word ?? say("sayWaiting"));
    return row.element;
  }

  function showSent(row, share) {
    const bar = row.element?.querySelector("progress");
    if (bar) bar.value = 100 * share;
  }

  function setState(row, state, word) {
    Object.assign(row, { state, word });
    if (state === "failed" && !row.element) return list.prepend(rowElement(row));
    if (row.element) {
      row.element.dataset.state = state;
      row.element.querySelector(".upload-word").textContent = word;
      row.element.querySelector("button").hidden = state !== "failed";
    }
    if (state === "done") showSent(row, 1);
    if (state === "done" || state === "failed") showStatus();
    if (state === "done") refreshSoon();
    return undefined;
  }

  function showStatus() {
    statusFrame ||= requestAnimationFrame(writeStatus);
  }

  function writeStatus() {
    statusFrame = 0;
    const done = rows.filter((row) => row.state === "done").length;
    const failed = rows.filter((row) => row.state === "failed").length;
    const known = rows.filter((row) => row.known).length;
    const minutes = (Date.now() - begun) / 60000;
    const pace = begun && done > known && minutes > 0.1 ? Math.round((done - known) / minutes) : 0;
    total.max = rows.length;
    total.value = done;
    status.textContent = [say("sayProgress", { done, total: rows.length }), known ? say("saySkipped", { n: known }) : "", failed ? say("sayProblems", { n: failed }) : "", pace ? say("sayPace", { n: pace }) : ""].filter(Boolean).join(" · ");
    part("retry-all").hidden = failed === 0;
    part("pause").hidden = done + failed === rows.length;
  }

  function refreshSoon() {
    refreshTimer ||= setTimeout(() => {
      refreshTimer = 0;
      const live = document.getElementById("progress");
      if (live) htmx.trigger(live, "refresh");
    }, 1500);
  }

  function retry(failed) {
    failed.forEach((row) => { if (row.state === "failed" && !row.item) setState(row, "waiting", say("sayWaiting")); });
    queue.push(...new Set(failed.map((row) => row.group)));
    startLanes();
  }

  /* Doors ----------------------------------------------------------------------------------------- */

  for (const name of ["dragenter", "dragover"]) addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  for (const name of ["dragleave", "drop"]) addEventListener(name, () => zone.classList.remove("is-over"));
  addEventListener("drop", async (event) => { event.preventDefault(); take(await droppedFiles(event.dataTransfer)); });
  area.addEventListener("change", (event) => {
    if (!event.target.matches("[data-files]")) return;
    take([...event.target.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
    event.target.value = "";
  });
  part("pause").addEventListener("click", ({ currentTarget }) => {
    paused = !paused;
    currentTarget.textContent = paused ? say("sayResume") : say("sayPause");
    if (!paused) startLanes();
  });
  list.addEventListener("scroll", showRows, { passive: true });
  part("retry-all").addEventListener("click", () => retry(rows.filter((row) => row.state === "failed")));
  addEventListener("beforeunload", (event) => { if (lanes > 0) event.preventDefault(); });
})();
