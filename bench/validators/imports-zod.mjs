/** What Node needs to load any module that imports zod: the least that a validator can cost. */
import { string } from 'zod';

export const validator = string();
