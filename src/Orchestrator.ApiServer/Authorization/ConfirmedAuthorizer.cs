namespace Orchestrator.ApiServer.Authorization;

/// <summary>Decides as the authorizer does, and refuses only by what is still so.</summary>
internal sealed class ConfirmedAuthorizer(IAuthorizer authorizer, Confirmation confirmation)
{
    /// <exception cref="Api.Errors.StatusException">429, 503: a refusal could not be confirmed.</exception>
    public ValueTask<bool> AllowsAsync(in ResourceAccess access, CancellationToken cancellation)
    {
        if (authorizer.Allows(access))
            return new(true);
        return authorizer.RestsOnState(access) ? AgainAsync(access, cancellation) : new(false);
    }

    public bool AllowsPath(Requests.UserIdentity user, string verb, string path) =>
        authorizer.AllowsPath(user, verb, path);

    public string ReasonAgainst(in ResourceAccess access) => authorizer.ReasonAgainst(access);

    private async ValueTask<bool> AgainAsync(ResourceAccess access, CancellationToken cancellation)
    {
        await confirmation.CatchUpAsync(cancellation);
        return authorizer.Allows(access);
    }
}
