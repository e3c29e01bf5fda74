// Every page at every size that offices have: with names, titles and units as long as theirs nothing is
// cut, covered or scrolled sideways, in an office that has just begun and in one with a year in it.
//
// LVZHI_WALK=/r/roster walks the addresses that begin so; LVZHI_WALK_LOOK=1 keeps a picture of each fault.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fixture, sit } from "./harness.mjs";
import { faults } from "./fits.mjs";

/** What a clerk's screen shows: in CSS pixels, at a text size. 125 % leaves fewer of them. */
const sizes = [
  { name: "1366×768", width: 1366, height: 768, text: 16 },
  { name: "1280×720", width: 1280, height: 720, text: 16 },
  { name: "125 %", width: 1024, height: 576, text: 16, foot: true },
  { name: "22 px", width: 1366, height: 768, text: 22, foot: true },
];

/** Names as long as there are. */
const long = {
  office: "积石山保安族东乡族撒拉族自治县吹麻滩镇人大主席团",
  clerk: "阿卜杜热合曼·买买提依明",
};

const only = process.env.LVZHI_WALK;
const look = process.env.LVZHI_WALK_LOOK;

/** Addresses of pages as the router has them. */
const routes = [
  ...readFileSync(
    new URL("../../ui/src/frame/routes.ts", import.meta.url),
    "utf8",
  ).matchAll(/path: '([^']+)'/g),
].map((it) => it[1]);

const settings = readFileSync(
  new URL("../../ui/src/features/settings/parts.ts", import.meta.url),
  "utf8",
);

/** Counts what the page asks for, so that it is looked at when all has come. */
function counting(desk) {
  let open = 0;
  const asked = (it) => /\/(invoke|fetch|upload)\//.test(it.url());
  desk.page.on("request", (it) => asked(it) && (open += 1));
  const ended = (it) => asked(it) && (open -= 1);
  desk.page.on("requestfinished", ended);
  desk.page.on("requestfailed", ended);
  return async () => {
    for (let calm = 0, turns = 0; calm < 3 && turns < 200; turns += 1) {
      await desk.page.waitForTimeout(15);
      calm = open === 0 ? calm + 1 : 0;
    }
  };
}

async function walk(desk, addresses, at = sizes) {
  const settled = counting(desk);
  const told = [];
  const walked = [];
  for (const address of addresses) {
    if (only && !address.path.startsWith(only)) continue;
    walked.push(address.path);
    await desk.page.setViewportSize(at[0]);
    await desk.goto(address.path);
    await settled();
    await address.go?.(desk);
    if (address.go) await settled();
    for (const size of at) {
      await desk.page.setViewportSize(size);
      await desk.page.evaluate(
        (it) => (document.documentElement.dataset.text = String(it)),
        size.text,
      );
      // Two frames: one in which watchers of sizes see the change, one in which it is drawn.
      await desk.page.evaluate(
        () =>
          new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(done)),
          ),
      );
      let said = await desk.page.evaluate(faults);
      if (said.length > 0) {
        // What still moves is looked at again.
        await desk.page.waitForTimeout(350);
        said = await desk.page.evaluate(faults);
      }
      // What stands at the foot of a page, where there is little room.
      if (size.foot) {
        const down = await desk.page.evaluate(() => {
          const page = document.querySelector("main");
          page?.scrollTo(0, page.scrollHeight);
          return (page?.scrollTop ?? 0) > 0;
        });
        if (down) {
          for (const it of await desk.page.evaluate(faults))
            if (!said.includes(it)) said.push(it);
          await desk.page.evaluate(() =>
            document.querySelector("main")?.scrollTo(0, 0),
          );
        }
      }
      if (said.length > 0) {
        told.push(
          `${address.path}${address.name ? ` (${address.name})` : ""} at ${size.name}:`,
          ...said.map((it) => `    ${it}`),
        );
        if (look)
          await desk.look(
            `walk${address.path.replaceAll(/[^a-z0-9_]+/gi, "-")}-${size.name.replaceAll(/[^0-9]+/g, "")}`,
          );
      }
    }
    await address.leave?.(desk);
  }
  return { told, walked };
}

