/** The style sheet of the HTML report. No rule loads anything; colours follow the reader's system. */
export const STYLES = `
:root { color-scheme: light dark;
  --paper: #fff; --ink: #1c2126; --quiet: #59636e; --line: #d5dae0; --soft: #f3f5f8;
  --error: #b3261e; --review: #7b3fa0; --warning: #8a5a00; --info: #2c5f96; --good: #1f6f3f; --mark: #ffe08a; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14181d; --ink: #e6e9ed; --quiet: #9aa5b1; --line: #343c46; --soft: #1d232a;
  --error: #ff8a80; --review: #d3a4f0; --warning: #f0bd5c; --info: #8ab8f0; --good: #7fce9b; --mark: #6b5300; --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 82rem; background: var(--paper); color: var(--ink);
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
a { color: var(--link); } [hidden] { display: none !important; }
.quiet { color: var(--quiet); } .facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0; padding: 0; list-style: none; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.counts li { min-width: 7rem; padding: .5rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
.counts b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.charts { display: flex; flex-wrap: wrap; gap: 1.5rem 2.5rem; }
figure { margin: 0; max-width: 100%; } figcaption { font-weight: 600; margin-bottom: .25rem; }
svg { display: block; max-width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 13px; }
.tone-error, .tone-violation { fill: var(--error); color: var(--error); } .tone-review { fill: var(--review); color: var(--review); }
.tone-warning, .tone-unaudited { fill: var(--warning); color: var(--warning); } .tone-info { fill: var(--info); color: var(--info); }
.tone-compliant { fill: var(--good); color: var(--good); } .tone-none { fill: var(--quiet); color: var(--quiet); }
form { display: flex; flex-wrap: wrap; gap: .5rem; position: sticky; top: 0; padding: .6rem 0; background: var(--paper); z-index: 1; }
input, select, button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .35rem .6rem; }
input { flex: 1 1 16rem; min-width: 0; } select { max-width: 16rem; } button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { background: var(--soft); } th button { width: 100%; padding: 0; border: 0; background: none; font-weight: 600; text-align: start; }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
.c-open { width: 3.2rem; } .c-verdict { width: 7.5rem; } .c-source { width: 20%; } .c-findings { width: 28%; }
.open { width: 2rem; padding: .1rem 0; } .open[aria-expanded=true] { transform: rotate(90deg); }
.verdict { font-weight: 600; white-space: nowrap; } .target { display: block; font-size: .87em; color: var(--quiet); }
.chips { margin: 0; padding: 0; list-style: none; }
.details > td { background: var(--soft); } .details h3 { font-size: 1rem; margin: .8rem 0 .2rem; font-weight: 600; }
.finding { border-inline-start: 4px solid currentColor; padding-inline-start: .8rem; margin: .6rem 0 1.1rem; }
.finding > * { color: var(--ink); } .finding > .quiet { color: var(--quiet); } .finding h3 span { margin-inline-end: .5rem; }
pre { margin: .3rem 0; padding: .5rem .7rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper);
  border: 1px solid var(--line); border-radius: .4rem; font: 13px/1.55 ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; }
mark { background: var(--mark); color: inherit; font-weight: 600; } del { color: var(--error); } ins { color: var(--good); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: .3rem 0; } dt { color: var(--quiet); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
blockquote { margin: .3rem 0; padding-inline-start: .8rem; border-inline-start: 3px solid var(--line); }
@media (max-width: 44rem) { body { padding: .9rem; } form { position: static; }
  table, tbody, tr, td { display: block; width: 100%; } thead { display: none; } tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } td { border: 0; padding: .15rem 0; }
  dl { display: block; } dd { margin-bottom: .4rem; }
  .open { float: inline-end; } .details > td { padding: .5rem; } select { flex: 1 1 40%; } }
@media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #fff; --error: #900; --review: #505; --warning: #640; --info: #036; --good: #050; --mark: #ddd; --link: #000; }
  body { padding: 0; font-size: 10.5pt; max-width: none; } form, .open, .more, .copy, th button::after { display: none !important; } .c-open { width: 0; }
  .finding, tr, figure { break-inside: avoid; } thead { display: table-header-group; } }
`;
