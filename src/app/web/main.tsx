import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Input.css";
import "@fontsource-variable/plus-jakarta-sans/wght.css";
import "../../platform/ui/tokens.css";
import "../../platform/ui/base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { assert } from "../../kernel/assert.ts";
import { startLanguage } from "./i18n.ts";
import { queryClient } from "./queries.ts";
import { router } from "./router.tsx";
import { theme } from "./theme.ts";

const place = document.getElementById("payung");
assert(place !== null, "index.html has a place for the application");

const styleNonce =
  document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";

await startLanguage();

// The colours stand in tokens.css, so Mantine writes no style into the page: a strict
// content-security policy holds.
createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: "payung.scheme" })}
      withCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
