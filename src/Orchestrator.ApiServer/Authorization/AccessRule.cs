using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>Verbs on resources of one group: a line of a ClusterRole.</summary>
/// <param name="verbs">Separated by blanks; <c>*</c> is any.</param>
/// <param name="group">Empty is the core group; <c>*</c> is any.</param>
/// <param name="resources">Separated by blanks, subresources as <c>pods/status</c>; <c>*</c> is any, subresources
/// included.</param>
internal sealed class AccessRule(string verbs, string group, string resources)
{
    private readonly string[] _verbs = verbs.Split(' ');
    private readonly string[] _resources = resources.Split(' ');

    public string Group { get; } = group;

    public bool Covers(in ResourceAccess access) =>
        (Group == "*" || Group == access.Group) && CoversVerb(access.Verb) && CoversResource(access);

    /// <summary>The rule as a SelfSubjectRulesReview lists it.</summary>
    public ResourceRule ToReview() => new()
    {
        Verbs = _verbs.ToValueList(),
        ApiGroups = [Group],
        Resources = _resources.ToValueList(),
    };

    private bool CoversVerb(RequestVerb verb) => _verbs[0] == "*" || Array.IndexOf(_verbs, verb.Name()) >= 0;

    private bool CoversResource(in ResourceAccess access)
    {
        foreach (var resource in _resources)
        {
            if (resource == "*" || Matches(resource, access))
                return true;
        }
        return false;
    }

    private static bool Matches(string resource, in ResourceAccess access)
    {
        if (access.Subresource.Length == 0)
            return resource == access.Resource;
        var length = access.Resource.Length;
        return resource.Length == length + 1 + access.Subresource.Length
            && resource[length] == '/'
            && resource.StartsWith(access.Resource, StringComparison.Ordinal)
            && resource.EndsWith(access.Subresource, StringComparison.Ordinal);
    }
}
