"use strict";
(() => {
  const findings = [...document.querySelectorAll(".finding")];
  const files = [...document.querySelectorAll(".group")];
  const form = document.querySelector(".controls form");
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const names = ["severity", "category", "requirement", "root"];
  const texts = new Map(findings.map((item) => [item, item.textContent.toLowerCase()]));

  function fits(item) {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => texts.get(item).includes(word)) &&
      names.every((name) => !form.elements[name].value ||
        JSON.parse(item.dataset[name]).includes(form.elements[name].value));
  }

  function filter() {
    let shown = 0;
    for (const item of findings) {
      item.hidden = !fits(item);
      shown += item.hidden ? 0 : 1;
    }
    for (const group of files) group.hidden = !group.querySelector(".finding:not([hidden])");
    count.textContent = `${shown} of ${findings.length}`;
  }

  function step(by) {
    const seen = findings.filter((item) => !item.hidden);
    const at = seen.findIndex((item) => item.contains(document.activeElement));
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(Math.max(at + by, 0), seen.length - 1)];
    if (next) {
      next.querySelector("summary").focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  function open(all) {
    for (const item of findings) item.querySelector("details").open = all;
  }

  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches(".finding")) target.querySelector("details").open = true;
  }

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("open").addEventListener("click", () => open(true));
  document.getElementById("close").addEventListener("click", () => open(false));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target === search) { search.value = ""; filter(); search.blur(); return; }
    if (event.target.matches("input, select, textarea")) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  addEventListener("beforeprint", () => open(true));
  addEventListener("hashchange", reveal);
  reveal();
  filter();
})();
