using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http;

/// <summary>Knows whom a bearer token belongs to.</summary>
public interface ITokenAuthenticator
{
    /// <summary>The token's owner; null for a token that is not valid.</summary>
    ValueTask<UserIdentity?> AuthenticateAsync(string token, CancellationToken cancellation);
}
