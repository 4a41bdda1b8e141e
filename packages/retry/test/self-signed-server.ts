import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A certificate for 127.0.0.1 that nobody trusts. The key protects nothing. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4Tm+AkIC4DkA1QX1
6hIi82buMJYz8M7KBb0c3kytoU2hRANCAAQ/Dr9nFviRGrNyJXNi+1+JasGHHOB7
FnRR0QYl/uYWSBserpP2BJG+sem9XB6tRMxmhTbvEibSA9vQHHUXmtWB
-----END PRIVATE KEY-----
`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUFE7olcXtMzNDE3YNpXv8l28BVeYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTIwMTEyMDIyMVoYDzIxMjYxMTA3
MTIwMjIxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ/Dr9nFviRGrNyJXNi+1+JasGHHOB7FnRR0QYl/uYWSBserpP2BJG+
sem9XB6tRMxmhTbvEibSA9vQHHUXmtWBo2QwYjAdBgNVHQ4EFgQU/uw2QYySo6cX
jy1skp1qr4fldFkwHwYDVR0jBBgwFoAU/uw2QYySo6cXjy1skp1qr4fldFkwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IDYynIZDtMJ/GqwS6aKI4UzuJeMMd++6mtxs6DhzqyZ9AiEAvlQvzp0XOn2w2Wyi
4ocMNzEjYpgpO/mEA8AwyEKqb8o=
-----END CERTIFICATE-----
`;

/** A server on loopback with a self-signed certificate. */
export async function selfSignedServer(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer({ key, cert }, (_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
