/**
 * The mark: an umbrella in a few strokes, its middle panel amber. It takes the colour of the text
 * around it. Decoration: the name beside it is what is read aloud.
 */
export function PayungMark({ size = 32 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path
        d="M16 4.4c-3 3-4.4 7.4-4.5 12.4 1.4-2.5 7.6-2.5 9 0-.1-5-1.500-9.400-4.500-12.400Z"
        fill="#f2a93b"
      />
      <g stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M2.600 16.800C2.600 9.500 8.600 4.400 16 4.400s13.400 5.100 13.400 12.400c-1.400-2.500-7.500-2.500-8.900 0-1.400-2.500-7.600-2.500-9 0-1.400-2.500-7.500-2.500-8.900 0Z" />
        <path d="M16 15.200v10.600a2.900 2.900 0 0 1-5.800 0" />
        <path d="M16 4.400V2.200" />
      </g>
    </svg>
  );
}
