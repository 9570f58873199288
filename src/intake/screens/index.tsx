/** Door of intake in the browser. */
export { LoadsScreen } from "./loads-screen.tsx";
export { RawRow } from "./raw-row.tsx";
export { RawRowScreen } from "./raw-row-screen.tsx";
export { SourceTitle } from "./source-title.tsx";
export type { Upload, UploadedSheet } from "./upload.ts";
export { UploadPanel } from "./upload-panel.tsx";
