import type { Device, Line, Organisation } from '../../contract/territory.ts';
import { callWordsOf } from '../texts/call.ts';
import { useVoice } from '../world.ts';

/** Whom to call at a member’s, and whom to call about its line. */
export function PeopleAndLine({ organisation, devices }: { organisation: Organisation; devices: readonly Device[] }) {
  const { language } = useVoice();
  const own = callWordsOf(language);
  const contacts = organisation.contacts ?? [];
  const lines = new Map(devices.flatMap(({ line }) => (line === undefined ? [] : [[line.device, line] as const])));
  return (
    <>
      {contacts.length === 0 ? (
        <p class="soft">{own.noContacts}</p>
      ) : (
        <ul class="people">
          {contacts.map(({ name, role, phone, email }) => (
            <li key={`${name} ${phone}`}>
              <span class="people-name">{name}</span>
              {role !== undefined && <span class="soft"> {role}</span>}
              {phone !== undefined && (
                <p>
                  <a class="people-phone" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
                    {phone}
                  </a>
                </p>
              )}
              {email !== undefined && (
                <p>
                  <a href={`mailto:${email}`}>{email}</a>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {lines.size > 0 && (
        <>
          <h2 class="call-line">{own.line}</h2>
          <ul class="people">
            {[...lines.values()].map((line) => (
              <LineOf key={line.device} line={line} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function LineOf({ line: { device, name, operator, contract, support } }: { line: Line }) {
  const { language } = useVoice();
  const own = callWordsOf(language);
  return (
    <li>
      <a class="people-name" href={`/devices/${device}`}>
        {name}
      </a>
      <p>
        {operator}
        {contract !== undefined && <span class="soft">{` · ${own.contract} ${contract}`}</span>}
      </p>
      {support !== undefined && (
        <p>
          {own.support} <a href={`tel:${support.replace(/[^+\d]/g, '')}`}>{support}</a>
        </p>
      )}
    </li>
  );
}
