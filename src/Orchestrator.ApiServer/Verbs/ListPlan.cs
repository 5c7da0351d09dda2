using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>What a list's resourceVersion, match, limit and continue token come to. Pure.</summary>
/// <param name="Freshness">The snapshot to begin from.</param>
/// <param name="Exact">The one revision to list at; null: the snapshot's.</param>
/// <param name="Token">Where to go on; null at the beginning.</param>
internal sealed record ListPlan(Freshness Freshness, long? Exact, ContinueToken? Token)
{
    private const string MatchExact = "Exact";
    private const string MatchNotOlderThan = "NotOlderThan";

    /// <exception cref="StatusException">400 or 422: the options contradict each other.</exception>
    public static ListPlan For(ListQuery query)
    {
        Validate(query);
        var revisionGiven = !string.IsNullOrEmpty(query.ResourceVersion);
        if (!string.IsNullOrEmpty(query.Continue))
        {
            if (revisionGiven && query.ResourceVersion != "0")
                throw Statuses.BadRequest("specifying resource version is not allowed when using continue");
            var token = ContinueToken.Decode(query.Continue);
            return new(Freshness.NotOlderThan(token.Revision), token.Revision == 0 ? null : token.Revision, token);
        }
        if (!revisionGiven)
            return new(Freshness.Latest, null, null);
        var revision = RevisionRules.Parse(query.ResourceVersion!);
        if (revision == 0)
            return new(Freshness.Any, null, null);
        // Before resourceVersionMatch existed, a limited list was taken at exactly the revision named.
        var exact = query.ResourceVersionMatch == MatchExact
            || (string.IsNullOrEmpty(query.ResourceVersionMatch) && query.Limit > 0);
        return new(Freshness.NotOlderThan(revision), exact ? revision : null, null);
    }

    private static void Validate(ListQuery query)
    {
        var errors = new FieldErrors();
        var match = query.ResourceVersionMatch;
        var field = FieldPath.Of("resourceVersionMatch");
        if (!string.IsNullOrEmpty(match))
        {
            if (string.IsNullOrEmpty(query.ResourceVersion))
                errors.Forbidden(field, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            if (!string.IsNullOrEmpty(query.Continue))
                errors.Forbidden(field, "resourceVersionMatch is forbidden when continue is provided");
            if (match is not (MatchExact or MatchNotOlderThan))
                errors.NotSupported(field, match, MatchExact, MatchNotOlderThan, "");
            if (match == MatchExact && query.ResourceVersion == "0")
                errors.Forbidden(field, "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
        }
        if (errors.Any)
            throw Statuses.Invalid(new("meta.k8s.io", "v1", "ListOptions"), "", errors);
    }
}
