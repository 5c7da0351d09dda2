using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Requests;

/// <summary>One request for a resource, whatever way it came: what the pipeline works on.</summary>
public sealed record ApiRequest(UserIdentity User, RequestVerb Verb, KindDefinition Kind)
{
    /// <summary>Empty for cluster-scoped kinds and for requests across all namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Empty for collections.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>For get: the revision asked for, or null.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>For list and deletecollection.</summary>
    public ListQuery List { get; init; } = ListQuery.All;

    /// <summary>For watch.</summary>
    public WatchQuery? Watch { get; init; }

    /// <summary>For create, update and patch.</summary>
    public WriteOptions Write { get; init; } = WriteOptions.Default;

    /// <summary>For delete and deletecollection.</summary>
    public DeleteOptions Delete { get; init; } = DeleteOptions.Empty;

    /// <summary>For the log subresource.</summary>
    public PodLogOptions Log { get; init; } = PodLogOptions.Empty;

    /// <summary>For writes of a leader: its token; they are refused once its Lease has passed on.</summary>
    public LeaderToken? Leader { get; init; }

    public RequestBody? Body { get; init; }

    /// <summary>Sent on by another control plane, which takes this one for the leader: it goes no further.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Set where a write may still go to another control plane.</summary>
    internal WriteTrace? Trace { get; init; }

    public ObjectKey Key => new(Namespace, Name);

    public string Group => Kind.Gvk.Group;

    public string Resource => Kind.Plural;
}
