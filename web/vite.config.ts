import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";

// The heading font is asked for with the page, not after the style sheet: with
// `font-display: optional` it is then there at first paint, and nothing jumps.
function preloadFont(): Plugin {
  return {
    name: "preload-font",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        const fonts = Object.keys(context.bundle ?? {}).filter((name) => name.endsWith(".woff2"));
        const manner = { rel: "preload", as: "font", type: "font/woff2", crossorigin: "" };
        return fonts.map((name) => ({
          tag: "link",
          attrs: { ...manner, href: `/${name}` },
          injectTo: "head" as const,
        }));
      },
    },
  };
}

export default defineConfig({
  plugins: [preact(), preloadFont()],
  build: {
    target: "es2022",
    // The content security policy knows no inline code and no data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: ["index.html", "docs.html"] },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
