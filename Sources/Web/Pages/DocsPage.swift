/// The API to read and to try, in a page of our own: no code of others, no inline script, answers shown as text.
enum DocsPage {
    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="dark light">
        <title>NetSentinel API</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/docs/docs.css">
        <script type="module" src="/docs/docs.js"></script>
        </head>
        <body>
        <header><h1>NetSentinel API</h1><p id="about"></p>
        <p id="who" role="status"></p>
        <form id="sign-in"><label>Token <input id="token" type="password" autocomplete="off"></label>
        <button>Sign in</button></form></header>
        <main id="calls"><p>Loading…</p></main>
        <noscript>The description is at <a href="/openapi.json">/openapi.json</a>.</noscript>
        </body>
        </html>

        """

    static let style = """
        :root { color-scheme: dark light; font: 16px/1.5 system-ui, sans-serif; }
        body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        h2 { margin-top: 2rem; text-transform: capitalize; }
        details { border: 1px solid #8886; border-radius: .4rem; margin: .4rem 0; padding: .4rem .8rem; }
        summary { cursor: pointer; }
        code, pre, textarea { font-family: ui-monospace, monospace; font-size: .9rem; }
        .method { display: inline-block; min-width: 4.5rem; font-weight: bold; }
        label { display: block; margin: .4rem 0; }
        input, textarea { font: inherit; width: 100%; box-sizing: border-box; padding: .3rem; }
        textarea { min-height: 6rem; }
        button { font: inherit; padding: .3rem 1rem; margin: .4rem 0; }
        pre { overflow: auto; max-height: 30rem; padding: .6rem; border: 1px solid #8886; white-space: pre-wrap; }
        .help { opacity: .8; }

        """

    static let script = """
        const element = (name, text, attributes = {}) => {
          const made = document.createElement(name);
          if (text !== undefined) made.textContent = text;
          for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
          return made;
        };

        const showWho = async () => {
          const who = document.getElementById("who");
          const form = document.getElementById("sign-in");
          try {
            const answer = await fetch("/api/session");
            if (answer.ok) {
              const session = await answer.json();
              who.textContent = `Signed in as ${session.name}, ${session.role}.`;
              form.hidden = true;
            } else {
              who.textContent = "Nobody is signed in: calls that need a role will answer 401.";
              form.hidden = false;
            }
          } catch (error) {
            who.textContent = `The service does not answer: ${error.message}`;
          }
        };

        document.getElementById("sign-in").addEventListener("submit", async (event) => {
          event.preventDefault();
          const field = document.getElementById("token");
          const answer = await fetch("/api/session", {
            method: "POST", headers: { "content-type": "application/json" },
            body: JSON.stringify({ token: field.value }),
          });
          field.value = "";
          await showWho();
          if (!answer.ok) document.getElementById("who").textContent = (await answer.json()).detail;
        });

        const example = (schema, schemas) => {
          const name = schema?.$ref?.split("/").pop();
          const shape = name ? schemas[name] : schema;
          const members = {};
          for (const [key, value] of Object.entries(shape?.properties ?? {})) {
            if ((shape.required ?? []).includes(key)) members[key] = value.enum ? value.enum[0] : "";
          }
          return JSON.stringify(members, null, 2);
        };

        const caller = (path, method, operation, schemas) => {
          const form = element("form");
          const fields = [];
          for (const parameter of operation.parameters ?? []) {
            const needed = parameter.required ? " (needed)" : "";
            const label = element("label", `${parameter.name}${needed} — ${parameter.description}`);
            const input = element("input", undefined, { name: parameter.name, autocomplete: "off" });
            label.append(input);
            form.append(label);
            fields.push([parameter, input]);
          }
          const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
          let body;
          if (type) {
            const label = element("label", `Body (${type})`);
            body = type === "application/json" ? element("textarea") : element("input", undefined, { type: "file" });
            if (type === "application/json") body.value = example(content.schema, schemas);
            label.append(body);
            form.append(label);
          }
          const button = element("button", "Call");
          const output = element("pre", "", { "aria-live": "polite" });
          output.hidden = true;
          form.append(button, output);
          form.addEventListener("submit", async (event) => {
            event.preventDefault();
            let target = path;
            const query = new URLSearchParams();
            for (const [parameter, input] of fields) {
              if (parameter.in === "path") {
                target = target.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
              } else if (input.value !== "") {
                query.set(parameter.name, input.value);
              }
            }
            if (query.size > 0) target += `?${query}`;
            const options = { method };
            if (body) {
              options.headers = { "content-type": type };
              options.body = type === "application/json" ? body.value : body.files[0];
            }
            output.hidden = false;
            output.textContent = "…";
            try {
              const answer = await fetch(target, options);
              const text = await answer.text();
              let shown = text;
              try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it is */ }
              output.textContent = `${method} ${target}\\n${answer.status} ${answer.statusText}\\n\\n${shown}`;
            } catch (error) {
              output.textContent = `No answer: ${error.message}`;
            }
          });
          return form;
        };

        const show = async () => {
          const calls = document.getElementById("calls");
          const description = await (await fetch("/openapi.json")).json();
          document.getElementById("about").textContent = description.info.description;
          const groups = new Map();
          for (const [path, operations] of Object.entries(description.paths)) {
            for (const [method, operation] of Object.entries(operations)) {
              const tag = operation.tags[0];
              if (!groups.has(tag)) groups.set(tag, []);
              groups.get(tag).push([path, method.toUpperCase(), operation]);
            }
          }
          calls.textContent = "";
          for (const [tag, members] of groups) {
            calls.append(element("h2", tag));
            for (const [path, method, operation] of members) {
              const card = element("details");
              const title = element("summary");
              title.append(element("span", method, { class: "method" }), element("code", path));
              title.append(element("span", ` — ${operation.summary}`));
              card.append(title, element("p", operation.description ?? "Open to all.", { class: "help" }));
              card.addEventListener("toggle", () => {
                if (card.open && !card.querySelector("form")) {
                  card.append(caller(path, method, operation, description.components.schemas));
                }
              });
              calls.append(card);
            }
          }
        };

        await showWho();
        await show().catch((error) => {
          document.getElementById("calls").textContent = `The description did not load: ${error.message}`;
        });

        """
}
