import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Mantine asks for ten shades of a colour; what is seen comes from tokens.css. */
const teal: MantineColorsTuple = [
  "#e6f3f4",
  "#cfe6e7",
  "#a3cfd2",
  "#7fb3b5",
  "#46949a",
  "#1f757d",
  "#0b5d66",
  "#094f57",
  "#084850",
  "#063a40",
];

export const theme = createTheme({
  colors: { teal },
  primaryColor: "teal",
  primaryShade: 6,
  fontFamily: "var(--font-text)",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
});
