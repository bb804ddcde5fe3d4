/** Keeps services' logs out of the tests' output; SPEC_LOG=debug lets them through. */
import { Logger } from '@nestjs/common';

if (!process.env['SPEC_LOG']) Logger.overrideLogger(false);
