import type { User } from '../../gateway/domain/account.ts';
import type { ChallengePurpose, SecondFactors, TakenChallenge } from '../../gateway/domain/second-factor.ts';
import {
  type KeyRegistration,
  type KeySignature,
  RegistrationOptions,
  type SecondFactorAsked,
  SignatureOptions,
} from '../contract/security-key.ts';
import type { SignIn } from '../contract/session.ts';
import { Refusal } from './problem.ts';
import { type RelyingParty, relyingPartyOf } from './relying-party.ts';

const timeout = 5 * 60_000;
/** Ed25519, ES256, RS256 (COSE, RFC 9053): what keys on sale speak. */
const supportedAlgorithmIDs = [-8, -7, -257];
/** Read when the first key is used: its certificates' machinery takes 27 MB, and most accounts have no key. */
const webAuthn = () => import('@simplewebauthn/server');

type SecondStep = Extract<SignIn, { ticket: string }>;

/** What somebody showed beside the password. */
export interface Shown {
  readonly user: string;
  readonly by: 'key' | 'new key' | 'code';
}

/** Asks for and checks what stands beside the password: a security key (WebAuthn Level 3, 7.1 and 7.2) or a code. */
export function createSecondFactor(factors: SecondFactors) {
  return {
    /** What the person must show; throws a `Refusal` where a first key is required and none can be made here. */
    async ask(user: User, origin: string, now: number): Promise<SecondFactorAsked> {
      if (user.keys === 0) return begin(user, origin, now);
      const party = relyingPartyOf(origin);
      const sign = 'offered' in party ? null : await signatureOptions(user, party);
      const challenge = sign?.challenge ?? '';
      return { ticket: await factors.keepChallenge({ user: user.id, purpose: 'sign-in', challenge }, now), sign };
    },
    /** Who answered rightly; undefined for a wrong, late or repeated answer. A ticket is used up either way. */
    async check(step: SecondStep, origin: string, now: number): Promise<Shown | undefined> {
      const taken = await factors.takeChallenge(step.ticket, now);
      if (taken === undefined) return undefined;
      const { user, purpose } = taken;
      if ('newKey' in step) {
        if (purpose !== 'registration') return undefined;
        // asked for while there was no key: whoever has one by now answers with that
        if ((await factors.keys(user)).length > 0) return undefined;
        return (await register(taken, step, origin, now)) ? { user, by: 'new key' } : undefined;
      }
      if (purpose !== 'sign-in') return undefined;
      if ('code' in step) return (await factors.useCode(user, step.code)) ? { user, by: 'code' } : undefined;
      return (await hasSigned(taken, step.key, origin, now)) ? { user, by: 'key' } : undefined;
    },
    begin,
    /** Keeps a new key of this person; false where the answer is not to our challenge, from our page. */
    async add(user: User, answer: NewKey & { ticket: string }, origin: string, now: number): Promise<boolean> {
      const taken = await factors.takeChallenge(answer.ticket, now);
      if (taken?.user !== user.id || taken.purpose !== 'registration') return false;
      return register(taken, answer, origin, now);
    },
  };

  async function begin(user: User, origin: string, now: number) {
    const party = relyingPartyOf(origin);
    if ('offered' in party) {
      throw new Refusal(403, 'A security key needs Vigie under a host name with https, or http://localhost');
    }
    const register = RegistrationOptions.parse(
      await (await webAuthn()).generateRegistrationOptions({
        rpName: 'Vigie',
        rpID: party.id,
        userID: new Uint8Array(Buffer.from(user.id)),
        userName: user.email,
        userDisplayName: user.name,
        timeout,
        attestationType: 'none',
        supportedAlgorithmIDs,
        excludeCredentials: (await factors.keys(user.id)).map(({ id, transports }) => ({
          id,
          transports: [...transports],
        })),
        // beside a password: whoever holds the key is enough, its PIN is not asked
        authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
      }),
    );
    const purpose: ChallengePurpose = 'registration';
    const ticket = await factors.keepChallenge({ user: user.id, purpose, challenge: register.challenge }, now);
    return { ticket, register };
  }

  async function signatureOptions(user: User, party: RelyingParty): Promise<SignatureOptions> {
    const keys = await factors.keys(user.id);
    return SignatureOptions.parse(
      await (await webAuthn()).generateAuthenticationOptions({
        rpID: party.id,
        timeout,
        userVerification: 'discouraged',
        allowCredentials: keys.map(({ id, transports }) => ({ id, transports: [...transports] })),
      }),
    );
  }

  async function register(
    taken: TakenChallenge,
    { newKey, name }: NewKey,
    origin: string,
    now: number,
  ): Promise<boolean> {
    const party = relyingPartyOf(origin);
    if ('offered' in party) return false;
    const { authenticatorAttachment: _, ...response } = newKey;
    const { verifyRegistrationResponse } = await webAuthn();
    const checked = await refusedAs(
      verifyRegistrationResponse({
        supportedAlgorithmIDs,
        response,
        expectedChallenge: taken.challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: false,
      }),
    );
    if (checked?.verified !== true) return false;
    const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential;
    await factors.addKey(taken.user, { id, name, publicKey, counter, transports }, now);
    return true;
  }

  async function hasSigned(taken: TakenChallenge, answer: KeySignature, origin: string, now: number): Promise<boolean> {
    const party = relyingPartyOf(origin);
    const key = (await factors.keys(taken.user)).find(({ id }) => id === answer.id);
    if ('offered' in party || key === undefined) return false;
    const { authenticatorAttachment: _, response, ...credential } = answer;
    const { userHandle, ...signed } = response;
    const { verifyAuthenticationResponse } = await webAuthn();
    const checked = await refusedAs(
      verifyAuthenticationResponse({
        response: { ...credential, response: { ...signed, ...(userHandle ? { userHandle } : {}) } },
        expectedChallenge: taken.challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        credential: { id: key.id, publicKey: key.publicKey, counter: key.counter, transports: [...key.transports] },
        requireUserVerification: false,
      }),
    );
    // two answers at once: the counter is compared again where it is kept
    return checked?.verified === true && factors.keyUsed(key.id, checked.authenticationInfo.newCounter, now);
  }
}

interface NewKey {
  readonly name: string;
  readonly newKey: KeyRegistration;
}

/** The library throws for whatever is wrong with an outsider's answer: that is bad input, a value. */
async function refusedAs<T>(checking: Promise<T>): Promise<T | undefined> {
  try {
    return await checking;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
