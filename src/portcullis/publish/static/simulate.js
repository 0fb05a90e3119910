/* The simulator without loading the page again. Without this file everything works the same, one page load slower. */
"use strict";
(() => {
  let waiting = null;
  const form = () => document.querySelector("form.simulate");

  const address = (of) => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(of)) if (value.trim()) query.append(name, value.trim());
    return `${of.action}?${query}`;
  };

  const show = async (where, keep) => {
    const status = form()?.querySelector("[role=status]");
    if (waiting) waiting.abort();
    waiting = new AbortController();
    if (status) status.textContent = form().dataset.status;
    try {
      const answer = await fetch(where, { signal: waiting.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.querySelector("main");
      if (!main) throw new Error("no page");
      document.querySelector("main").replaceWith(document.adoptNode(main));
      document.title = page.title;
      if (keep) history.pushState(null, "", answer.url);
      const first = document.querySelector("main h1");
      first.tabIndex = -1;
      first.focus();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(where);
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.simulate")) return;
    event.preventDefault();
    show(address(event.target), true);
  });
  addEventListener("popstate", () => show(location.href, false));
})();
