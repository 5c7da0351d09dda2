using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>Whether a user may approve or sign for a signer: asked for the signer itself, then for its domain, as in
/// <c>kubernetes.io/*</c>.</summary>
internal static class SignerAccess
{
    public static bool Allows(IAuthorizer authorizer, UserIdentity user, RequestVerb verb, string signerName)
    {
        var domain = signerName.Split('/')[0] + "/*";
        return authorizer.Allows(Question(user, verb, signerName)) || authorizer.Allows(Question(user, verb, domain));
    }

    private static ResourceAccess Question(UserIdentity user, RequestVerb verb, string name) =>
        new(user, verb, "certificates.k8s.io", "signers", "", "", name);
}
