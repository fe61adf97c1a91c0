// The few pictures of the shell.

export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <path className="logo-shield" d="M16 2 28 6.500v9.200c0 7-5 12-12 14.300C9 27.7 4 22.7 4 15.700V6.500z" />
      <path className="logo-pulse" d="M8.5 16h4l2.2-5.5 3 10 2.2-4.500h3.6" />
    </svg>
  );
}

export function Sun() {
  return <svg className="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="3" /><path d="M8 1v1.800M8 13.200V15M1 8h1.800M13.2 8H15M3 3l1.3 1.300M11.7 11.7 13 13M13 3l-1.3 1.300M4.3 11.7 3 13" /></svg>;
}

export function Moon() {
  return <svg className="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M13.5 9.800A6 6 0 0 1 6.2 2.500a6 6 0 1 0 7.3 7.300z" /></svg>;
}
