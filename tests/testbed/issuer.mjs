// An OpenID Connect issuer (oidc-provider) with a native client, PKCE and the device flow. Prints its port.
// Whatever login is typed is an account, with a verified address at example.org.

import { createServer } from "node:http";

console.warn = () => {}; // it warns that it is for development, which it is
const { Provider } = await import("oidc-provider");

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: "native",
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: ["http://127.0.0.1/callback"],
        response_types: ["code"],
        grant_types: [
          "authorization_code",
          "refresh_token",
          "urn:ietf:params:oauth:grant-type:device_code",
        ],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // The ID token carries the claims themselves, as Google's does.
    conformIdTokenClaims: false,
    features: {
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      devInteractions: { enabled: true },
    },
    // Access tokens end soon, so that they are renewed.
    ttl: { AccessToken: 240, RefreshToken: 86400 },
    issueRefreshToken: async (_, client) => client.grantTypeAllowed("refresh_token"),
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.org`, email_verified: true, name: "Ada" }),
    }),
  });
  server.on("request", provider.callback());
  console.log(JSON.stringify({ port }));
});
