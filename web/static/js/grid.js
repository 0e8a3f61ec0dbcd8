// The month's grid: arrows, Enter and Tab; each cell saves by itself with what
// the page saw (compare-and-set); a block pasted from Excel; a lost line keeps
// what was typed on this machine and sends it later, only ever as the person
// who typed it. Without this file the same page is a plain form.
const form = document.getElementById("luoi");
if (form) start(form);

function start(form) {
  const url = form.dataset.url, actor = Number(form.dataset.actor);
  const store = `thidua.o.${actor}.${form.dataset.report}`;
  const status = document.getElementById("da-luu");
  const inputs = [...form.querySelectorAll("td > input[name^='c.']")];
  const byName = new Map(inputs.map((i) => [i.name, i]));
  const tables = [...form.querySelectorAll("table.entry")];
  // base: what the server holds, as far as this page knows
  const base = new Map(inputs.map((i) => [i.name, i.closest("td").classList.contains("bad") ? stored(i.name) : i.value]));
  const queue = new Map(); // name → value waiting to be sent
  let timer = 0, sending = false, retry = 0;

  function stored(name) {
    const [, row, slot] = name.split(".");
    for (const part of form.elements.base.value.split(";")) {
      const [id, list] = part.split("=");
      if (id === row && list !== undefined) return list.split(",")[Number(slot)] || "";
    }
    return "";
  }
  const td = (i) => i.closest("td");
  function mark(i, state, words) {
    const cell = td(i);
    cell.classList.remove("saved", "saving", "wait", "bad", "warn");
    if (state) cell.classList.add(state);
    let w = cell.querySelector(".words");
    if (!w) { w = document.createElement("span"); w.className = "words"; w.id = "w-" + i.name; cell.append(w); i.setAttribute("aria-describedby", w.id); }
    if (words !== undefined) w.textContent = words;
    if (state === "bad") i.setAttribute("aria-invalid", "true"); else i.removeAttribute("aria-invalid");
  }
  function keep() {
    try {
      if (queue.size === 0) localStorage.removeItem(store);
      else localStorage.setItem(store, JSON.stringify([...queue].map(([n, v]) => [n, base.get(n), v])));
    } catch { /* a full or closed store must not stop typing */ }
  }
  function changed(i, soon) {
    const now = i.value.trim();
    if (now === base.get(i.name) && !queue.has(i.name)) { if (td(i).classList.contains("bad")) mark(i, "", ""); return; }
    queue.set(i.name, now);
    mark(i, "saving", "");
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, soon ? 30 : 250);
  }

  async function send() {
    if (sending || queue.size === 0) return;
    sending = true;
    const batch = [...queue].slice(0, 1000);
    const cells = batch.map(([n, v]) => { const [, row, slot] = n.split("."); return { row: Number(row), slot: Number(slot), base: base.get(n) ?? "", value: v }; });
    try {
      const res = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify({ actor, cells }) });
      const body = await res.json();
      if (!res.ok) { refuse(res.status, body, batch); return; }
      retry = 0;
      for (const [n, v] of batch) if (queue.get(n) === v) queue.delete(n);
      keep();
      show(body);
    } catch { wait(batch); }
    finally { sending = false; if (queue.size && retry === 0) { clearTimeout(timer); timer = setTimeout(send, 60); } }
  }
  // The line or the server is away: keep, show, try again.
  function wait(batch) {
    for (const [n] of batch) { const i = byName.get(n); if (i) mark(i, "wait", "Đang chờ mạng, số này đã giữ trên máy."); }
    retry = Math.min((retry || 1) * 2, 60);
    status.textContent = `Mất kết nối: ${queue.size} ô đang chờ gửi, đã giữ trên máy này.`;
    clearTimeout(timer);
    timer = setTimeout(send, retry * 1000);
  }
  function refuse(code, body, batch) {
    if (code === 503 || code === 500 || code === 502 || code === 429) { wait(batch); return; }
    retry = 1; // do not hammer: the person has to act
    status.textContent = body.message || "Chưa lưu được.";
    for (const [n] of batch) { const i = byName.get(n); if (i) mark(i, "wait", status.textContent); }
    if (code === 401) status.textContent = "Phiên làm việc đã hết hạn. Đăng nhập lại (ở thẻ khác) rồi quay lại đây, số đã nhập vẫn giữ trên máy.";
    else if (code !== 409) { for (const [n] of batch) queue.delete(n); keep(); }
    banner("bad", status.textContent);
  }
  function banner(kind, text) {
    const box = document.getElementById("con-thieu");
    const d = document.createElement("div"); d.className = "note " + kind; d.textContent = text;
    box.replaceChildren(d);
  }
  function show(body) {
    for (const r of body.cells) {
      const name = `c.${r.row}.${r.slot}`, i = byName.get(name);
      if (!i) continue;
      if (r.state === "saved") {
        base.set(name, r.value);
        if (!queue.has(name)) { if (document.activeElement !== i || i.value.trim() !== r.value) i.value = r.value; mark(i, body.warn?.[name] ? "warn" : "saved", body.warn?.[name] || ""); }
      } else {
        if (r.state === "conflict") base.set(name, r.value);
        mark(i, "bad", r.message);
      }
    }
    for (const [id, html] of Object.entries(body.foot || {})) { const f = document.getElementById("foot-" + id); if (f) f.outerHTML = html; }
    if (body.banner) document.getElementById("con-thieu").innerHTML = body.banner;
    if (body.gaps) document.getElementById("can-lam").innerHTML = body.gaps;
    status.textContent = queue.size ? `Còn ${queue.size} ô đang gửi…` : body.saved;
    chips();
    progress();
  }

  // keyboard
  function at(i) { const row = i.closest("tr"); return { row, list: [...row.parentNode.rows], col: td(i).cellIndex }; }
  function step(i, down, right) {
    let { row, list, col } = at(i);
    let r = list.indexOf(row), c = col;
    for (let n = 0; n < 400; n++) {
      r += down; c += right;
      if (c >= list[0].cells.length) { c = 1; r++; } else if (c < 1) { c = list[0].cells.length - 1; r--; }
      if (r < 0 || r >= list.length) return;
      const to = list[r].cells[c]?.querySelector("input[name^='c.']");
      if (to && to.offsetParent) { to.focus(); to.select(); return; }
    }
  }
  form.addEventListener("keydown", (e) => {
    const i = e.target;
    if (!byName.has(i.name)) return;
    const all = i.selectionStart === 0 && i.selectionEnd === i.value.length;
    if (e.altKey && e.key === "0") { e.preventDefault(); i.value = "–"; changed(i, true); step(i, 0, 1); return; }
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    switch (e.key) {
      case "ArrowDown": case "Enter": e.preventDefault(); changed(i, true); step(i, e.shiftKey && e.key === "Enter" ? -1 : 1, 0); break;
      case "ArrowUp": e.preventDefault(); step(i, -1, 0); break;
      case "ArrowRight": if (all || i.selectionStart === i.value.length) { e.preventDefault(); step(i, 0, 1); } break;
      case "ArrowLeft": if (all || i.selectionEnd === 0) { e.preventDefault(); step(i, 0, -1); } break;
      case "Escape": i.value = base.get(i.name) ?? ""; queue.delete(i.name); keep(); mark(i, "", ""); i.select(); break;
    }
  });
  // Enter in a cell never sends the form, whichever way the key arrives.
  form.addEventListener("keypress", (e) => { if (e.key === "Enter" && byName.has(e.target.name)) e.preventDefault(); });
  form.addEventListener("focusin", (e) => { if (byName.has(e.target.name)) { e.target.select(); describe(e.target); } });
  form.addEventListener("focusout", (e) => { if (byName.has(e.target.name)) changed(e.target, true); });
  form.addEventListener("input", (e) => { if (byName.has(e.target.name)) { const i = e.target; queue.set(i.name, i.value.trim()); keep(); clearTimeout(timer); timer = setTimeout(() => changed(i, true), 700); } });

  // a block from Excel: tabs and line ends, from the cell down and right
  form.addEventListener("paste", (e) => {
    const i = e.target;
    if (!byName.has(i.name)) return;
    const text = (e.clipboardData?.getData("text/plain") || "").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    e.preventDefault();
    const { row, list, col } = at(i);
    const r0 = list.indexOf(row);
    let put = 0, lost = 0;
    text.split("\n").forEach((line, dr) => line.split("\t").forEach((v, dc) => {
      const to = list[r0 + dr]?.cells[col + dc]?.querySelector("input[name^='c.']");
      if (!to) { if (v.trim() !== "") lost++; return; }
      if (v.trim() === "") return;
      to.value = v.trim(); queue.set(to.name, to.value); mark(to, "saving", ""); put++;
    }));
    keep(); send();
    status.textContent = `Đã dán ${put} ô` + (lost ? `, bỏ qua ${lost} giá trị rơi vào ô không nhập.` : ".");
  });

  // "không phát sinh" for a row's empty cells
  form.addEventListener("click", (e) => {
    const b = e.target.closest("button.kps");
    if (!b) return;
    e.preventDefault();
    const skip = new Set((form.dataset.keep || "").split(","));
    form.querySelectorAll(`tr[data-row="${b.value}"] td > input[name^='c.']`).forEach((i) => {
      if (i.value === "" && !skip.has(i.name.split(".")[2])) { i.value = "–"; queue.set(i.name, "–"); mark(i, "saving", ""); }
    });
    keep(); send();
  });

  // the diary's sums: a click takes one cell's, a row's or all, as the page shows them
  const differs = (cell) => cell.querySelector("input[name^='c.']").value.trim() !== cell.dataset.so;
  function chips() {
    for (const cell of form.querySelectorAll("td[data-so]")) cell.querySelector(".cx-so").classList.toggle("differs", differs(cell));
    for (const b of form.querySelectorAll("button.cx-row")) b.hidden = !b.closest("tr").parentNode.parentNode.querySelector(`tr[data-row="${b.value.slice(2)}"] .cx-so.differs`);
    const note = form.querySelector(".cx-note");
    if (note) note.hidden = !form.querySelector(".cx-so.differs");
  }
  form.addEventListener("click", (e) => {
    const b = e.target.closest("button[name=tu-so]");
    if (!b) return;
    e.preventDefault();
    for (const cell of form.querySelectorAll("td[data-so]")) {
      const i = cell.querySelector("input[name^='c.']");
      if (b.value !== "tat-ca" && b.value !== i.name && b.value !== "r." + i.name.split(".")[1]) continue;
      if (!differs(cell)) continue;
      i.value = cell.dataset.so; queue.set(i.name, i.value); mark(i, "saving", "");
    }
    chips(); keep(); send();
  });

  // the selected cell: what it counts, earlier values
  function describe(i) {
    const box = document.getElementById("o-chon");
    const cell = td(i), head = document.getElementById("h" + i.name.split(".")[2]);
    if (!box || !head) return;
    const add = (tag, text, cls) => { const p = document.createElement(tag); p.textContent = text; if (cls) p.className = cls; box.append(p); };
    box.replaceChildren();
    add("h3", head.textContent + " · " + rowName(cell.closest("tr")));
    add("p", head.dataset.full, "soft");
    const prev = (cell.dataset.p || "").split("|").map((v) => v || "trống");
    if (cell.dataset.p) add("p", "Các kỳ trước: " + prev.join(" · "));
    const a = document.createElement("a"); const [, row, slot] = i.name.split("."); a.href = `${url}/${row}/${slot}`; a.textContent = "Lịch sử và ghi chú của ô này"; a.className = "linked"; box.append(a);
  }
  const rowName = (tr) => tr.querySelector("th a, th")?.firstChild?.textContent.trim() || "";

  // on a phone: one team at a time, with − and +
  const rows = [...(tables[0]?.tBodies[0]?.rows || [])].map((r) => r.dataset.row);
  let shown = 0;
  const nav = document.createElement("div");
  nav.className = "phone-nav";
  nav.innerHTML = '<button type="button" aria-label="Tổ trước">‹</button><strong></strong><button type="button" aria-label="Tổ sau">›</button>';
  nav.children[0].addEventListener("click", () => turn(shown - 1));
  nav.children[2].addEventListener("click", () => turn(shown + 1));
  tables[0]?.closest(".wrap").before(nav);
  form.classList.add("one");
  function turn(n) {
    shown = (n + rows.length) % rows.length;
    for (const t of tables) for (const r of t.tBodies[0].rows) r.classList.toggle("on", r.dataset.row === rows[shown]);
    progress();
    if (nav.offsetParent && nav.getBoundingClientRect().top < 0) nav.scrollIntoView();
  }
  function progress() {
    const row = form.querySelector(`tr[data-row="${rows[shown]}"]`);
    if (!row) return;
    const empty = inputs.filter((i) => i.name.startsWith(`c.${rows[shown]}.`) && i.value === "").length;
    nav.children[1].textContent = rowName(row) + ` ${shown + 1}/${rows.length}`;
    const s = document.createElement("small"); s.textContent = empty ? `còn ${empty} ô` : "đã đủ"; nav.children[1].append(s);
  }
  for (const i of inputs) {
    const s = document.createElement("span"), minus = document.createElement("button"), plus = document.createElement("button");
    s.className = "stepper"; minus.type = plus.type = "button"; minus.textContent = "−"; plus.textContent = "+"; minus.tabIndex = plus.tabIndex = -1;
    minus.setAttribute("aria-label", "Bớt một"); plus.setAttribute("aria-label", "Thêm một");
    const bump = (d) => { const n = Number(i.value.replace(/\D/g, "")) || 0; i.value = String(Math.max(0, n + d)); changed(i, true); };
    minus.addEventListener("click", () => bump(-1)); plus.addEventListener("click", () => bump(1));
    if (matchMedia("(max-width: 700px)").matches) { i.before(s); s.append(minus, i, plus); }
  }
  const first = rows.findIndex((id) => inputs.some((i) => i.name.startsWith(`c.${id}.`) && i.value === ""));
  turn(Math.max(0, first));

  // what an earlier, cut-off visit of the same person left behind
  try {
    for (const [n, b, v] of JSON.parse(localStorage.getItem(store) || "[]")) {
      const i = byName.get(n);
      if (!i || i.value === v) continue;
      base.set(n, b ?? ""); i.value = v; queue.set(n, v); mark(i, "saving", "");
    }
  } catch { /* nothing usable was kept */ }
  if (queue.size) { status.textContent = `Gửi lại ${queue.size} ô đã giữ trên máy…`; send(); }
  addEventListener("online", () => { retry = 0; send(); });
  addEventListener("beforeunload", (e) => { if (queue.size) e.preventDefault(); });
  // The plain buttons still post the whole form: wait for what is on its way.
  form.addEventListener("submit", () => { clearTimeout(timer); queue.clear(); keep(); });
}
