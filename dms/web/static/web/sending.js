/* Sending files in pieces that the server keeps: after a break, even of a day, each goes on where it ended. */
"use strict";

(() => {
  const PIECE_BYTES = 8 * 1024 * 1024;
  const ASKED_AT_ONCE = 500;
  const MOST_CORRECTIONS = 5;

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const facts = (row) => ({ path: row.path, size: row.file.size, modified: row.file.lastModified, turn: row.turn });

  /* Two files of one path, size and time that are chosen together are two; chosen again they are the same two. */
  function number(rows) {
    const seen = new Map();
    for (const row of rows) {
      const name = JSON.stringify([row.path, row.file.size, row.file.lastModified]);
      row.turn = seen.get(name) ?? 0;
      seen.set(name, row.turn + 1);
    }
  }

  /* Learn which of ROWS have their line in this batch, and how much of the others has arrived. */
  async function ask(rows, address) {
    for (let start = 0; start < rows.length; start += ASKED_AT_ONCE) {
      const some = rows.slice(start, start + ASKED_AT_ONCE);
      const headers = { "X-CSRFToken": token(), "Content-Type": "application/json" };
      const body = JSON.stringify({ files: some.map(facts) });
      const answer = await fetch(address, { method: "POST", headers, body }).catch(() => null);
      if (!answer?.ok) return;
      (await answer.json()).files.forEach((known, place) => Object.assign(some[place], known));
    }
  }

  function sendPiece(row, address, onSent) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const offset = row.offset ?? 0;
      const piece = row.file.slice(offset, offset + PIECE_BYTES);
      request.open("POST", address);
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-File", encodeURIComponent(JSON.stringify({ ...facts(row), offset })));
      request.responseType = "json";
      request.upload.onprogress = (event) => onSent((offset + event.loaded) / (row.file.size || 1));
      request.onloadend = () => done({ status: request.status, body: request.response ?? {} });
      request.send(piece);
    });
  }

  /* Send ROW to its end, or until GO_ON says no; the answer is the last one, `paused` when there is more to send. */
  async function send(row, address, goOn, onSent) {
    let corrections = 0;
    for (;;) {
      if (!goOn()) return { status: 0, body: {}, paused: true };
      const answer = await sendPiece(row, address, onSent);
      if (answer.status === 409) corrections += 1;
      if ((answer.status !== 200 && answer.status !== 409) || corrections > MOST_CORRECTIONS) return answer;
      row.offset = answer.body.offset;
    }
  }

  window.telusurSending = { number, ask, send, token };
})();
