/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is drawn: bars, the life of a mapping, the way through the source. Text reaches the page as text nodes and
 * attributes only, never as markup.
 */
"use strict";

function element(name, attributes, ...children) {
	return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
	return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(node, attributes, children) {
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith("on"))
			node.addEventListener(key.slice(2), value);
		else if (value !== null && value !== undefined && value !== false)
			node.setAttribute(key, value === true ? "" : value);
	}
	for (const child of children)
		if (child !== null && child !== undefined)
			node.append(child);
	return node;
}

/* ---- bars ---------------------------------------------------------------------------------------- */

const LEVELS = ["high", "medium", "low"];

/* rows: [name, {high, medium, low}, href, chosen]; a bar a row, which is a link. */
function bars(rows, width, label) {
	const pitch = 26, names = Math.min(300, Math.round(width * 0.5)), room = width - names - 44;
	const most = Math.max(1, ...rows.map(([, counts]) => LEVELS.reduce((n, l) => n + counts[l], 0)));
	const picture = svg("svg", { viewBox: `0 0 ${width} ${rows.length * pitch}`, role: "group", "aria-label": label });

	rows.forEach(([name, counts, href, chosen], i) => {
		const total = LEVELS.reduce((n, l) => n + counts[l], 0), y = i * pitch;
		const words = `${name}: ` + LEVELS.filter((l) => counts[l]).map((l) => `${counts[l]} ${l}`).join(", ");
		const link = svg("a", { href, class: chosen ? "chosen" : null, "aria-label": words },
			svg("title", {}, words),
			svg("rect", { class: "hit", x: 0, y, width, height: pitch, rx: 4 }),
			svg("text", { x: names - 8, y: y + 17, "text-anchor": "end" }, shorten(name, Math.floor(names / 7.4))));
		let x = names;

		for (const level of LEVELS) {
			const length = room * counts[level] / most;

			if (counts[level])
				link.append(svg("rect", { class: `bar-${level}`, x, y: y + 5, width: Math.max(length, 1.5), height: 16, rx: 2 }));
			x += length;
		}
		link.append(svg("text", { class: "number", x: x + 6, y: y + 17 }, String(total)));
		picture.append(link);
	});
	return picture;
}

function shorten(text, most) {
	return text.length <= most ? text : "…" + text.slice(text.length - most + 1);
}

/* ---- the life of a mapping ----------------------------------------------------------------------- */

/* Where each place is drawn: column, row. What a kind of object has no place for is left out. */
const GRID = {
	mapping: { start: [0, 0], made: [1, 0], failed: [1, 1], device: [2, 0], cpu: [2, 1], undone: [3, 0], end: [3, 1] },
	memory: { start: [0, 0], made: [1, 0], failed: [1, 1], cpu: [2, 0], undone: [3, 0], end: [3, 1] },
};
GRID.pool = GRID.memory;

const PLACES = {
	mapping: {
		start: ["not", "mapped"], made: ["mapped,", "not tested"], failed: ["mapping", "failed"], device: ["device", "owns it"],
		cpu: ["CPU", "owns it"], undone: ["unmapped", ""], end: ["forgotten", ""],
	},
	memory: {
		start: ["not", "allocated"], made: ["allocated,", "not tested"], failed: ["allocation", "failed"], cpu: ["in use", ""],
		undone: ["freed", ""], end: ["forgotten", ""],
	},
	pool: {
		start: ["no pool", ""], made: ["created,", "not tested"], failed: ["creation", "failed"], cpu: ["in use", ""],
		undone: ["destroyed", ""], end: ["forgotten", ""],
	},
};

const EDGES = {
	mapping: [["start", "made", "map"], ["made", "device", "test"], ["made", "failed", ""], ["device", "cpu", "sync"],
		["cpu", "device", ""], ["device", "undone", "unmap"], ["cpu", "undone", ""]],
	memory: [["start", "made", "alloc"], ["made", "cpu", "test"], ["made", "failed", ""], ["cpu", "undone", "free"]],
	pool: [["start", "made", "create"], ["made", "cpu", "test"], ["made", "failed", ""], ["cpu", "undone", "destroy"]],
};

