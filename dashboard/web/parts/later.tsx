import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Bones } from './bones.tsx';
import { Trouble } from './trouble.tsx';

/** A part of the application that loads when it is first shown. */
export function Later<P extends object>({
  load,
  waiting = <Bones />,
  ...props
}: { load: () => Promise<ComponentType<P>>; waiting?: ComponentChildren } & P) {
  const [page, setPage] = useState<{ screen?: ComponentType<P>; error?: unknown }>({});
  const fetchIt = () =>
    load().then(
      (screen) => setPage({ screen }),
      (error: unknown) => setPage({ error }),
    );
  // keyed by the path, mounted once for each
  useEffect(() => void fetchIt(), []);
  if (page.error !== undefined) return <Trouble error={page.error} again={() => void fetchIt()} />;
  if (page.screen === undefined) return <>{waiting}</>;
  // The border of the rest pattern: what is left of the props is P.
  return <page.screen {...(props as unknown as P)} />;
}
