using System.Security.Cryptography;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Discovery;

/// <summary>The discovery documents of a resource table, each made once when first asked for.</summary>
public sealed class DiscoveryDocuments(ResourceTable table)
{
    private readonly Dictionary<string, DiscoveryDocument> _made = [];
    private readonly Lock _gate = new();

    /// <summary><c>/api</c> as clients without aggregated discovery read it.</summary>
    /// <param name="serverAddress">Host and port, as clients in the cluster reach it.</param>
    public DiscoveryDocument CoreVersions(string serverAddress) => Once("/api " + serverAddress, () => JsonCodec.Write(
        new ApiVersions
        {
            Versions = ["v1"],
            ServerAddressByClientCidrs =
            [
                new ServerAddressByClientCIDR { ClientCIDR = "0.0.0.0/0", ServerAddress = serverAddress },
            ],
        }));

    /// <summary><c>/apis</c>.</summary>
    public DiscoveryDocument GroupList() => Once("/apis", () => JsonCodec.Write(
        new ApiGroupList { Groups = GroupNames().Select(GroupOf).ToValueList() }));

    /// <summary><c>/apis/&lt;group&gt;</c>; null where there is no such group.</summary>
    public DiscoveryDocument? Group(string group) =>
        group.Length > 0 && GroupNames().Contains(group)
            ? Once("/apis/" + group, () => JsonCodec.Write(GroupOf(group)))
            : null;

    /// <summary><c>/api/v1</c> or <c>/apis/&lt;group&gt;/&lt;version&gt;</c>; null where it is not served.</summary>
    public DiscoveryDocument? Resources(string apiVersion)
    {
        var served = table.Groups.FirstOrDefault(g => g.ApiVersion == apiVersion);
        return served is null ? null : Once(apiVersion, () => JsonCodec.Write(ResourceListOf(served)));
    }

    /// <summary>All of <c>/api</c> or <c>/apis</c> in one document.</summary>
    /// <param name="version">Of the document: <c>v2</c> or <c>v2beta1</c>.</param>
    public DiscoveryDocument Aggregated(bool core, string version) =>
        Once($"aggregated {core} {version}", () => AggregatedDiscovery.Write(
            version,
            table.Groups.Where(g => g.Group.Length == 0 == core).ToList()));

    private IEnumerable<string> GroupNames() =>
        table.Groups.Select(g => g.Group).Where(g => g.Length > 0).Distinct(StringComparer.Ordinal);

    private ApiGroup GroupOf(string group)
    {
        var versions = table.Groups.Where(g => g.Group == group)
            .Select(g => new GroupVersionForDiscovery { GroupVersion = g.ApiVersion, Version = g.Version })
            .ToValueList();
        return new ApiGroup { Name = group, Versions = versions, PreferredVersion = versions[0] };
    }

    private static ApiResourceList ResourceListOf(ApiGroupVersions served)
    {
        var resources = new List<ApiResource>();
        foreach (var kind in served.Kinds)
        {
            resources.Add(ResourceOf(kind));
            foreach (var subresource in kind.Subresources)
                resources.Add(SubresourceOf(kind, subresource));
        }
        return new ApiResourceList { GroupVersion = served.ApiVersion, APIResources = resources.ToValueList() };
    }

    private static ApiResource ResourceOf(KindDefinition kind) => new()
    {
        Name = kind.Plural,
        SingularName = kind.Singular,
        Namespaced = kind.Namespaced,
        Kind = kind.Gvk.Kind,
        Verbs = kind.Verbs,
        ShortNames = kind.ShortNames,
        Categories = kind.Categories,
    };

    private static ApiResource SubresourceOf(KindDefinition kind, Subresource subresource)
    {
        var isForeign = subresource.Kind.ApiVersion != kind.Gvk.ApiVersion;
        return new ApiResource
        {
            Name = $"{kind.Plural}/{subresource.Name}",
            SingularName = "",
            Namespaced = kind.Namespaced,
            Group = isForeign ? subresource.Kind.Group : null,
            Version = isForeign ? subresource.Kind.Version : null,
            Kind = subresource.Kind.Kind,
            Verbs = subresource.Verbs,
        };
    }

    private DiscoveryDocument Once(string name, Func<byte[]> make)
    {
        lock (_gate)
        {
            if (_made.TryGetValue(name, out var document))
                return document;
            var utf8 = make();
            var tag = $"\"{Convert.ToHexString(SHA256.HashData(utf8))}\"";
            return _made[name] = new DiscoveryDocument(utf8, tag);
        }
    }
}

/// <summary>A document and the entity tag clients cache it under.</summary>
public sealed record DiscoveryDocument(ReadOnlyMemory<byte> Utf8, string ETag);
