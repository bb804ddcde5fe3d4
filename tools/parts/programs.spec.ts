import { majorOf } from './java.ts';
import { mirrorOfCentral } from './maven-mirror.ts';
import { userToLendTo } from './postgres-place.ts';
import { isNewEnough } from './redis.ts';

it.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "25" 2025-09-16', 25],
  ['java version "1.8.0_392"', 8],
  ['command not found', 0],
])('reads the version of Java from %s', (text, major) => {
  expect(majorOf(text)).toBe(major);
});

it.each([
  ['Redis server v=7.0.15 sha=00000000', true],
  ['Redis server v=6.2.6', true],
  ['Redis server v=6.0.16', false],
  ['', false],
])('takes a Redis on the PATH only when it is new enough: %s', (text, isIt) => {
  expect(isNewEnough(text)).toBe(isIt);
});

it('finds the mirror of Maven Central in the settings of Maven', () => {
  const mirror = (of: string): string => `<settings><mirrors><!-- <mirror><mirrorOf>*</mirrorOf><url>no</url></mirror> -->
    <mirror><id>m</id><url> https://maven.example/repo </url><mirrorOf>${of}</mirrorOf></mirror></mirrors></settings>`;
  expect(mirrorOfCentral(mirror('central'))).toBe('https://maven.example/repo');
  expect(mirrorOfCentral(mirror('*'))).toBe('https://maven.example/repo');
  expect(mirrorOfCentral(mirror('*,!central'))).toBeUndefined();
  expect(mirrorOfCentral(mirror('another'))).toBeUndefined();
});

it('lets root run PostgreSQL as postgres, else as nobody', () => {
  const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
  expect(userToLendTo(`root:x:0:0::/root:/bin/sh\n${nobody}\npostgres:x:101:104::/var/lib/postgresql:/bin/bash`)).toEqual({
    uid: 101,
    gid: 104,
  });
  expect(userToLendTo(`root:x:0:0::/root:/bin/sh\n${nobody}`)).toEqual({ uid: 65534, gid: 65534 });
});
