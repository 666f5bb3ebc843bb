// A real browser (headless Chromium) that logs in at a provider as one of its accounts, as a person would, and says
// what it ended on:
//
//   browser.mjs URL ACCOUNT [LANGUAGE] [light|dark] [PICTURE.png]

import chromium from "@sparticuz/chromium";
import puppeteer from "puppeteer-core";
import { decompress } from "wawoff2";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [url, account, language = "en", scheme = "light", picture] = process.argv.slice(2);
// Fonts of its own: the package's for Latin letters, one for Chinese, which has to be unpacked for it.
const files = new URL("node_modules/@fontsource/noto-sans-sc/files/", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "browser-"));
for (const weight of language.startsWith("zh") ? [400, 700] : []) {
  const packed = readFileSync(`${files}noto-sans-sc-chinese-simplified-${weight}-normal.woff2`);
  writeFileSync(join(home, `${weight}.ttf`), await decompress(packed));
}
const configuration = join(home, "fonts.conf");
writeFileSync(
  configuration,
  `<fontconfig><dir>/tmp/fonts</dir><dir>${home}</dir><cachedir>${home}</cachedir></fontconfig>`,
);
process.env.FONTCONFIG_FILE = configuration;
const browser = await puppeteer.launch({
  executablePath: await chromium.executablePath(),
  headless: "shell",
  args: [...chromium.args, "--no-sandbox", "--no-proxy-server", `--lang=${language}`],
});
const page = await browser.newPage();
await page.setViewport({ width: 720, height: 360, deviceScaleFactor: 2 });
await page.setExtraHTTPHeaders({ "Accept-Language": language });
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
const complaints = [];
const asked = new Set();
page.on("console", (message) => complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => asked.add(new URL(request.url()).host));
const callback = new URL(new URL(url).searchParams.get("redirect_uri"));

await page.goto(url);
complaints.length = 0;
await Promise.all([
  page.waitForNavigation(),
  page.evaluate((account) => {
    const form = [...document.forms].find((form) => form.innerHTML.includes(account)) ?? document.forms[0];
    form.requestSubmit();
  }, account),
]);
if (picture) await page.screenshot({ path: picture });
const seen = await page.evaluate(() => ({
  address: location.href,
  title: document.title,
  heading: document.querySelector("h1").textContent,
  text: document.querySelector("main p").textContent,
  role: document.querySelector("main").getAttribute("role"),
  language: document.documentElement.lang,
  color: getComputedStyle(document.querySelector("h1")).color,
}));
asked.delete(new URL(url).host);
asked.delete(callback.host);
console.log(JSON.stringify({ ...seen, complaints, strangers: [...asked] }));
await browser.close();
rmSync(home, { recursive: true });