const WRONG = {
	"start>start": "Wrong before anything is mapped.",
	"start>made": "Wrong from the start: what is made here, or how.",
	"start>device": "Reaches the device without ever having been mapped.",
	"start>undone": "Undone without ever having been made.",
	"made>made": "The test is not the right one.",
	"made>device": "Goes to the device before anyone knows whether it succeeded.",
	"made>cpu": "Used before anyone knows whether it succeeded.",
	"failed>device": "A failure is taken for success.",
	"failed>undone": "What failed is undone.",
	"failed>cpu": "What failed is used.",
	"device>made": "Mapped again while the device owns it.",
	"device>device": "Wrong while the device owns it.",
	"device>cpu": "The CPU does not take over as it should.",
	"cpu>device": "The device is not given back what the CPU changed.",
	"cpu>cpu": "Wrong while the CPU owns it.",
	"device>undone": "Undone otherwise than it was made.",
	"cpu>undone": "Undone otherwise than it was made, or too early.",
	"device>end": "Nobody knows of it any more, and it is still mapped.",
	"cpu>end": "Nobody knows of it any more, and it was not given back.",
	"undone>device": "Reaches the device after it was undone.",
	"undone>cpu": "Used after it was undone.",
	"undone>undone": "Undone a second time.",
};

const BOX = { width: 66, height: 36, pitch: 103, drop: 84, left: 4, top: 37 };

function boxOf(grid, place) {
	const [column, row] = grid[place];

	return { x: BOX.left + column * BOX.pitch, y: BOX.top + row * BOX.drop, column, row };
}

function middle(box) {
	return [box.x + BOX.width / 2, box.y + BOX.height / 2];
}

/* A straight line from border to border, moved sideways by "aside". */
function straight(from, to, aside) {
	const [x1, y1] = middle(from), [x2, y2] = middle(to), dx = x2 - x1, dy = y2 - y1, length = Math.hypot(dx, dy);
	const reach = Math.min(BOX.width / 2 / Math.abs(dx / length || 1e-9), BOX.height / 2 / Math.abs(dy / length || 1e-9));
	const ux = dx / length, uy = dy / length, ox = -uy * aside, oy = ux * aside;

	return `M${x1 + ux * reach + ox},${y1 + uy * reach + oy} L${x2 - ux * (reach + 3) + ox},${y2 - uy * (reach + 3) + oy}`;
}

/* The wrong step goes over the boxes, so that it can be told from the right ones. */
function wrongPath(from, to) {
	const [x1] = middle(from), [x2] = middle(to), top = BOX.top;

	if (from === to) {
		const edge = from.row ? from.y + BOX.height : from.y, out = from.row ? 26 : -26;

		return `M${x1 - 14},${edge} C${x1 - 22},${edge + out} ${x1 + 22},${edge + out} ${x1 + 14},${edge + (from.row ? 3 : -3)}`;
	}
	if (from.row === 0 && to.row === 0)
		return `M${x1},${top} C${x1},${top - 34} ${x2},${top - 34} ${x2},${top - 4}`;
	return straight(from, to, 0);
}

