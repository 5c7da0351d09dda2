using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Authentication;

/// <summary>Knows the holders of bootstrap tokens by the Secrets in kube-system.</summary>
/// <remarks>Why a token is refused is told only to someone who has its whole secret: to anyone else an id that exists
/// looks like one that does not. Reads the newest snapshot, so that a deleted token is refused at once; a token that
/// was just made or changed through another server is not.</remarks>
public sealed class BootstrapTokenAuthenticator(IStore store, TimeProvider time, Confirmation confirmation)
    : ITokenAuthenticator
{
    private static readonly KindDefinition Secrets = ApiKinds.Of<Secret>();

    /// <exception cref="StatusException">401: it was a token of this cluster, and can no longer be used so; 429, 503: a
    /// refusal could not be confirmed.</exception>
    public async ValueTask<UserIdentity?> AuthenticateAsync(string token, CancellationToken cancellation)
    {
        if (BootstrapToken.Parse(token) is not { } given)
            return null;
        try
        {
            if (Find(given) is { } user)
                return user;
        }
        catch (StatusException refused) when (refused.Code == 401)
        {
            // By what is shown here.
        }
        await confirmation.CatchUpAsync(cancellation);
        return Find(given);
    }

    private UserIdentity? Find(BootstrapToken given)
    {
        var key = Secrets.StorageKey(new(BootstrapTokenSecret.Namespace, BootstrapTokenSecret.NameOf(given.Id)));
        if (store.Current.Get(key)?.Value.Object is not Secret { Metadata.DeletionTimestamp: null } secret
            || BootstrapTokenSecret.Read(secret) is not { } known
            || !IsSame(given.Secret, known.Token.Secret))
        {
            return null;
        }
        return UserOf(known);
    }

    private UserIdentity UserOf(BootstrapTokenSecret known)
    {
        var id = known.Token.Id;
        if (known.IsExpired(time.GetUtcNow()))
            throw Statuses.Unauthorized($"the bootstrap token {id} expired at {known.Expiration}: create another");
        if (!known.MayAuthenticate)
        {
            throw Statuses.Unauthorized(
                $"the bootstrap token {id} is not for authentication: usage-bootstrap-authentication is not true");
        }
        var groups = known.Groups(out var fault);
        if (fault is not null)
            throw Statuses.Unauthorized(
                $"the bootstrap token {id} has auth-extra-groups that are not allowed: {fault}");
        return new UserIdentity(
            BootstrapTokenSecret.UserPrefix + id, groups.Append(UserIdentity.AuthenticatedGroup).ToValueList());
    }

    private static bool IsSame(string given, string known) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(known));
}
