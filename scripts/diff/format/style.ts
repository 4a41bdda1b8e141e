/** The style of the page: one column on a phone, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --break: #c62828; --note: #b26a00; --add: #2e7d32; --word: #757575; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.25rem 0; overflow-wrap: anywhere; }
header, article { border-left: 0.4rem solid var(--word); padding: 0.5rem 0.75rem; margin: 0.75rem 0; }
header.major, .breaking { border-color: var(--break); }
header.minor, .additive { border-color: var(--add); }
.notable { border-color: var(--note); }
.migrate { font-weight: 600; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; }
figure { margin: 0; min-width: 0; }
figcaption, .place, small { color: var(--word); font-size: 0.85rem; }
pre { margin: 0; padding: 0.5rem; max-height: 16rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: rgb(128 128 128 / 12%); font-size: 0.85rem; }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; } }
`;