const matches = (route, path) =>
  new RegExp(
    `^${route.replace(/\/:(\w+)\?/g, "(?:/[^/?]+)?").replace(/:(\w+)/g, "[^/?]+")}(?:\\?.*)?$`,
  ).test(path);

async function registersOf(desk) {
  return (await desk.call("registers", {})).map((it) => it.key);
}

async function firstOf(desk, register) {
  const { rows } = await desk.call("list", { register, limit: 1 });
  return rows[0]?.id ?? null;
}

/** Pages that stand once, whatever is in the office. */
const single = [
  "/",
  "/figures",
  "/dossiers",
  "/matters/sample",
  "/matters/slips",
  "/receptions/day",
  "/receptions/plan",
  "/contacts/tick",
  "/plans/copy",
  "/structure",
  "/inspection",
  "/print",
  "/operations",
  "/help",
  ...[...settings.matchAll(/key: '(\w+)'/g)].map((it) => `/settings/${it[1]}`),
];

describe("every page holds at every size", { concurrency: true }, () => {
  test("in a new office", async () => {
    const desk = await sit(long);
    const registers = await registersOf(desk);
    const addresses = [
      ...single,
      ...["roster", "receptions", "opinions", "plans"].map((it) => `/r/${it}`),
      ...registers.map((it) => `/r/${it}/new`),
      "/r/roster/import",
      "/r/receptions/grid",
      "/pages/receptions",
    ];
    const { told } = await walk(
      desk,
      addresses.map((path) => ({ path })),
    );
    await desk.leave();
    assert.deepEqual(told, [], told.join("\n"));
  });

  test("with a year in it", async () => {
    const desk = await sit({ ...long, prepare: (tell) => tell(["demo"]) });
    const registers = await registersOf(desk);
    const first = Object.fromEntries(
      await Promise.all(
        registers.map(async (it) => [it, await firstOf(desk, it)]),
      ),
    );
    const records = registers.filter((it) => first[it]);
    const addresses = [
      ...single,
      ...registers.map((it) => `/r/${it}`),
      ...["roster", "receptions", "activities", "opinions"].map(
        (it) => `/r/${it}/grid`,
      ),
      ...["roster", "receptions", "opinions"].map((it) => `/r/${it}/import`),
      ...["roster", "receptions", "activities", "opinions"].map(
        (it) => `/r/${it}/new`,
      ),
      ...records.map((it) => `/r/${it}/${first[it]}`),
      `/r/opinions/${first.opinions}/course`,
      `/r/suggestions/${first.suggestions}/course`,
      `/r/reception_days/${first.reception_days}/notice`,
      `/r/activities/${first.activities}/attendance`,
      `/dossiers/${first.roster}`,
      `/dossiers/${first.roster}/across`,
      ...["receptions", "activities", "opinions"].map((it) => `/pages/${it}`),
    ].map((path) => ({ path }));
    addresses.push({
      path: "/r/roster/import?",
      name: "preview",
      go: async () => {
        await desk.offer(fixture("县级模板-含错误.xlsx"), () =>
          desk.see("choose-file").click(),
        );
        await desk.see("preview").waitFor();
      },
    });
    const { told, walked } = await walk(desk, addresses);
    await desk.leave();
    if (!only)
      for (const route of routes)
        if (route !== "/start")
          assert.ok(
            walked.some((it) => matches(route, it)),
            `${route} was walked`,
          );
    assert.deepEqual(told, [], told.join("\n"));
  });
});

test("the first start holds at every size", async () => {
  const desk = await sit({ founded: false });
  const { told } = await walk(desk, [{ path: "/start" }]);
  await desk.leave();
  assert.deepEqual(told, [], told.join("\n"));
});