function marker(id, name) {
	return svg("marker", { id, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" },
		svg("path", { class: name, d: "M0,0 L8,4 L0,8 z" }));
}

function disc(x, y, label, kind) {
	return [svg("circle", { class: `disc ${kind}`, cx: x, cy: y, r: 9 }),
		svg("text", { class: "disc-text", x, y: y + 4 }, String(label))];
}

/* life: [kind, from, to]; marks: {place: [numbers]}; last: the number of the finding itself. */
function drawLife([kind, from, to], marks, last) {
	const grid = GRID[kind], box = (place) => boxOf(grid, place), a = box(from), b = from === to ? a : box(to);
	const height = BOX.top + BOX.drop + BOX.height + (a === b && a.row ? 34 : 8);
	const picture = svg("svg", { viewBox: `0 0 ${2 * BOX.left + 3 * BOX.pitch + BOX.width} ${height}`, role: "img", "aria-label": wrongWords([kind, from, to]) },
		svg("defs", {}, marker("right", "head"), marker("off", "wrong-head")));

	for (const [left, right, name] of EDGES[kind]) {
		const both = left === "device" && right === "cpu" || left === "cpu" && right === "device", p = box(left), q = box(right);

		if (left === from && right === to)
			continue;
		picture.append(svg("path", { class: "edge", d: straight(p, q, both ? 6 : 0), "marker-end": "url(#right)" }));
		if (name && p.row === q.row)
			picture.append(svg("text", { class: "edge-name", x: (p.x + q.x + BOX.width) / 2, y: p.y + BOX.height / 2 - 5 }, name));
	}
	for (const place of Object.keys(grid)) {
		const [first, second] = PLACES[kind][place], { x, y } = box(place), state = place === from || place === to ? "off" : marks[place] ? "on" : "";

		picture.append(svg("rect", { class: `box ${state}`, x, y, width: BOX.width, height: BOX.height, rx: 6 }),
			svg("text", { x: x + BOX.width / 2, y: y + (second ? 15 : 22) }, first),
			svg("text", { x: x + BOX.width / 2, y: y + 29 }, second));
	}
	const line = svg("path", { class: "wrong", d: wrongPath(a, b), "marker-end": "url(#off)" });

	picture.append(line);
	for (const [place, numbers] of Object.entries(marks))
		if (grid[place])
			numbers.forEach((n, i) => picture.append(...disc(box(place).x + 4 + i * 19, box(place).y - 5, n, "")));
	const { x, y } = line.getPointAtLength(line.getTotalLength() / 2);

	picture.append(...disc(x, y, last, "last"));
	return picture;
}

function wrongWords([kind, from, to]) {
	if (kind !== "mapping" && from === "cpu" && to === "cpu")
		return "Wrong while it is in use.";
	return WRONG[`${from}>${to}`] || `${PLACES[kind][from].join(" ")} → ${PLACES[kind][to].join(" ")}`;
}

/* ---- the way through the source ------------------------------------------------------------------ */

/* discs: elements in the order of the path, each {node, label, kind}. Drawn beside the lines. */
function drawPath(code, discs) {
	const origin = code.getBoundingClientRect().top, x = 28;
	const places = discs.map(({ node, label, kind }) => ({ y: node.getBoundingClientRect().top - origin + 14, label, kind }));
	const picture = svg("svg", { width: 44, height: code.offsetHeight, "aria-hidden": "true" });
	const walked = places.filter(({ kind }) => kind !== "side");

	for (let i = 1; i < walked.length; i++) {
		const from = walked[i - 1].y, to = walked[i].y, down = to > from, last = walked[i].kind === "last" ? " last" : "";
		const start = down ? from + 10 : from - 4, stop = down ? to - 13 : to + 4;

		if (down) {
			picture.append(svg("path", { class: "trail" + last, d: `M${x},${start} L${x},${stop}` }),
				svg("path", { class: "trail-head" + last, d: `M${x - 4},${stop - 3} L${x + 4},${stop - 3} L${x},${stop + 3} z` }));
		} else {
			picture.append(svg("path", { class: "trail" + last, d: `M${x - 9},${start} C${x - 30},${start} ${x - 30},${stop - 4} ${x - 13},${stop - 4}` }),
				svg("path", { class: "trail-head" + last, d: `M${x - 14},${stop - 8} L${x - 14},${stop} L${x - 8},${stop - 4} z` }));
		}
	}
	for (const { y, label, kind } of places)
		picture.append(...disc(x, y, label, kind));
	return picture;
}
