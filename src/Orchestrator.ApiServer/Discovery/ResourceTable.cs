using Orchestrator.Api.Kinds;

namespace Orchestrator.ApiServer.Discovery;

/// <summary>Groups, versions and resources as they are served: what paths resolve to and discovery lists.</summary>
/// <remarks>Groups are in the order clients prefer them: core first, then as the kinds are listed.</remarks>
public sealed class ResourceTable
{
    private readonly Dictionary<string, Dictionary<string, KindDefinition>> _byGroupVersion = [];

    public ResourceTable(IEnumerable<KindDefinition> kinds)
    {
        var groups = new List<ApiGroupVersions>();
        foreach (var kind in kinds)
        {
            var apiVersion = kind.Gvk.ApiVersion;
            if (!_byGroupVersion.TryGetValue(apiVersion, out var resources))
            {
                _byGroupVersion[apiVersion] = resources = [];
                groups.Add(new(kind.Gvk.Group, kind.Gvk.Version, []));
            }
            resources.Add(kind.Plural, kind);
            groups.Find(g => g.Group == kind.Gvk.Group && g.Version == kind.Gvk.Version)!.Kinds.Add(kind);
        }
        Groups = groups;
    }

    public static ResourceTable BuiltIn { get; } = new(ApiKinds.Served);

    public IReadOnlyList<ApiGroupVersions> Groups { get; }

    public KindDefinition? Find(ReadOnlySpan<char> apiVersion, ReadOnlySpan<char> resource) =>
        _byGroupVersion.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(apiVersion, out var resources)
        && resources.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(resource, out var kind)
            ? kind
            : null;
}

/// <summary>The kinds of one group at one version.</summary>
public sealed record ApiGroupVersions(string Group, string Version, List<KindDefinition> Kinds)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
