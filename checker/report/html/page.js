/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The page: what is in the address behind "#" says what it shows. "#f=FINGERPRINT" is a finding, anything else the
 * overview with its filters (q, rule, sub, conf, sort). Rows of the list are made as they come into view.
 */
"use strict";

(function () {
	const report = JSON.parse(document.getElementById("report").textContent);
	const findings = report.findings, main = document.getElementById("main");
	const WEIGHT = { high: 0, medium: 1, low: 2 }, BATCH = 120, MANY = 12, AROUND = 4, BRIDGE = 20;
	let shown = [], left = null;

	/* ---- names ------------------------------------------------------------------------------- */

	/* Directories that all files have in common say nothing. */
	function commonDirectory(paths) {
		const first = (paths[0] || "").split("/").slice(0, -1);
		let n = first.length;

		for (const path of paths) {
			const parts = path.split("/");

			while (n && parts.slice(0, n).join("/") !== first.slice(0, n).join("/"))
				n--;
		}
		return n ? first.slice(0, n).join("/") + "/" : "";
	}

	const used = new Set(findings.map((f) => f.f));
	const common = commonDirectory(report.files.filter((_, i) => used.has(i)).map((file) => file.path));

	function subsystem(path) {
		const rest = path.startsWith(common) ? path.slice(common.length) : path;

		return rest.split("/").slice(0, -1).slice(0, 2).join("/") || common.replace(/\/$/, "") || ".";
	}

	for (const f of findings) {
		f.rule = f.r;
		f.path = f.f === null ? "" : report.files[f.f].path;
		f.sub = subsystem(f.path);
		f.text = `${f.path}:${f.l} ${f.n || ""} ${f.m} ${f.r}`.toLowerCase();
	}
	const byPrint = new Map(findings.map((f, i) => [f.p, i]));

	function plural(n, word) {
		return `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
	}

	function place(f) {
		return (f.path || "?") + (f.l ? `:${f.l}` : "");
	}

	/* ---- the address ------------------------------------------------------------------------- */

	function address() {
		return new URLSearchParams(location.hash.slice(1));
	}

	function link(changes) {
		const query = new URLSearchParams(state());

		for (const [key, value] of Object.entries(changes)) {
			if (value)
				query.set(key, value);
			else
				query.delete(key);
		}
		return "#" + query;
	}

	/* What the overview shows; kept when a finding is looked at. */
	let last = {};

	function state() {
		return last;
	}

	function matches(f, s, except) {
		const levels = s.conf ? s.conf.split(",") : LEVELS;

		return (except === "rule" || !s.rule || f.r === s.rule) && (except === "sub" || !s.sub || f.sub === s.sub) &&
			(except === "conf" || levels.includes(f.c)) &&
			(!s.q || s.q.toLowerCase().split(/\s+/).every((word) => f.text.includes(word)));
	}

	const ORDERS = {
		place: () => 0,
		confidence: (a, b) => WEIGHT[a.c] - WEIGHT[b.c],
		rule: (a, b) => (a.r < b.r ? -1 : a.r > b.r ? 1 : 0),
	};

	function select(s) {
		const order = ORDERS[s.sort] || ORDERS.place;

		return findings.filter((f) => matches(f, s)).sort(order);	/* stable: places stay in order */
	}

	/* ---- overview ---------------------------------------------------------------------------- */

	function count(list, key) {
		const counts = new Map();

		for (const f of list) {
			if (!counts.has(f[key]))
				counts.set(f[key], { high: 0, medium: 0, low: 0 });
			counts.get(f[key])[f.c]++;
		}
		const total = (c) => c.high + c.medium + c.low;

		return [...counts].sort(([a, x], [b, y]) => total(y) - total(x) || (a < b ? -1 : 1));
	}

	function levelButtons(s) {
		const counts = { high: 0, medium: 0, low: 0 }, on = s.conf ? s.conf.split(",") : LEVELS;

		findings.filter((f) => matches(f, s, "conf")).forEach((f) => counts[f.c]++);
		return element("ul", { class: "counts" }, ...LEVELS.map((level) => element("li", {}, element("button", {
			type: "button", class: level, "aria-pressed": String(on.includes(level)),
			title: "Show or hide these",
			onclick: () => {
				const next = on.includes(level) ? on.filter((l) => l !== level) : [...on, level];

				location.hash = link({ conf: next.length === 0 || next.length === 3 ? "" : LEVELS.filter((l) => next.includes(l)).join(",") });
			},
		}, element("b", {}, counts[level].toLocaleString("en")), element("span", {}, `${level} confidence`)))));
	}

	function chart(title, key, s, panelWidth) {
		const rows = count(findings.filter((f) => matches(f, s, key)), key);
		const panel = element("section", { class: "panel chart" }, element("h2", {}, title));
		const draw = (most) => {
			const part = rows.slice(0, most).map(([name, counts]) => [name, counts, link({ [key]: s[key] === name ? "" : name }), s[key] === name]);

			return bars(part, panelWidth, title);
		};
		let picture = draw(MANY);

		panel.append(picture);
		if (rows.length > MANY) {
			const more = element("button", { type: "button", class: "more", onclick: () => {
				const all = draw(rows.length);

				picture.replaceWith(all);
				picture = all;
				more.remove();
			} }, `All ${rows.length}`);

			panel.append(more);
		}
		return panel;
	}

	function failures() {
		if (!report.failures.length && !report.interrupted)
			return null;
		return element("section", { class: "panel failures" },
			element("h2", {}, report.interrupted ? "The run was interrupted: not everything was looked at" : "What could not be done"),
			element("ul", {}, ...report.failures.map(([file, reason, details]) => element("li", {}, file ? `${file}: ${reason}` : reason,
				details ? element("pre", {}, details) : null))));
	}

	function choice(key, label, names, s, none) {
		return element("select", { "aria-label": label, onchange: (event) => { location.hash = link({ [key]: event.target.value }); } },
			none ? element("option", { value: "" }, none) : null,
			...names.map((name) => element("option", { value: name, selected: s[key] === name }, key === "sort" ? `by ${name}` : name)));
	}

	let timer = 0;

	function filters(s) {
		const names = (key) => [...new Set(findings.map((f) => f[key]))].sort();
		const search = element("input", { type: "search", id: "search", value: s.q || "", placeholder: "Search: words of path, function, message",
			"aria-label": "Search", oninput: () => {
				clearTimeout(timer);
				timer = setTimeout(() => {
					history.replaceState(null, "", link({ q: search.value.trim() }));
					show(true);
				}, 150);
			} });

		return element("div", { class: "filters" }, search, choice("rule", "Rule", names("rule"), s, "all rules"),
			choice("sub", "Subsystem", names("sub"), s, "all subsystems"), choice("sort", "Order", Object.keys(ORDERS), s),
			element("output", { "aria-live": "polite" }, `${shown.length.toLocaleString("en")} of ${plural(findings.length, "finding")}`));
	}

	function badge(f) {
		return element("span", { class: `badge ${f.c}` }, f.c);
	}

	function row(f) {
		return element("li", {}, element("a", { href: `#f=${f.p}`, class: f.q ? "quiet" : null }, badge(f), element("div", {},
			element("div", { class: "text" }, f.m),
			element("div", { class: "where" }, element("span", { class: "mono" }, place(f)), f.n ? ` in ${f.n}() ` : " ",
				element("span", { class: "rule" }, f.r), f.q ? " · suppressed" : ""))));
	}

	/* Rows are added as the end of the list comes near. */
	function list(first) {
		const rows = element("ul", { class: "list" }), end = element("div");
		let done = 0;
		const add = () => {
			const next = Math.min(Math.max(done + BATCH, first), shown.length);

			rows.append(...shown.slice(done, next).map(row));
			done = next;
			if (done === shown.length)
				watcher.disconnect();
		};
		const watcher = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && add(), { rootMargin: "800px" });

		add();
		watcher.observe(end);
		return element("div", {}, rows, end, shown.length ? null : element("p", { class: "nothing" },
			findings.length ? "No finding fits these filters." : "Nothing was found."));
	}

	/* Who comes back from a finding finds the list where it was left. */
	function leave() {
		const rows = main.querySelectorAll(".list > li").length;

		if (rows)
			left = { hash: link({}), rows, y: scrollY };
	}

	function overview(keepFocus) {
		const back = !keepFocus && left && left.hash === link({}) ? left : null;
		const s = state(), half = Math.min(main.clientWidth - 40, 1320), width = matchMedia("(max-width: 900px)").matches ? half - 26 : half / 2 - 42;
		const old = document.getElementById("search"), caret = old && keepFocus ? old.selectionStart : null;

		shown = select(s);
		main.replaceChildren(...[failures(), levelButtons(s), findings.length ? element("div", { class: "charts" },
			chart("By rule", "rule", s, width), chart("By subsystem", "sub", s, width)) : null,
		element("section", { class: "panel" }, filters(s), list(back ? back.rows : 0))].filter(Boolean));
		if (back)
			scrollTo(0, back.y);
		left = null;
		if (caret !== null) {
			const search = document.getElementById("search");

			search.focus();
			search.setSelectionRange(caret, caret);
		}
	}

	/* ---- a finding --------------------------------------------------------------------------- */

	/* The places of a finding, in the order of its path; calls stand beside the path. */
	function placesOf(f) {
		let number = 0, letter = 0;
		const steps = f.s.map(([kind, file, line, column, text]) => kind === "call"
			? { kind, file, line, column, text, label: String.fromCharCode(65 + letter++), mark: "side" }
			: { kind, file, line, column, text, label: ++number, mark: "" });

		steps.push({ kind: "finding", file: f.f, line: f.l, column: f.k, text: f.m, label: number + 1, mark: "last" });
		return steps;
	}

	function lineOf(file, number) {
		for (const [first, lines] of file.chunks)
			if (number >= first && number < first + lines.length)
				return lines[number - first];
		return null;
	}

	/* The lines to show of a file: some around each place, all between two that are near each other. */
	function windows(lines) {
		const result = [];

		for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
			const now = result[result.length - 1];

			if (now && line - now.last <= BRIDGE)
				now.last = line;
			else
				result.push({ first: line, last: line });
		}
		return result.map(({ first, last }) => [first - AROUND, last + AROUND]);
	}

	const WORDS = /(\/\/.*|\/\*.*?(?:\*\/|$))|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\b(if|else|return|goto|for|while|do|switch|case|default|break|continue|struct|union|enum|const|static|inline|void|int|unsigned|long|char|bool|sizeof|typedef|volatile|extern)\b|\b((?:dma|dmam|pci|sg|skb|scsi)_\w+(?=\s*\())|(^\s*#\s*\w+)/g;

	function highlighted(text) {
		const nodes = [];
		let at = 0;

		if (/^\s*\*(?:\s|\/|$)/.test(text))
			return [element("span", { class: "c" }, text)];
		for (const m of text.matchAll(WORDS)) {
			nodes.push(text.slice(at, m.index), element("span", { class: m[1] ? "c" : m[2] ? "s" : m[4] ? "d" : "k" }, m[0]));
			at = m.index + m[0].length;
		}
		nodes.push(text.slice(at));
		return nodes;
	}

	/* The line, with the word at each column marked. */
	function lineNodes(text, columns) {
		const column = columns.find((c) => c > 0 && c <= text.length);

		if (!column)
			return highlighted(text);
		const word = /^(?:\w+|[=!<>&|+-]{1,2}|.)/u.exec(text.slice(column - 1))[0];

		return [...highlighted(text.slice(0, column - 1)), element("mark", {}, word), ...highlighted(text.slice(column - 1 + word.length))];
	}

	function codeRow(number, text, here) {
		const last = here.some((p) => p.mark === "last");

		return element("div", { class: "row" + (here.length ? last ? " at last" : " at" : "") },
			element("span", { class: "gut" }), element("span", { class: "num" }, String(number)),
			element("span", { class: "txt" }, ...lineNodes(text, here.map((p) => p.column))));
	}

	function noteRow(p, discs) {
		const gutter = element("span", { class: "gut" }), node = element("div", { class: `note ${p.mark}`, id: `step-${p.label}` },
			gutter, element("div", { class: "say" }, p.text));

		discs[p.order] = { node: gutter, label: p.label, kind: p.mark };
		return node;
	}

	function fileRows(file, places, discs) {
		const rows = [];
		let next = 1;

		for (const [from, to] of windows(places.map((p) => p.line))) {
			for (let number = Math.max(1, from); number <= to; number++) {
				const text = lineOf(file, number), here = places.filter((p) => p.line === number);

				if (text === null)
					continue;
				if (number > next && next > 1)
					rows.push(element("div", { class: "row gap" }, element("span", { class: "gut" }),
						element("span", { class: "num" }, "⋯"), element("span", { class: "txt" }, plural(number - next, "line"))));
				rows.push(codeRow(number, text, here), ...here.map((p) => noteRow(p, discs)));
				next = number + 1;
			}
		}
		return rows;
	}

	function source(places) {
		const code = element("div", { class: "code" }), path = element("div", { class: "path" }), discs = [];
		const files = [...new Set(places.map((p) => p.file))].filter((i) => i !== null);

		places.forEach((p, i) => { p.order = i; });
		code.append(path);
		for (const index of files) {
			const rows = fileRows(report.files[index], places.filter((p) => p.file === index), discs);

			code.append(element("div", { class: "file mono" }, report.files[index].path),
				...(rows.length ? rows : [element("p", { class: "nosource" }, "The source was not at hand when this report was written.")]));
		}
		const scroll = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Source" }, code);

		/* Notes wrap, so the way is drawn again whenever that changes. */
		new ResizeObserver(() => path.replaceChildren(drawPath(code, discs.filter(Boolean)))).observe(code);
		return element("section", { class: "panel source" }, scroll);
	}

	/* Which boxes of the picture which steps stand for. */
	function marksOf(kind, places) {
		const boxes = { acquired: "made", synced: "cpu", released: "undone" }, marks = {};

		for (const p of places)
			if (boxes[p.kind])
				(marks[boxes[p.kind]] = marks[boxes[p.kind]] || []).push(p.label);
		return marks;
	}

	function lifePanel(f, places) {
		return f.v && element("section", { class: "panel life" }, element("h2", {}, `The life of ${f.v[0] === "mapping" ? "the mapping" : f.v[0] === "pool" ? "the pool" : "the memory"}`),
			drawLife(f.v, marksOf(f.v[0], places), places[places.length - 1].label), element("p", {}, wrongWords(f.v)));
	}

	/* Paragraphs; `code` between backticks. */
	function paragraphs(text) {
		return text.split("\n\n").map((words) => element("p", {}, ...words.split("`").map((part, i) => i % 2 ? element("code", {}, part) : part)));
	}

	function aboutPanel(f) {
		const rule = report.rules[f.r];

		return element("section", { class: "panel about" }, element("h2", {}, f.r), element("p", {}, element("b", {}, rule.summary)),
			...paragraphs(rule.explanation), element("p", {}, "What one sees:"),
			element("ul", {}, ...rule.symptoms.map((words) => element("li", {}, words))), element("p", { class: "facts" }, `Source: ${rule.source}`));
	}

	function stepsPanel(places) {
		return element("section", { class: "panel" }, element("h2", {}, "Steps"), element("ol", { class: "steps" }, ...places.map((p) => element("li", {},
			element("span", { class: `number-disc ${p.mark}` }, String(p.label)),
			element("span", {}, element("a", { href: `#step-${p.label}`, onclick: (event) => {
				const row = document.getElementById(`step-${p.label}`);

				event.preventDefault();
				if (row)
					row.scrollIntoView({ block: "center" });
			} }, p.file === null ? "?" : `${report.files[p.file].path.split("/").pop()}:${p.line}`), ` ${p.text}`)))));
	}

	function neighbour(f, step) {
		return shown[shown.indexOf(f) + step];
	}

	function walkLink(f, name, words) {
		return element("a", { href: f ? `#f=${f.p}` : null, "aria-disabled": f ? null : "true", rel: name }, words);
	}

	function finding(f) {
		const places = placesOf(f);

		if (!shown.includes(f))
			shown = select(state());
		const at = shown.indexOf(f);

		leave();
		main.replaceChildren(
			element("nav", { class: "walk", "aria-label": "Findings" }, element("a", { href: link({}) }, "← All findings"), element("span", { class: "space" }),
				element("span", { class: "facts" }, at < 0 ? "" : `${at + 1} of ${shown.length}`),
				walkLink(neighbour(f, -1), "prev", "‹ Previous"), walkLink(at < 0 ? null : neighbour(f, 1), "next", "Next ›")),
			element("h2", { class: "title" }, f.m),
			element("p", { class: "facts" }, badge(f), " ", element("span", { class: "mono" }, place(f)), f.n ? ` in ${f.n}()` : ""),
			f.q ? element("p", { class: "facts" }, `Suppressed: ${f.q}`) : "",
			element("div", { class: "finding" }, source(places), element("div", { class: "aside" }, ...[lifePanel(f, places), stepsPanel(places), aboutPanel(f)].filter(Boolean))));
		scrollTo(0, 0);
	}

	/* ---- the whole --------------------------------------------------------------------------- */

	function show(keepFocus) {
		const query = address(), index = byPrint.get(query.get("f"));

		if (index !== undefined) {
			finding(findings[index]);
			document.title = `dma-lint: ${findings[index].r}`;
			return;
		}
		query.delete("f");
		last = Object.fromEntries(query);
		overview(keepFocus);
		document.title = `dma-lint: ${plural(findings.length, "finding")}`;
	}

	function go(f) {
		if (f)
			location.hash = `f=${f.p}`;
	}

	const KEYS = {
		"/": () => document.getElementById("search"),
		j: () => walk(1),
		k: () => walk(-1),
		u: () => { location.hash = link({}).slice(1); },
	};

	function walk(step) {
		const index = byPrint.get(address().get("f"));

		if (index !== undefined)
			go(neighbour(findings[index], step));
		else if (step > 0)
			go(shown[0]);
	}

	document.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName))
			return;
		const node = KEYS[event.key] && KEYS[event.key]();

		if (node) {
			event.preventDefault();
			node.focus();
		}
	});

	/* Where a page is opened from a file, there may be no storage. */
	function stored(value) {
		try {
			if (value)
				localStorage.setItem("dma-lint-theme", value);
			return localStorage.getItem("dma-lint-theme");
		} catch (error) {
			return value || null;
		}
	}

	const theme = document.getElementById("theme"), THEMES = ["auto", "light", "dark"];

	function paint(name) {
		if (name === "auto")
			document.documentElement.removeAttribute("data-theme");
		else
			document.documentElement.setAttribute("data-theme", name);
		theme.textContent = name;
	}

	theme.addEventListener("click", () => {
		const next = THEMES[(THEMES.indexOf(theme.textContent) + 1) % THEMES.length];

		stored(next);
		paint(next);
	});
	paint(THEMES.includes(stored()) ? stored() : "auto");

	/* The bars are as wide as the page. */
	let width = innerWidth;

	addEventListener("resize", () => {
		if (innerWidth === width)
			return;		/* a phone's keyboard */
		width = innerWidth;
		clearTimeout(timer);
		timer = setTimeout(() => !byPrint.has(address().get("f")) && show(true), 150);
	});
	addEventListener("hashchange", () => {
		show(false);
		main.focus({ preventScroll: true });
	});
	const quiet = findings.filter((f) => f.q).length;

	document.getElementById("sum").textContent = `${plural(findings.length - quiet, "finding")}${quiet ? ` and ${quiet} suppressed` : ""} in ${plural(report.count, "file")}` +
		(report.failures.length ? `, ${plural(report.failures.length, "failure")}` : "");
	document.getElementById("foot").replaceChildren(`dma-lint ${report.version} · keys: `, element("kbd", {}, "/"), " search, ", element("kbd", {}, "j"), " ",
		element("kbd", {}, "k"), " next and previous finding, ", element("kbd", {}, "u"), " back to all");
	show(false);
})();
